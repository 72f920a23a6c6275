import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'

/** Who somebody is to the one who writes. */
const RELATIONS =
  '祖母|祖父|義母|義父|義姉|義兄|義妹|義弟|母親|父親|お母さん|お父さん|おばあちゃん|おじいちゃん|母|父|姉|妹|兄|弟|娘|息子|孫|夫|妻|旦那|嫁|家内|主人|女房|叔母|叔父|伯母|伯父|おば|おじ|従兄弟|従姉妹|従兄|従姉|いとこ|甥|姪|' +
  '友人|友達|友だち|ともだち|親友|同僚|上司|部下|先輩|後輩|知人|知り合い|隣人|隣|近所|彼氏|彼女|元彼|元カノ|婚約者|先生|担任|主治医|取引先|同級生|同期|大家|店長|社長|部長|課長|仲間|相方|ママ友|幼なじみ|恩師|教え子|生徒|担当|相手|犯人|本人|名義|' +
  '同居人|被害者'
const LABELS = '氏名|お名前|名前|本名|フルネーム|名義人|名義|受取人|宛名'

/** A family and a given name, written together: the given name may end in hiragana. */
const TOGETHER = '[一-龠々]{2,5}(?:(?!の)[ぁ-ん](?!の)[ぁ-ん]?[子美代江世乃])?'
/** With a gap between them the given name may be kana. */
const APART = '[一-龠々]{1,3} (?:[一-龠々]{1,3}|[ぁ-ん]{2,4}|[ァ-ヶー]{2,5})'
const END =
  '(?=[」』]?(?:さん|さま|様|氏|の|と|に|が|は|から|も|を|へ|、|。|[()]|って|という|です|でし|だっ|だと|しか|くらい|だけ|ら|や|まで|なら|より|\\s|$))'

