import type { MessageEntity } from '@grammyjs/types'

const FOUND: [MessageEntity.CommonMessageEntity['type'], RegExp][] = [
  ['bot_command', /(?<=^|\s)\/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?/g],
  ['mention', /(?<=^|\s)@[A-Za-z0-9_]{3,32}/g],
  ['url', /https?:\/\/[^\s]+/g],
  ['email', /[\w.+-]+@[\w-]+\.[\w.]+/g],
]

/** Entities the server finds by itself in what a person wrote (UTF-16 offsets). */
export function findEntities(text: string): MessageEntity[] {
  return FOUND.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map(match => ({ type, offset: match.index, length: match[0].length })),
  ).sort((a, b) => a.offset - b.offset)
}

/** The command at the start of a message: `/setup@kakekomi_bot now` → `{ name: 'setup', at: 'kakekomi_bot' }`. */
export function leadingCommand(text: string): { name: string; at: string | undefined } | undefined {
  const match = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{3,32}))?(?=\s|$)/.exec(text)
  return match?.[1] ? { name: match[1], at: match[2] } : undefined
}
