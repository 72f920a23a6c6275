import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sample } from './corpus.ts'

/** A message as somebody else wrote it, with every value that must be gone from it. None: it must stay as it is. */
export type Line = { text: string; lang: string; secrets: { kind: string; value: string }[] }

/**
 * The sets that were written as whole messages by somebody who saw neither the guard nor the older sets: 90 messages with secrets
 * and 70 without in each up to the fourteenth. First sight of the guard as it was then, in values gone from the text, and of messages without a secret
 * in which it took something for one:
 *
 * | set | before this work | newest guard at first sight | kind of messages |
 * |---|---|---|---|
 * | ninth | 77.2 %, 0 of 70 | 77.2 %, 0 of 70 | reports of all kinds |
 * | tenth | 57.5 %, 0 of 70 | 64.6 %, 0 of 70 (scorer) | old people, spoken and transcribed |
 * | eleventh | 78.3 %, 1 of 70 | 87.8 %, 4 of 70 (scorer) | developers and players, tokens |
 * | twelfth | 72.5 %, 1 of 70 | 87.1 %, 9 of 70 | forms, letters, lists, forwarded text |
 * | thirteenth | 34.8 %, 1 of 70 | 54.5 %, 1 of 70 | hidden on purpose, fragments, jokes |
 * | fourteenth | 75.3 %, 0 of 70 | 85.8 %, 0 of 70; at the end 91.4 %, 1 of 70 | kept apart: never looked into, nothing was mended for it |
 * | fifteenth, fifteenth-apart | – | 55.3 %, 1 of 112; 55.3 %, 1 of 50; at the end 94.0 %, 0 of 112; 77.7 %, 1 of 50 | plain words, answers and names told in passing |
 * | sixteenth, sixteenth-apart | – | 84.9 %, 3 of 108; 80.8 %, 2 of 52; at the end 99.5 %, 0 of 108; 89.4 %, 3 of 52 | everyday reports of all kinds |
 *
 * The fifteenth and the sixteenth came later and were split before anybody looked: a third of each is kept apart. That third was
 * measured several times while the guard was mended for the rest, so what it shows at the end flatters a little. Nothing of the
 * fourteenth or of the thirds kept apart was looked into or learned from. All others were, and the weights of the scorer are also
 * learned from them.
 */
export function lines(name: string): Line[] {
  return readFileSync(join(import.meta.dirname, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Line)
}

/** What is blacked out without being called a secret. */
const PRIVATE = new Set(['person', 'address', 'email'])

/** The same messages in the form of the older sets. */
export function samples(name: string): { name: string; planted: Sample[]; harmless: Sample[] } {
  const all = lines(name).map(({ text, secrets }) => ({
    text,
    template: text,
    values: secrets.map(({ value }) => value),
    persons: secrets.filter(({ kind }) => PRIVATE.has(kind)).map(({ value }) => value),
  }))
  return {
    name,
    planted: all.filter(({ values }) => values.length > 0),
    harmless: all.filter(({ values }) => values.length === 0),
  }
}
