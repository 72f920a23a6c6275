import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { learn, RECIPE } from './learn.ts'
import type { Sentence, Story } from './learn.ts'
import { openKits, READER_FOLDER } from './read.ts'

/**
 * `node src/understanding/local/train.ts [--out FILE] [FILE.jsonl …]`: learns `prompts/reader/weights.json` from the
 * labelled examples in `prompts/reader/examples/` (or the files named) and tells the thresholds it chose.
 */
function main(args: string[]): void {
  const out = args.indexOf('--out')
  const target = out >= 0 ? args[out + 1]! : join(READER_FOLDER, 'weights.json')
  const named = args.filter((arg, i) => out < 0 || (i !== out && i !== out + 1))
  const folder = join(READER_FOLDER, 'examples')
  const files =
    named.length > 0
      ? named
      : readdirSync(folder)
          .filter(name => name.endsWith('.jsonl'))
          .sort()
          .map(name => join(folder, name))
  const rows = files.flatMap(file => readRows(file))
  const stories = rows.filter((row): row is Story => 'pattern' in row)
  const sentences = rows.filter((row): row is Sentence => 'fact' in row)
  const weights = learn(stories, sentences, openKits(READER_FOLDER), RECIPE)
  writeFileSync(target, JSON.stringify(weights, compactNumbers) + '\n')
  process.stdout.write(
    `${stories.length} stories, ${sentences.length} sentences; fact threshold ${weights.factThreshold}, ` +
      `none threshold ${weights.noneThreshold}, temperature ${weights.patterns.temperature}\n`,
  )
}

function readRows(file: string): (Story | Sentence)[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Story | Sentence)
}

/** Three digits are more than the data can tell apart. */
function compactNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value
}

main(process.argv.slice(2))
