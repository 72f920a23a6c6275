import type { Fault } from './faults.ts'
import type { Files } from './files.ts'
import type { Text } from './schema.ts'

/**
 * The wording rules of every text: no blame, no haste, no promise, no number and no link outside contacts.yaml.
 * Sources: AARP/FINRA "words matter", Victim Support UK, Scam Victim Alliance AU; the numbers rule is ours.
 */

const RULES: readonly { language: 'ja' | 'en'; pattern: RegExp; message: string }[] = [
  { language: 'ja', pattern: /[!!]/, message: 'an exclamation mark' },
  { language: 'en', pattern: /!/, message: 'an exclamation mark' },
  { language: 'ja', pattern: /簡単に|かんたんに|だけでいい|だけで大丈夫|するだけです/, message: 'makes it sound easy (簡単に, ただ〜するだけ)' },
  { language: 'en', pattern: /\b(just|simply|simple|easy|easily|obvious|obviously|of course)\b/i, message: 'just / simply / easy / obvious' },
  { language: 'ja', pattern: /騙され(た|まし)|だまされ(た|まし)|引っかか|ひっかか|不注意|うっかり|あなたのミス|べきでした|べきだった/, message: 'a blaming word' },
  { language: 'en', pattern: /\b(fell for|fallen for|fall for|got tricked|tricked into|gullible|careless|your mistake|your fault\b(?<!n't your fault)(?<!not your fault)|should have|shouldn't have|why did you|how could you)\b/i, message: 'a blaming word' },
  { language: 'ja', pattern: /落ち着いてください|必ず(戻|取り戻)|絶対に(戻|取り戻)/, message: 'calm down, or a promise' },
  { language: 'en', pattern: /\b(calm down|don't worry|guarantee[ds]?|you will get (it|your money) back)\b/i, message: 'calm down, don\'t worry, or a promise' },
  { language: 'ja', pattern: /いたします|させていただ|(?<!ありがとう)ございます|くださいませ|賜り/, message: 'a keigo tower: plain です・ます' },
  { language: 'ja', pattern: /被害者の(方|皆)/, message: '"victim" to their face' },
] // prettier-ignore

/** Digits that look like a telephone number, and anything that looks like a link or mail address. */
const NUMBER_OR_LINK =
  /https?:\/\/|www\.|[a-z0-9-]+\.(com|net|org|jp|gov|io|me)\b|\S+@\S+\.\S+|#\d{4}|\b0\d{1,4}[-‐ ]?\d{2,4}[-‐ ]?\d{3,4}\b|\b1-8\d\d-\d{3}-\d{4}\b/i

/** All faults of wording in all texts. */
export function lint(files: Files): Fault[] {
  const faults: Fault[] = []
  for (const { file, at, text } of allTexts(files)) {
    for (const { language, pattern, message } of RULES) {
      const found = pattern.exec(text[language])
      if (found) faults.push({ file, at: `${at}.${language}`, message: `${message}: “${found[0]}”` })
    }
    for (const language of ['ja', 'en'] as const) {
      const found = NUMBER_OR_LINK.exec(text[language])
      if (found)
        faults.push({ file, at: `${at}.${language}`, message: `a number or link outside contacts.yaml: “${found[0]}”` })
    }
    // Search words are given in both languages on purpose: the mail may be in either.
    if (/[ぁ-んァ-ヶ]/.test(text.en) && at !== 'mail-search.words')
      faults.push({ file, at: `${at}.en`, message: 'Japanese in the English text' })
    if (!/[ぁ-んァ-ヶ一-龠]/.test(text.ja) && /[a-z]{4,} [a-z]{3,} [a-z]{3,}/i.test(text.ja))
      faults.push({ file, at: `${at}.ja`, message: 'English in the Japanese text' })
    const holes = (words: string) =>
      [...words.matchAll(/\{(\w+)\}/g)]
        .map(([, name]) => name)
        .sort()
        .join()
    if (holes(text.ja) !== holes(text.en)) faults.push({ file, at, message: 'ja and en use different {placeholders}' })
  }
  return faults
}

type Placed = { file: string; at: string; text: Text }

/** Every bilingual text of the content with its place; contacts' own names and notes are the registry's. */
export function allTexts(files: Files): Placed[] {
  const found: Placed[] = []
  const walk = (value: unknown, file: string, at: string) => {
    if (typeof value !== 'object' || value === null) return
    const text = value as Partial<Text>
    if (typeof text.ja === 'string' && typeof text.en === 'string')
      found.push({ file, at, text: { ja: text.ja, en: text.en } })
    else for (const [key, child] of Object.entries(value)) walk(child, file, at ? `${at}.${key}` : key)
  }
  const home = (kind: string, id: string) => files.home.get(`${kind} ${id}`) ?? ''
  for (const fact of files.facts) walk(fact, home('fact', fact.id), `fact ${fact.id}`)
  for (const step of files.steps) walk(step, home('step', step.id), `step ${step.id}`)
  for (const wait of files.waits) walk(wait, home('wait', wait.id), `wait ${wait.id}`)
  for (const pattern of files.patterns) {
    const { facts: _facts, steps: _steps, waits: _waits, ...own } = pattern
    walk(own, `patterns/${pattern.id}.yaml`, '')
  }
  for (const [key, text] of Object.entries(files.texts)) found.push({ file: 'texts.yaml', at: key, text })
  return found
}
