import { writeChoices, writeText } from './platforms/terminal/write.ts'
import type { Line } from './rehearsal.ts'

/** A rehearsed conversation as text, phone-narrow, for the terminal and for README. */

const PAINT = { colour: false, columns: 60 }
const INDENT = '          '

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

export function transcriptLine(line: Line): string {
  if (line.kind === 'time') return `        … ${line.text}`
  if (line.kind === 'in') return `${clock(line.at)}  ${line.from}\n${writeText([{ text: line.text }], PAINT, INDENT)}`
  const to = line.to === 'victim' ? '' : ` → ${line.to}`
  const choices = writeChoices(line.buttons, PAINT).replace(/^ {2}/gm, INDENT)
  return `${clock(line.at)}  bot${to}\n${writeText([{ text: line.text }], PAINT, INDENT)}${choices ? `\n${choices}` : ''}`
}

const PLACE = /(<!-- transcript -->\n)[\s\S]*?(<!-- \/transcript -->)/

/** README with the beginning of a conversation put in its place. @throws when it has no place for it */
export function withTranscript(readme: string, lines: readonly Line[]): string {
  if (!PLACE.test(readme)) throw new Error('README.md has no <!-- transcript --> place')
  const words = lines.map(transcriptLine).join('\n')
  return readme.replace(PLACE, (_, open: string, close: string) => `${open}\n\`\`\`\n${words}\n\`\`\`\n\n${close}`)
}

/** How much of the founding night README shows: up to the call for helpers. */
export const README_LINES = 14
