import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'

/** What services ask to know somebody again, and words for such a question. */
const QUESTION =
  /旧姓|秘密の(?:質問|答え)|ひみつの質問|質問の答え|合言葉|合い言葉|あいことば|飼っ(?:た|て|と)|ペットの名|母親の生まれ|出身(?:地|校|小|中)|卒業した(?:小|中|高)|最初の(?:車|職場|ペット)|初めて(?:の|買っ)|親友の名|maiden name|(?:first|childhood|favou?rite) (?:pet|car|school|teacher|friend|street|job|concert|boss|book|movie)|pet'?s? name|(?:security|secret) (?:question|answer|word)|safe ?word|code ?word|memorable (?:word|name|place)|出身小|好きな(?:食べ物|色|言葉|映画)|answers? to (?:the|my|your|that|a|his|her) (?:\w+ )?question|street (?:i|you|we|he|she) grew up|city (?:i|you|he|she) (?:was|were) born|(?:mother|father|wife|husband|dog|cat)'s (?:middle )?name/g
/** A question and its answer under each other or side by side: "Q: … A: …". */
const ASKED =
  /(?:^|\n|[。\s])Q\d{0,2}[.:、 ]{1,2}([^\n]{2,60}?)[ \n]{1,3}A\d{0,2}[.:、 ]{1,2}([^\n]{1,40}?)(?=\n|$|[ 。]Q)/g
const REACH = 90

/** Japanese: 「…」と答えた, →…, は…です. The value has no particle in it, so that a clause is none. */
const ANSWERED_JA =
  /(?:[てで、はが→:=」\s「『]|ので|のを|に)[「『\s]?([^\s、。,.「」『』のはがをにもで!?→:=(]{2,14}?)[」』\s]{0,2}(?:って|と)(?:答|こたえ|言|いいま|いっ|入れ|入力|打|書|伝|登録|設定|返|申)/
const HANDED_JA =
  /^[^「]{0,16}「(?=[^」]{2,12}」(?:です|でし|だっ|って|と))([^」?は]{2,12}(?<!か))」|(?:^ (?=[^\s]{2,14}(?:\n|$))|→|:|=|⇒|->|答え?は|」は)\s?[「『]?([^\s、。,.「」『』!?→:=(]{2,14})(?=[」』]|[\s、。]|です|でし|だっ|$)/
/** 「…っていう合言葉」. */
const CALLED_JA =
  /(?<=[はがを、「『 ])([^\s、。「」『』のはがを]{2,12})(?=[」』]?(?:という|っていう)(?:合言葉|合い言葉|あいことば|答え))/g
const NO_ANSWER_JA =
  /^(?:何|なん|知ら|分から|わから|言わ|答え|はい|いいえ|嘘|うそ|適当|本当|同じ|そう|無|教え|変え|忘れ|聞かれ|設定|変更|それ|これ|どう|どれ|誰|だれ|ちょ|まだ|もう|全部|正直)|(?:ない|ません|ました|です|ます|ので|から|けど|った|して|れて|たら|方がいい)$/

/** English: "I said …", "it was …", "question, …": a name, or a plain word with which the clause ends. */
const ANSWERED_EN =
  /(?:\b(said|told (?:them|him|her)|answered|gave(?: (?:them|him|her))?|wrote|typed|put|entered|replied|it's|it is|it was|which is|which was|was|is|are)|[:=]|->|→|\?|,|^)\s{1,2}["'(]?([A-Z][a-z'-]{2,20}(?: [A-Z][a-z'-]{1,20}){0,2}|[a-z]{4,20}(?=["')]?(?:[.,!;\n]|$)))/g
/** Of what is, was or follows a comma only a name is an answer: plain words there say what something is like. */
const DESCRIBES = /^(?:it's|it is|it was|which is|which was|was|is|are)?$/
const NO_ANSWER_EN =
  /^(?:the|and|but|that|this|they|she|he|what|which|who|how|why|when|where|asked|changed|wrong|correct|right|same|different|easy|simple|public|nothing|something|anything|yes|no|not|none|never|please|help|thanks|sorry|also|then|now|just|still|gone|lost|reset|set|enough|known|online|facebook|google|apple|amazon|steam|discord|telegram|instagram|there|here|mine|yours|his|hers|compromised|leaked|stolen|weird|fine|okay|bad|good|real|fake|safe|it|i|we|you|is|was|my|your|his|her|our|their|so|if|or|because|blank|empty|nonsense|lied|lie|public knowledge|mind|secret|simple|private)\b/i

/** Answers to the questions by which services know somebody again: whoever knows one gets in. */
export function answers(folded: Folded): Finding[] {
  const found: Finding[] = []
  if (folded.lower.search(QUESTION) === -1) return found
  for (const match of folded.text.matchAll(ASKED)) {
    const value = match[2] ?? ''
    const end = match.index + match[0].length
    if (!NO_ANSWER_EN.test(value) && !NO_ANSWER_JA.test(value))
      found.push(finding('password', end - value.length, end, 37))
  }
  for (const match of folded.text.matchAll(CALLED_JA)) {
    const value = match[1] ?? ''
    if (!NO_ANSWER_JA.test(value)) found.push(finding('password', match.index, match.index + value.length, 37))
  }
  let last = -1
  for (const match of folded.lower.matchAll(QUESTION)) {
    const from = match.index + match[0].length
    if (from < last) continue
    const japanese = match[0].charCodeAt(0) > 0x3000
    const rest = clip(folded.text.slice(from, from + REACH), japanese)
    const value = japanese ? japaneseAnswer(rest) : englishAnswer(rest)
    if (!value) continue
    last = from + value.at + value.text.length
    found.push(finding('password', from + value.at, last, 37))
  }
  return found
}

/** The rest of the sentence, in Japanese also the next one. */
function clip(text: string, japanese: boolean): string {
  const stop = japanese ? /。[^。]*。|\n/.exec(text) : /[.!]\s[^.!]*[.!](?:\s|$)|\n/.exec(text)
  return stop ? text.slice(0, stop.index + stop[0].length) : text
}

type Value = { at: number; text: string }

function japaneseAnswer(rest: string): Value | undefined {
  for (const pattern of [HANDED_JA, ANSWERED_JA]) {
    const match = pattern.exec(rest)
    const text = match?.[1] ?? match?.[2]
    if (!match || text === undefined || NO_ANSWER_JA.test(text) || text.includes('\0')) continue
    return { at: match.index + match[0].indexOf(text, 1), text }
  }
  return undefined
}

function englishAnswer(rest: string): Value | undefined {
  for (const match of rest.matchAll(ANSWERED_EN)) {
    const text = match[2] ?? ''
    const isName = /^[A-Z]/.test(text)
    if (NO_ANSWER_EN.test(text) || (!isName && /(?:ed|ing|ly|own)$/.test(text))) continue
    if (!isName && (/^[,?]|^\s/.test(match[0]) || (match[1] !== undefined && DESCRIBES.test(match[1])))) continue
    return { at: match.index + match[0].lastIndexOf(text), text }
  }
  return undefined
}
