import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { writeChoices, writeText } from './platforms/terminal/write.ts'
import { rehearse } from './rehearsal.ts'
import type { Line } from './rehearsal.ts'

/** `npm run -s rehearse -- FILE.yaml [--jsonl]`: plays a conversation and prints every outgoing message in order. */
const { values, positionals } = parseArgs({ options: { jsonl: { type: 'boolean' } }, allowPositionals: true })
const file = positionals[0]
if (!file) {
  process.stderr.write('usage: npm run -s rehearse -- FILE.yaml [--jsonl]\n')
  process.exit(2)
}
const { story, lines, unmet } = await rehearse(readFileSync(file, 'utf8'))
const paint = { colour: false, columns: 60 }
const clock = (at: number) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Tokyo',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(at)
    .replace(',', '')

function show(line: Line): string {
  if (line.kind === 'time') return `        … ${line.text}`
  if (line.kind === 'in') return `${clock(line.at)}  ${line.from}  ${line.text.replaceAll('\n', '\n          ')}`
  const to = line.to === 'victim' ? '' : `→ ${line.to}`
  const choices = writeChoices(line.buttons, paint)
  return `${clock(line.at)}  bot ${to}\n${writeText([{ text: line.text }], paint, '          ')}${choices ? `\n${choices.replace(/^ {2}/gm, '          ')}` : ''}`
}

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
  } else console.log(show(line))
}
for (const { beat, message } of unmet) console.error(`${story.title}, beat ${beat}: ${message}`)
process.exitCode = unmet.length > 0 ? 1 : 0
