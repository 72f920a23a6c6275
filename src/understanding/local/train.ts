import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { learn, RECIPE } from './learn.ts'
import type { Sentence, Story } from './learn.ts'
import type { Scores } from './linear.ts'
import { asJson } from './weights.ts'
import type { Weights } from './weights.ts'
import { openKits, READER_FOLDER } from './read.ts'

const LEAST = 0.02
const LEAST_FACT_WORD = 0.1
const LEAST_NONE_WORD = 0.04
const LEAST_PATTERN_WORD = 0.2
const LEAST_WHOLE_WORD = 0.15

/**
 * `node src/understanding/local/train.ts [--out FILE] [--hold-out] [FILE.jsonl …]`: learns `prompts/reader/weights.json`
 * from the labelled examples in `prompts/reader/examples/` (or the files named) and tells the thresholds it chose.
 * `--hold-out` leaves a third of the long stories unread, to measure on.
 */
function main(args: string[]): void {
  const { values, positionals: named } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: { type: 'string' }, 'hold-out': { type: 'boolean' } },
  })
  const target = values.out ?? join(READER_FOLDER, 'weights.json')
  const folder = join(READER_FOLDER, 'examples')
  const files =
    named.length > 0
      ? named
      : readdirSync(folder)
          .filter(name => name.endsWith('.jsonl'))
          .sort()
          .map(name => join(folder, name))
  const rows = files.flatMap(file => {
    const read = readRows(file).map((row): Story | Sentence =>
      'pattern' in row ? { ...row, set: basename(file) } : row,
    )
    return values['hold-out'] === true && basename(file).startsWith('long-')
      ? read.filter(row => !isHeldOut(row))
      : read
  })
  const stories = rows.filter((row): row is Story => 'pattern' in row)
  const sentences = rows.filter((row): row is Sentence => 'fact' in row)
  const weights = learn(stories, sentences, openKits(READER_FOLDER), RECIPE)
  writeFileSync(target, asJson(pruned(weights)) + '\n')
  process.stdout.write(
    `${stories.length} stories, ${sentences.length} sentences; fact thresholds ja ${weights.factThresholds.ja.common}, en ${weights.factThresholds.en.common}, ` +
      `none thresholds ${JSON.stringify(weights.noneThresholds)}, temperature ${weights.patterns.temperature}\n`,
  )
}

/** A third, by what the texts are, so that a story keeps its side when others are added. */
function isHeldOut({ text }: Story | Sentence): boolean {
  return parseInt(createHash('sha1').update(text).digest('hex').slice(0, 8), 16) % 3 === 0
}

function readRows(file: string): (Story | Sentence)[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Story | Sentence)
}

/** Words and character runs that hardly weigh are left out: they are many and change no reading. */
function pruned(weights: Weights): Weights {
  const keep = (known: ReadonlyMap<string, number>, least: number): Map<string, number> =>
    new Map([...known].filter(([, weight]) => Math.abs(weight) >= least))
  const words = new Map([...weights.facts.words].map(([fact, known]) => [fact, keep(known, LEAST_FACT_WORD)]))
  return {
    ...weights,
    facts: { ...weights.facts, weights: keep(weights.facts.weights, LEAST), words },
    patterns: thinned(weights.patterns, LEAST_PATTERN_WORD),
    wholes: thinned(weights.wholes, LEAST_WHOLE_WORD),
    none: { ...weights.none, weights: keep(weights.none.weights, LEAST_NONE_WORD) },
  }
}

/** Words and character runs keep only the classes that they speak for or against. */
function thinned<S extends Scores>(model: S, least: number): S {
  const weights = new Map<string, readonly number[]>()
  const sparse = new Map<string, number[]>()
  for (const [name, row] of model.weights) {
    if (!/^[wj] /.test(name)) {
      weights.set(name, row)
      continue
    }
    const pairs = row.flatMap((weight, i) => (Math.abs(weight) >= least ? [i, weight] : []))
    if (pairs.length > 0) sparse.set(name, pairs)
  }
  return { ...model, weights, sparse }
}

main(process.argv.slice(2))
