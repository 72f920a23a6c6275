import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { z } from 'zod'
import type { Answer } from '../core/events.ts'

/** An answer typed instead of pressed: 「たぶんまだ入れます」, "nope", "idk". Words are data in prompts/reader/answers.yaml. */

const Words = z.strictObject({ ja: z.array(z.string().min(1)), en: z.array(z.string().min(1)) })
type Words = z.infer<typeof Words>
const YesOrNo = z.enum(['yes', 'no'])
const AnswerWords = z.strictObject({
  lead: Words,
  yes: Words,
  no: Words,
  unsure: Words,
  later: Words,
  statements: z.array(
    z.strictObject({ facts: z.record(z.string(), YesOrNo), ja: z.array(z.string()), en: z.array(z.string()) }),
  ),
  why: Words,
  how: Words,
  who: Words,
  what: Words,
  second_hit: Words,
})

/** Beyond this a message is a story, not an answer; only a clear yes or no at its beginning still counts. */
const ANSWER_MAX_CHARACTERS = 60
const MOST_LEADS = 3

export type AnswerReader = {
  /** A short reply to the pending question. @param fact what was asked, for replies that repeat its verb */
  answer(text: string, fact?: string): Answer | undefined
  /** A question back: why do you ask, how is it done, whom to call, what is that word. */
  asks(text: string): 'why' | 'how' | 'who' | 'what' | undefined
  /** Somebody offers to get things back. */
  secondHit(text: string): boolean
}

/** Not not: what stands before it holds after all. */
const DOUBLE_NEGATIVE =
  /(?:ない|なかった)(?:わけ|こと|はず)(?:では|じゃ|でも|は|も)?(?:ない|ありません)|なく(?:は|も)(?:ない|ありません)/u
const NEGATED_AFTER = /ない|ません|なかった|ず$|わけがな/u
/** A clear word, then a pause: the rest of a long message is something else. */
const CLEAR_START = /^(?:(はい|うん|ええ|そうです|yes|yeah|yep|yup)|(いいえ|いえ|ううん|no|nope))(?=[、,。.!！]|$)/u
const QUESTION = /[?？]$|(?:です|ます|ました|でしょう|の)か$/u

/** "My phone number is still mine" names a number and asks for none: something in it must ask, or leave the sentence open. */
const ASKING =
  /[?？]|[何誰]|どこ|どう|どれ|だれ|いつ|なぜ|なん|とは|教え|おしえ|知りたい|詳しく|くわしく|説明|意味|わか[らり]|分か[らり]|(?:か|かな|かね|は|の|って|を|先|方|番号)$|\b(?:what|which|who|where|why|how|when|is there|do you|does|can you|could you|please|explain|define|meaning|more details|know|tell me|need|looking for|never heard)\b|what'?s|^(?:the |a |any )?(?:phone )?(?:number|contact details)(?: please)?\W*$/u

