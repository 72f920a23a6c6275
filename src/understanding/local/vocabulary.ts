import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { fold } from './fold.ts'
import { splitForms } from './forms.ts'
import type { Hit } from './hits.ts'
import { openCharacterMatcher } from './matcher.ts'
import type { Form, Matcher } from './matcher.ts'
import type { Tokens } from './tokens.ts'
import { openWordMatcher } from './word-matcher.ts'

/**
 * What a vocabulary file is for, by the first word of its name: `words` are the building blocks of fact rules,
 * `phrases` say a fact by themselves, `scenes` colour a pattern, `scope` says whose, when and whether, `services` name
 * companies and products.
 */
export type Layer = 'words' | 'phrases' | 'scenes' | 'scope' | 'services'

/** All concepts of one language, numbered, and the machine that finds them. */
export type Vocabulary = {
  readonly names: readonly string[]
  readonly layers: readonly Layer[]
  idOf(name: string): number | undefined
  /** How a clause may be meant: the concepts of `scope`, and what its punctuation tells; `markOf` a concept is its place here, or -1. */
  readonly marks: readonly string[]
  readonly markOf: readonly number[]
  /** What the text says, by start, the longer first. `tokens` spares splitting the words once more. */
  match(folded: string, tokens?: Tokens): Hit[]
}

const LAYERS: readonly Layer[] = ['words', 'phrases', 'scenes', 'scope', 'services']

/**
 * Loads `prompts/reader/<lang>/*.yaml` and the shared `services.yaml`. Throws one line naming the file when a file is
 * not a map of concept to forms.
 */
export function openVocabulary(folder: string, lang: 'ja' | 'en'): Vocabulary {
  const names: string[] = []
  const layers: Layer[] = []
  const ids = new Map<string, number>()
  const forms: Form[] = []
  const add = (file: string, layer: Layer): void => {
    const content: unknown = parse(readFileSync(file, 'utf8'))
    if (content === null) return
    if (typeof content !== 'object' || Array.isArray(content)) {
      throw new Error(`reader vocabulary: ${file} is not a map of concept to forms`)
    }
    for (const [name, written] of Object.entries(content)) {
      const key = layer === 'services' ? `service.${name}` : name
      let id = ids.get(key)
      if (id === undefined) {
        id = names.length
        names.push(key)
        layers.push(layer)
        ids.set(key, id)
      }
      const seen = new Set<string>()
      for (const form of splitForms(written, `${file}: ${name}`)) {
        const folded = fold(form)
        if (seen.has(folded)) continue
        seen.add(folded)
        forms.push({ concept: id, form: folded })
      }
    }
  }
  for (const file of readdirSync(join(folder, lang))
    .filter(name => name.endsWith('.yaml'))
    .sort()) {
    const layer = LAYERS.find(candidate => file.startsWith(candidate))
    if (layer !== undefined) add(join(folder, lang, file), layer)
  }
  add(join(folder, 'services.yaml'), 'services')
  const marks = [...new Set([...names.filter((_, id) => layers[id] === 'scope'), 'question', 'quoted'])]
  if (marks.length > MOST_MARKS) throw new Error(`reader vocabulary: ${lang} has more than ${MOST_MARKS} scopes`)
  const matcher: Matcher = lang === 'ja' ? openCharacterMatcher(forms) : openWordMatcher(forms)
  return {
    names,
    layers,
    idOf: name => ids.get(name),
    marks,
    markOf: names.map((name, id) => (layers[id] === 'scope' ? marks.indexOf(name) : -1)),
    match: (folded, tokens) => withoutNested(matcher.match(folded, tokens), layers),
  }
}

/** The marks of a clause are the bits of one number. */
const MOST_MARKS = 31

/** The marks with these names as bits; a name that the language lacks is none. */
export function maskOf({ marks }: Pick<Vocabulary, 'marks'>, names: readonly string[]): number {
  return marks.reduce((mask, name, number) => (names.includes(name) ? mask | (1 << number) : mask), 0)
}

/**
 * Within the `words` (and within the services) the longest form wins: "ギフトカード" is not also a "カード". Other
 * layers may overlap, since a phrase and the words it is made of are both true.
 */
function withoutNested(hits: readonly Hit[], layers: readonly Layer[]): Hit[] {
  let reach: Hit = { concept: -1, start: -1, end: -1 }
  let reachService: Hit = reach
  return hits.filter(hit => {
    const layer = layers[hit.concept]
    if (layer === 'words') {
      if (reach.end >= hit.end && !(reach.start === hit.start && reach.end === hit.end)) return false
      reach = hit
    } else if (layer === 'services') {
      if (reachService.end >= hit.end && !(reachService.start === hit.start && reachService.end === hit.end))
        return false
      reachService = hit
    }
    return true
  })
}