const PATTERNS: readonly { pattern: RegExp; isSure: boolean }[] = [
  // 「西園寺美咲さん」
  {
    pattern: new RegExp(`(?<![一-龠々])(${TOGETHER})(?=さん|さま|様|くん|君(?![一-龠])|ちゃん|氏(?!名))`, 'g'),
    isSure: true,
  },
  { pattern: new RegExp(`(?<![一-龠々])(${APART})(?= ?(?:さん|さま|様|くん|ちゃん|氏(?!名)|殿))`, 'g'), isSure: true },
  // 「夫(桐山大悟)」「氏名:長峰さやか」
  { pattern: new RegExp(`(?:${RELATIONS}|${LABELS})[(「『](${TOGETHER}|${APART})(?=[)」』、,(])`, 'g'), isSure: true },
  {
    pattern: new RegExp(
      `(?:${LABELS})(?: ?[:=] ?|[ \\n])([一-龠々]{1,4} ?(?:[一-龠々]{1,3}|[ぁ-ん]{1,3}[子美代江]|[ぁ-ん]{2,4}|[ァ-ヶー]{2,5}))${END}`,
      'g',
    ),
    isSure: true,
  },
  // 「妹の大河内ふみ子のところ」「父 村井正造」
  { pattern: new RegExp(`(?:${RELATIONS})(?:の|で、?|は|、|である| )[「『]?(${TOGETHER})${END}`, 'g'), isSure: false },
  { pattern: new RegExp(`(?:${RELATIONS})(?:の|で、?|は|、|である| |:)?[「『]?(${APART})${END}`, 'g'), isSure: true },
  // 「桐生トミさん」「江崎さおりさん」
  { pattern: /(?<![一-龠々])([一-龠々]{2,3}(?:[ァ-ヶー]{2,4}|(?:(?![のはがをにでとも])[ぁ-ん]){2,4}[子美代江]?))(?=さん|さま|様|氏)/g, isSure: true }, // prettier-ignore
  // 「名前は古賀野ひろし、って」
  { pattern: /(?:名前|本名|名義)は[「『]?([一-龠々]{2,3}(?:(?![のはがをにでとも])[ぁ-ん]){2,4}[子美代江]?)(?=[」』]?(?:、|。|って|という|です|でし|だっ))/g, isSure: true }, // prettier-ignore
  // 「小暮 達也が」: a gap between Chinese signs, which Japanese has nowhere else.
  { pattern: new RegExp(`(?<![一-龠々])([一-龠々]{1,3} [一-龠々]{1,3})${END}`, 'g'), isSure: false }, // prettier-ignore
  // 「滝川先生(滝川洋平)」: the family name a second time.
  { pattern: /(?<=([一-龠々]{1,3})(?:先生|さん|課長|部長|社長|店長|氏|様|夫妻|家)[^一-龠々\n]{0,3})(\1[一-龠々ぁ-んァ-ヶ]{1,3})(?=[)」、。]|さん|という|です|の|が|は)/g, isSure: true }, // prettier-ignore
]
/** A name right before the number, mail or address that reaches the person. */
const OWNER =
  /(?<![一-龠々])(?:[一-龠々]{3,6}|[一-龠々]{1,3} (?:[一-龠々]{1,3}|[ぁ-ん]{2,4}|[ァ-ヶー]{2,5}))(?=さん|様|氏|[\s、,・:(])/g
const OWNS = /^(?:さん|様|氏)?[\s、,・:(]{0,2}(?:の?(?:携帯|電話|番号|tel|mail|メール|連絡先|住所)[\s:は]{0,2})?$/

/** Signs with which given names end. */
const GIVEN_END =
  /[子美香織咲奈菜恵代江里枝穂乃佳紀希莉結花華愛葉衣音太郎介樹也斗助翔司治夫雄男一二三人彦輔真之健大輝誠学豊勇進実隆弘博茂明浩哉平吉造蔵亮涼悠翼陽蓮湊朗史志悟仁圭敬敏幸昭正清光秀和弥矢哲康晃直成利則孝宏洋広剛秋春夏月桜凛澪琴羽楓栞萌彩理沙瑞帆琉海空玲瑠馬磨雅諒匠徹修稔守薫望忍凪蒼碧颯岳潤聡賢毅猛豪渉淳純順慎努勉勲巌登亘静鈴歩律]$/
/** Signs with which words for roles and places end. */
const ROLE_END =
  /[先宅絡員者係社店屋官会局署庁院校園寺団隊士長生所行部課科師家様方手客主役婦系類物書番号名側元時代金料費日年月分度上下中内外前後]$/
const WORDS =
  /番号|口座|通帳|携帯|電話|銀行|会社|警察|名前|住所|他人|友人|友達|家族|相手|本人|自分|担当|業者|先生|弟子|管理|親子|夫婦|兄弟|姉妹|知人|親戚|全員|皆|誰|何|母|父|姉|兄|妹|弟(?!子)|娘|息子|孫|夫妻|現金|毎回|毎月|毎日|代前半|代後半|処理|おじ|おば|おに|おね|ます$|です$|金額|被害|詐欺|財産|貯金|預金|結婚|一人|二人|三人|大事|大切|場合|時間|写真|画面|日本|東京|英語/

/** Digits and letters told one by one. */
const SPELLED =
  /(?:^|・)(?:ゼロ|イチ|ニ|サン|ヨン|ゴ|ロク|ナナ|ハチ|キュウ|キュー|エー|ビー|シー|アルファ|ブラボー)(?:・|$)/

function isName(name: string): boolean {
  const [family = '', given = ''] = name.split(' ')
  const size = name.replace(' ', '').length
  if (size < 3 || size > 8 || WORDS.test(name) || ROLE_END.test(given === '' ? family : given)) return false
  return given !== '' || size >= 4
}

/** Names in katakana or Latin letters, where it is said that they are somebody's. */
const ABROAD =
  /[「『]([A-Z][a-z]{1,15}(?: [A-Z][a-z'-]{1,15}){1,2})[」』]?(?=(?:という|っていう|って|と名乗)(?:人|男|女|方|やつ|ひと|者|る))|(?<=[のは「『、。]|^)([ァ-ヶー]{2,10}(?:・[ァ-ヶー]{1,10}){1,3})(?=」?(?:という(?:人|男|女|方|者)|さん|氏|と名乗|でした|です|から連絡))|(?<=\d |名義[はがの:= ]{0,2}|カナ[: ]?|フリガナ[: ]?)([ァ-ヶー]{2,8} [ァ-ヶー]{2,8})(?![ァ-ヶー])/g

/** Japanese full names where the text says whose they are, or beside what reaches the person. `reached` are starts of phones, mails and addresses, in order. */
export function japanesePersons(folded: Folded, reached: Int32Array): Finding[] {
  const found: Finding[] = []
  for (const { pattern, isSure } of PATTERNS)
    for (const match of folded.text.matchAll(pattern)) {
      const name = match[2] ?? match[1] ?? ''
      if (!isName(name) || (!isSure && !GIVEN_END.test(name))) continue
      const start = match.index + match[0].lastIndexOf(name)
      found.push(finding('name', start, start + name.length, 35))
    }
  for (const match of folded.text.matchAll(ABROAD)) {
    const name = match[1] ?? match[2] ?? match[3] ?? ''
    const start = match.index + match[0].indexOf(name)
    if (!SPELLED.test(name)) found.push(finding('name', start, start + name.length, 35))
  }
  if (reached.length === 0) return found
  for (const match of folded.text.matchAll(OWNER)) {
    const end = match.index + match[0].length
    const next = reached.find(at => at >= end && at - end <= 12)
    if (next === undefined || !OWNS.test(folded.lower.slice(end, next))) continue
    if (!WORDS.test(match[0]) && !ROLE_END.test(match[0])) found.push(finding('name', match.index, end, 35))
  }
  return found
}
