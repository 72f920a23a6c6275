import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { rehearse } from './rehearsal.ts'
import { README_LINES, transcriptLine, withTranscript } from './transcript.ts'

/**
 * `npm run -s rehearse -- FILE.yaml [--jsonl]`: plays a conversation and prints every outgoing message in order.
 * `--readme README.md` puts its beginning into that file.
 */
const { values, positionals } = parseArgs({
  options: { jsonl: { type: 'boolean' }, readme: { type: 'string' } },
  allowPositionals: true,
})
const file = positionals[0]
if (!file) {
  process.stderr.write('usage: npm run -s rehearse -- FILE.yaml [--jsonl] [--readme README.md]\n')
  process.exit(2)
}
const { story, lines, unmet } = await rehearse(readFileSync(file, 'utf8'))
for (const line of lines) {
  if (values.jsonl) {
    if (line.kind === 'out')
      console.log(
        JSON.stringify({
          at: new Date(line.at).toISOString(),
          to: line.to,
          text: line.text,
          buttons: line.buttons,
          about: line.about,
        }),
      )
  } else console.log(transcriptLine(line))
}
if (values.readme)
  writeFileSync(values.readme, withTranscript(readFileSync(values.readme, 'utf8'), lines.slice(0, README_LINES)))
for (const { beat, message } of unmet) console.error(`${story.title}, beat ${beat}: ${message}`)
process.exitCode = unmet.length > 0 ? 1 : 0
