import { crossFaults } from './faults.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROMPTS_DIRECTORY, readFiles } from './files.ts'
import { statistics } from './stats.ts'
import { withTable } from './table.ts'

/**
 * `npm run -s content`: every fault in prompts/ with file and field, exit 1 when there is one; else what the library holds.
 * `npm run -s content -- --table` draws the table of patterns in prompts/README.md anew.
 * `npm run -s content -- --stats` counts what prompts/ holds and how hard it is to read.
 */
const { files, faults } = readFiles(PROMPTS_DIRECTORY)
const readme = join(PROMPTS_DIRECTORY, 'README.md')
if (process.argv.includes('--table')) writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), files))
const all = [...faults, ...crossFaults(files)]
for (const { file, at, message } of all) console.log(`prompts/${file} ✖ ${message}${at ? ` → at ${at}` : ''}`)
if (all.length > 0) {
  console.log(`${all.length} fault${all.length === 1 ? '' : 's'} in prompts/`)
  process.exitCode = 1
} else {
  const { patterns, steps, facts, contacts, waits, texts } = files
  const questions = facts.filter(({ ask }) => ask).length
  console.log(
    `prompts/ is whole: ${patterns.length} patterns, ${steps.length} steps, ${waits.length} waits, ${facts.length} facts (${questions} questions), ${contacts.length} contacts, ${Object.keys(texts).length} other texts`,
  )
  if (process.argv.includes('--stats')) console.log(['', ...statistics(files)].join('\n'))
}
