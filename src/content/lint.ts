import type { Fault } from './faults.ts'
import type { Files } from './files.ts'
import type { Text } from './schema.ts'

/** The wording rules of every text (prompts/wording.yaml), and ours: no number and no link outside contacts.yaml. */

/** Digits that look like a telephone number, and anything that looks like a link or mail address. */
const NUMBER_OR_LINK =
  /https?:\/\/|www\.|[a-z0-9-]+\.(com|net|org|jp|gov|io|me)\b|\S+@\S+\.\S+|#\d{4}|\b0\d{1,4}[-‐ ]?\d{2,4}[-‐ ]?\d{3,4}\b|\b1-8\d\d-\d{3}-\d{4}\b/i

/** All faults of wording in all texts. */
export function lint(files: Files): Fault[] {
  const faults: Fault[] = []
  const rules = files.wording.map(rule => ({ ...rule, pattern: new RegExp(rule.pattern, 'iu') }))
  for (const { file, at, text } of [...allTexts(files), ...registryTexts(files)])
    for (const { language, pattern, says, except } of rules) {
      const found = except.includes(at) ? null : pattern.exec(text[language])
      if (found) faults.push({ file, at: `${at}.${language}`, message: `${says}: “${found[0]}”` })
    }
  for (const { file, at, text } of allTexts(files)) {
    for (const language of ['ja', 'en'] as const) {
      const found = NUMBER_OR_LINK.exec(text[language])
      if (found)
        faults.push({ file, at: `${at}.${language}`, message: `a number or link outside contacts.yaml: “${found[0]}”` })
    }
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

function walker() {
  const found: Placed[] = []
  const walk = (value: unknown, file: string, at: string) => {
    if (typeof value !== 'object' || value === null) return
    const text = value as Partial<Text>
    if (typeof text.ja === 'string' && typeof text.en === 'string')
      found.push({ file, at, text: { ja: text.ja, en: text.en } })
    else for (const [key, child] of Object.entries(value)) walk(child, file, at ? `${at}.${key}` : key)
  }
  return { found, walk }
}

/** Names, hours and notes of the registry: held to the wording too, but the only ones that may hold a number or link. */
function registryTexts(files: Files): Placed[] {
  const { found, walk } = walker()
  for (const contact of files.contacts) walk(contact, 'contacts.yaml', `contact ${contact.id}`)
  return found
}

/** Every bilingual text of the content with its place, without the registry's. */
export function allTexts(files: Files): Placed[] {
  const { found, walk } = walker()
  const home = (kind: string, id: string) => files.home.get(`${kind} ${id}`) ?? ''
  for (const fact of files.facts) walk(fact, home('fact', fact.id), `fact ${fact.id}`)
  for (const step of files.steps) walk(step, home('step', step.id), `step ${step.id}`)
  for (const wait of files.waits) walk(wait, home('wait', wait.id), `wait ${wait.id}`)
  for (const pattern of files.patterns) {
    const { facts: _facts, steps: _steps, waits: _waits, ...own } = pattern
    walk(own, `patterns/${pattern.id}.yaml`, '')
  }
  walk(files.fallback, 'fallback.yaml', '')
  for (const [key, text] of Object.entries(files.texts)) found.push({ file: 'texts.yaml', at: key, text })
  return found
}
