import { readFileSync } from 'node:fs'
import { labelledFacts, openKits, openLocalReader, READER_FOLDER } from './local/read.ts'
import { scoreStories, formatScore } from './local/scoring.ts'
import type { LabelledStory } from './local/scoring.ts'

/** `npm run -s understand:score -- FILE.jsonl …`: measures the offline reader on labelled stories. */
function main(files: string[]): void {
  if (files.length === 0) {
    process.stderr.write('understand:score needs at least one file of labelled stories (JSON lines)\n')
    process.exitCode = 2
    return
  }
  const reader = openLocalReader()
  const labelled = labelledFacts(openKits(READER_FOLDER))
  for (const file of files) {
    const stories = readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(line => JSON.parse(line) as LabelledStory)
      .filter(story => 'pattern' in story)
    process.stdout.write(`${file}\n${formatScore(scoreStories(stories, text => reader.read(text), labelled))}\n`)
  }
}

main(process.argv.slice(2))
