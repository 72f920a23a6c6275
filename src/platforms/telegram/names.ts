import type { Log } from '../../log.ts'
import type { Calls } from './calls.ts'

/** Display names for calling people in a group, as the app shows them now. Shown, never identifying; never stored. */

const NAMES_KEPT = 2_000
const NAME_LIMIT = 32

export type Names = {
  remember(person: string, name: string | undefined): void
  /** @param unknown - said for somebody whose name can't be found */
  of(persons: readonly string[], chat: string, unknown: string): Promise<ReadonlyMap<string, string>>
}

export function names({ api, ask }: Calls, log: Log): Names {
  const known = new Map<string, string>()

  function remember(person: string, name: string | undefined): void {
    // No control, direction or invisible characters: a name must not rearrange the line it stands in.
    const shown = name?.replace(/\p{C}/gu, '').normalize('NFC').slice(0, NAME_LIMIT).trim()
    if (!shown) return
    if (known.size >= NAMES_KEPT) known.clear()
    known.set(person, shown)
  }

  return {
    remember,
    async of(persons, chat, unknown) {
      const found = new Map<string, string>()
      for (const person of persons) {
        const id = /^telegram:(\d+)$/.exec(person)?.[1]
        if (id === undefined) continue
        if (!known.has(person)) {
          try {
            const parameters = { chat_id: Number(chat), user_id: Number(id) }
            const member = await ask('getChatMember', () => api.getChatMember(parameters))
            remember(person, member.user.first_name)
          } catch (error) {
            // Not knowing the name is no reason not to call them.
            log.debug('name-not-found', { platform: 'telegram', error })
          }
        }
        found.set(person, known.get(person) ?? unknown)
      }
      return found
    },
  }
}