/** @throws an Error naming the file when it can't be used */
export function openAnswers(file = join(import.meta.dirname, '../../prompts/reader/answers.yaml')): AnswerReader {
  const parsed = AnswerWords.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file} does not fit: ${z.prettifyError(parsed.error)}`)
  const words = parsed.data

  function statement(text: string, fact: string): Answer | undefined {
    for (const { facts, ja, en } of words.statements) {
      const value = facts[fact]
      if (!value) continue
      const word = ja.find(word => ends(text, word)) ?? en.find(word => holdsWord(text, word))
      if (word) return value
    }
    return undefined
  }

  function reply(text: string): Answer | undefined {
    let best: { length: number; value: Answer } | undefined
    for (const value of ['unsure', 'later', 'no', 'yes'] as const) {
      const length = longestStart(text, words[value])
      if (length > (best?.length ?? 0)) best = { length, value }
    }
    return best?.value
  }

  return {
    answer(raw, fact) {
      const asked = raw.normalize('NFKC').trim()
      const text = plain(raw)
      if (text.length === 0) return undefined
      if (text.length > ANSWER_MAX_CHARACTERS) {
        const clear = CLEAR_START.exec(text)
        return clear ? (clear[1] ? 'yes' : 'no') : undefined
      }
      if (QUESTION.test(asked) && text !== '') return undefined
      if (bothWays(text)) return 'unsure'
      const doubled = DOUBLE_NEGATIVE.exec(text)
      if (doubled) {
        const turned = fact && statement(`${text.slice(0, doubled.index)}ない`, fact)
        if (turned) return turned === 'yes' ? 'no' : 'yes'
        return 'yes'
      }
      const clear = CLEAR_START.exec(text)
      if (clear && reply(text) === (clear[1] ? 'yes' : 'no')) {
        // "No, I can still get in" to "can you get in?": the words after the pause say it.
        const rest = fact && statement(text.slice(clear[0].length), fact)
        return rest && rest !== (clear[1] ? 'yes' : 'no') ? 'unsure' : clear[1] ? 'yes' : 'no'
      }
      if (/かも(?:しれない|しれません|しれん|です|ね)?$|気がする$|ような気/u.test(text)) return 'unsure'
      const first = reply(text)
      if (first === 'unsure' || first === 'later') return first
      const said = fact && statement(text, fact)
      if (said) return said
      if (first) return first
      let rest = text
      for (let leads = 0; leads < MOST_LEADS; leads++) {
        const length = longestStart(rest, words.lead)
        if (length === 0) return undefined
        rest = rest.slice(length).replace(/^[\s、,.…]+/u, '')
        const value = reply(rest)
        if (value) return value
      }
      return undefined
    },
    asks(raw) {
      const text = raw.normalize('NFKC').toLowerCase().trim()
      if (text.length > ANSWER_MAX_CHARACTERS) return undefined
      if (!ASKING.test(text)) return undefined
      const bare = text.replace(/[?。!\s]+$/u, '')
      for (const kind of ['why', 'who', 'how', 'what'] as const)
        if (
          words[kind].ja.some(word => asksWith(text, bare, word)) ||
          words[kind].en.some(word => asksWith(text, bare, word))
        )
          return kind
      return undefined
    },
    secondHit(raw) {
      const text = raw.normalize('NFKC').toLowerCase()
      return [...words.second_hit.ja, ...words.second_hit.en].some(word => text.includes(word))
    },
  }

  /** Length of the longest entry a reply begins with; Latin words end where a word ends. */
  function longestStart(text: string, { ja, en }: Words): number {
    let longest = 0
    for (const entry of ja) {
      const whole = entry.endsWith('$')
      const word = whole ? entry.slice(0, -1) : entry
      if (word.length <= longest || !(whole ? text === word : text.startsWith(word))) continue
      // "Changed it, but didn't save": a verb that is taken back later says nothing by itself.
      if (words.yes.ja.includes(entry) && word.length > 2 && NEGATED_AFTER.test(text.slice(word.length))) continue
      longest = word.length
    }
    for (const entry of en) {
      const whole = entry.endsWith('$')
      const word = whole ? entry.slice(0, -1) : entry
      if (word.length <= longest || !text.startsWith(word)) continue
      const next = text[word.length]
      if (whole ? next === undefined : next === undefined || !/[\p{L}\p{N}']/u.test(next)) longest = word.length
    }
    return longest
  }
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/gu, "'")
    .replace(/[。、.!?\s~〜ー…]+$/u, '')
    .trim()

/** Japanese says at the end whether something is so: the verb must be the last word but for polite or soft endings. */
const SOFT_END =
  /^(?:です|んです|のです|ます|よ|ね|よね|けど|が|から|ので|と思います|と思う|はず|はずです|みたい|みたいです|ようです|っぽい|らしい|まま|ままです|ちゃった|てしまった|てます|ています|た|ました|い|いで)*(?:。|$)/u
function ends(text: string, entry: string): boolean {
  const word = entry.endsWith('$') ? entry.slice(0, -1) : entry
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (SOFT_END.test(text.slice(at + word.length))) return true
  return false
}

const LATIN = /[\p{Script=Latin}\p{N}']/u
/** English negations stand before the verb: "I haven't called them" must not be read as "called them". */
const NEGATION =
  /\b(?:not|never|no|n't|haven't|havent|hasn't|didn't|didnt|can't|cant|cannot|couldn't|won't|don't|wouldn't|without|nobody|if)\b[^,.;]*$/u
function holdsWord(text: string, entry: string): boolean {
  const whole = entry.endsWith('$')
  const word = whole ? entry.slice(0, -1) : entry
  const negates = NEGATION.test(word) || /n't |\bno\b|\bnot\b|unable|never|forgot|lost/u.test(word)
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1]
    const after = text[at + word.length]
    if ((before !== undefined && LATIN.test(before)) || (after !== undefined && LATIN.test(after))) continue
    if (whole && after !== undefined) continue
    if (!negates && NEGATION.test(text.slice(0, at))) continue
    return true
  }
  return false
}

function asksWith(text: string, bare: string, entry: string): boolean {
  if (entry.endsWith('$')) return bare === entry.slice(0, -1)
  const at = text.indexOf(entry)
  const before = text[at - 1]
  return at >= 0 && !(LATIN.test(entry[0] ?? '') && before !== undefined && LATIN.test(before))
}

/** "Yes but no", 「はい、いや、いいえ」: begins as one and ends as the other. */
function bothWays(text: string): boolean {
  const yes =
    /^(?:はい|うん|yes|yeah|yep)(?![a-z])/u.test(text) &&
    /(?:[\s、,。](?:いいえ|ううん|いや)|[\s,.]no|[\s,.]nope)$/u.test(text)
  const no =
    /^(?:いいえ|ううん|no|nope)(?![a-z])/u.test(text) &&
    /(?:[\s、,。]はい|[\s、,。]うん|[\s,.]yes|[\s,.]yeah)$/u.test(text)
  return yes || no
}
