import type { Library } from '../../content/library.ts'
import type { Language } from '../../core/ids.ts'

/** Our own short sentences by key. Whose language is not known reads both. */
export type Words = (key: string, language: Language | undefined, fill?: Readonly<Record<string, string>>) => string

/** @throws when there is no such text: a missing sentence must not become silence */
export function words(texts: Library['texts']): Words {
  return (key, language, fill = {}) => {
    const text = texts[key]
    if (!text) throw new Error(`prompts/ has no text “${key}”`)
    const found = language ? text[language] : `${text.ja}\n${text.en}`
    return found.replace(/\{(\w+)\}/g, (_, name: string) => fill[name] ?? '')
  }
}
