import type { Library } from '../../content/library.ts'
import { rich } from '../../content/rich.ts'
import type { Language } from '../../core/ids.ts'
import { markdown } from './write.ts'

/** The few sentences this room says itself, by key. */
export type Words = {
  /** As Discord's markdown, with what fills the holes made harmless. */
  line(key: string, language: Language, fill?: Readonly<Record<string, string>>): string
  /** As it stands, for labels, titles and names. */
  label(key: string, language: Language): string
}

export const wordsOf = (library: Library): Words => {
  const text = (key: string, language: Language) => {
    const found = library.texts[key]
    if (!found) throw new Error(`no text ${key} in prompts/`)
    return found[language]
  }
  return {
    line: (key, language, fill) => markdown(rich(text(key, language), fill)),
    label: text,
  }
}
