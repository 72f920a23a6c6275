import type { Language } from '../core/ids.ts'
import type { Files } from './files.ts'
import { allTexts } from './lint.ts'
import type { Text } from './schema.ts'

/**
 * What prompts/ holds and how hard it is to read, in figures for a report. Reading level: Flesch-Kincaid grade for English
 * (0.39 words a sentence + 11.8 syllables a word − 15.59, syllables counted as groups of vowels); for Japanese, where no such
 * measure is agreed on, the length of sentences and the share of kanji among the characters.
 */

export type Spread = { readonly median: number; readonly max: number }
export type Reading = {
  readonly texts: number
  /** Characters (ja) or words (en). */
  readonly text: Spread
  readonly sentence: Spread
  /** Share of kanji, 0 to 1 (ja), or school grade (en), over all texts of the kind together. */
  readonly level: number
}

/** A hyphen, or the middle dot of Japanese lists. */
const LIST_MARK = /^\s*[-\u30fb]\s*/
const HOLE = /\{\w+\}/g
/** A colon before a line's end closes a sentence too; a line of a list is one of its own. */
export const sentences = (text: string) =>
  text
    .split(/(?<=[。?!?])|(?<=[.?!:]["”)]?)(?=\s)|\n/)
    .map(part => part.replace(LIST_MARK, '').trim())
    .filter(part => /[\p{L}\p{N}]/u.test(part))
export const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word))
export const characters = (text: string) => [...text].filter(character => character.trim() !== '').length

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 }
}

/** Groups of vowels, without a silent e or ed at the end ("file", "locked", but "table", "added"); a word has at least one. */
export function syllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '')
  const groups = letters.replace(/(?<=[^aeiouy])(?<![^aeiouy]l)e$|(?<=[^aeiouytd])ed$/, '').match(/[aeiouy]+/g)
  return Math.max(1, groups?.length ?? 0)
}

/** School grade by Flesch and Kincaid. */
export function grade(texts: readonly string[]): number {
  const all = texts.flatMap(words)
  const perSentence = all.length / Math.max(1, texts.flatMap(sentences).length)
  const perWord = all.reduce((sum, word) => sum + syllables(word), 0) / Math.max(1, all.length)
  return 0.39 * perSentence + 11.8 * perWord - 15.59
}

export function kanjiShare(texts: readonly string[]): number {
  const text = texts.join('')
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) / Math.max(1, characters(text))
}

export function reading(texts: readonly Text[], language: Language): Reading {
  // A placeholder is read as the word it stands for.
  const said = texts.map(text => text[language].replace(HOLE, language === 'ja' ? '○' : 'name'))
  const length = language === 'ja' ? characters : (text: string) => words(text).length
  return {
    texts: said.length,
    text: spread(said.map(length)),
    sentence: spread(said.flatMap(sentences).map(length)),
    level: language === 'ja' ? kanjiShare(said) : grade(said),
  }
}

/** Texts by what a person meets them as; every text is in exactly one kind. */
const KINDS: readonly (readonly [kind: string, at: RegExp])[] = [
  ['steps', /^step \S+\.text$|^plan\.\d+\.text$/],
  ['steps, long form', /^step \S+\.(how|check|trap|cannot)$|^plan\.\d+\.(how|check|trap)$/],
  ['questions', /^fact \S+\.(ask|why|hint)$/],
  ['waits', /^wait \S+\.(text|ask|nothing)$/],
  ['cards', /^(call_card|support_message|evidence|traps|done_when|excludes|remains|watch_check)/],
  ['labels', /(^|\.)(title|label|came_label|yes|no|short)$|^button\./],
]
const kindOf = (at: string) => KINDS.find(([, place]) => place.test(at))?.[0] ?? 'other texts'

export function textsByKind(files: Files): ReadonlyMap<string, readonly Text[]> {
  const found = new Map<string, Text[]>([...KINDS.map(([kind]) => kind), 'other texts'].map(kind => [kind, []]))
  for (const { at, text } of allTexts(files)) found.get(kindOf(at))?.push(text)
  return found
}

/** How many of each, most first. */
export function counted(values: readonly string[]): [value: string, count: number][] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
}

/** The report, a line a fact. */
export function statistics(files: Files): string[] {
  const { patterns, steps, waits, facts, contacts } = files
  const list = (values: readonly string[]) => counted(values).map(([value, count]) => `${value} ${count}`).join(', ') // prettier-ignore
  const mitre = (framework: string) =>
    new Set(patterns.flatMap(one => one.mitre.filter(id => id.framework === framework).map(({ id }) => id))).size
  const signs = patterns.flatMap(one => one.signs)
  const all = allTexts(files).map(({ text }) => text)
  const rows = [...textsByKind(files), ['all texts', all] as const]
  const row = (kind: string, { texts, text, sentence }: Reading, level: string) =>
    `| ${kind} | ${texts} | ${text.median} / ${text.max} | ${sentence.median} / ${sentence.max} | ${level} |`
  return [
    `patterns ${patterns.length}: status ${list(patterns.map(({ status }) => status))}`,
    `steps ${steps.length}: urgency ${list(steps.map(({ urgency }) => urgency))}; behind an evidence gate ${steps.filter(({ gate }) => gate.length > 0).length}`,
    `waits ${waits.length}: urgent ${waits.filter(({ urgent }) => urgent).length}`,
    `facts ${facts.length}: questions ${facts.filter(({ ask }) => ask).length}`,
    `signs ${signs.length}: ${list(signs.map(({ typical }) => typical))}; look-alikes ${patterns.flatMap(one => one.look_alikes).length}`,
    `sources ${patterns.flatMap(one => one.sources).length}: mark ${list(patterns.flatMap(one => one.sources.map(({ mark }) => mark)))}`,
    `MITRE ids: ATT&CK ${mitre('attack')}, Fight Fraud Framework ${mitre('f3')}; signs that name one ${signs.filter(one => one.mitre.length > 0).length}`,
    `contacts ${contacts.length}: ${list(contacts.map(({ country }) => country))}`,
    `contacts by mark: ${list(contacts.map(({ mark }) => mark))}; by purpose ${new Set(contacts.map(({ purpose }) => purpose)).size}`,
    '',
    '| ja | texts | characters a text, median / max | characters a sentence, median / max | share of kanji |',
    '|---|---|---|---|---|',
    ...rows.map(([kind, texts]) => {
      const read = reading(texts, 'ja')
      return row(kind, read, `${Math.round(100 * read.level)}%`)
    }),
    '',
    '| en | texts | words a text, median / max | words a sentence, median / max | Flesch-Kincaid grade |',
    '|---|---|---|---|---|',
    ...rows.map(([kind, texts]) => {
      const read = reading(texts, 'en')
      return row(kind, read, read.level.toFixed(1))
    }),
  ]
}
