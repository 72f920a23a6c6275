import { splitClauses } from './clauses.ts'
import type { Clause } from './clauses.ts'
import { fold } from './fold.ts'
import { tokenize } from './matcher.ts'
import type { Hit, Token } from './matcher.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A hit with the clause it starts in. */
export type PlacedHit = Hit & { clause: number }

/** What an author's `scope.yaml` tells of a clause: names of the scope concepts said in it. */
export type Scopes = ReadonlySet<string>

/** A text taken apart: what is said, in which clause, and how that clause is meant. */
export type Analysis = {
  lang: 'ja' | 'en'
  folded: string
  /** Its words, where there are blanks between them. */
  tokens: readonly Token[]
  clauses: readonly Clause[]
  hits: readonly PlacedHit[]
  /** Places of negation that are not part of another concept ("知らない" is a word, not a negation). */
  negations: readonly PlacedHit[]
  scopes: readonly Scopes[]
  /** Sentence number → its first clause; one more at the end. */
  sentences: readonly number[]
}

/** Takes a text apart with the vocabulary of its language. Linear in the text. */
export function analyse(text: string, lang: 'ja' | 'en', vocabulary: Vocabulary): Analysis {
  const folded = fold(text)
  const clauses = splitClauses(folded)
  const tokens = lang === 'en' ? tokenize(folded) : []
  const raw = vocabulary.match(folded, tokens)
  const masked = new Uint8Array(folded.length + 1)
  const negation = vocabulary.idOf('neg')
  // "Was not on" says "not" of whatever it stands beside: it takes no negation away from others.
  const wasOff = vocabulary.idOf('had_off')
  for (const hit of raw) {
    if (hit.concept === negation || hit.concept === wasOff || hit.end - hit.start < 2) continue
    const layer = vocabulary.layers[hit.concept]
    if (layer === 'scope' && vocabulary.names[hit.concept] !== 'notneg') continue
    if (lang === 'en' && vocabulary.names[hit.concept] !== 'notneg' && !masksNegation(folded, hit)) continue
    // A form that stops at "入れませ" is meant with the ん that follows.
    masked.fill(1, hit.start, lang === 'ja' && folded.startsWith('ませ', hit.end - 2) ? hit.end + 1 : hit.end)
  }
  const hits: PlacedHit[] = []
  const negations: PlacedHit[] = []
  const scopes: Set<string>[] = clauses.map(() => new Set<string>())
  let clause = 0
  for (const hit of raw) {
    while (clause + 1 < clauses.length && clauses[clause + 1]!.start <= hit.start) clause++
    const placed = { ...hit, clause }
    if (hit.concept === negation) {
      if (masked[hit.start] === 0 || masked[hit.end - 1] === 0) negations.push(placed)
      continue
    }
    hits.push(placed)
    if (vocabulary.layers[hit.concept] === 'scope') scopes[clause]?.add(vocabulary.names[hit.concept]!)
  }
  const sentences: number[] = []
  clauses.forEach((one, index) => {
    if (index === 0 || clauses[index - 1]!.sentence !== one.sentence) sentences.push(index)
    if (one.question) scopes[index]!.add('question')
    if (one.quoted) scopes[index]!.add('quoted')
  })
  sentences.push(clauses.length)
  return { lang, folded, tokens, clauses, hits, negations, scopes, sentences }
}

/** An English phrase of several words that holds its own "not" ("not mine") is one meaning; one word is not. */
function masksNegation(folded: string, hit: Hit): boolean {
  return folded.slice(hit.start, hit.end).includes(' ')
}
