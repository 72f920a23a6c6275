import type { Instant, PersonId } from '../../core/ids.ts'
import { PersonRow } from '../../engine/casefile.ts'
import type { Address } from '../../engine/messages.ts'
import { rows } from '../../engine/rows.ts'
import type { Archive } from '../../store/archive.ts'

/** What has to outlive a stop, so that nothing that was written meanwhile is missed. */
export type LastRead = {
  /** Everything written before this instant has been read; undefined before the first time. */
  until(): Promise<Instant | undefined>
  readUntil(at: Instant): Promise<void>
  /** Something was said to somebody by DM. */
  met(person: PersonId): Promise<void>
  /** Where those met last read, newest first. */
  places(): Promise<readonly Address[]>
}

const UNTIL = 'x/discord-read'
const MET = 'x/discord-met'
/** People whose DM is read on without an open case: as many requests at each start as half a second of Discord's limit a reader. */
const MAX_MET = 200

export function openLastRead(archive: Archive): LastRead {
  let met: string[] | undefined
  let writing: Promise<unknown> = Promise.resolve()

  /** One after the other: each row has one writer. */
  const inTurn = <Done>(work: () => Promise<Done>): Promise<Done> => {
    const done = writing.then(work)
    writing = done.catch(() => undefined)
    return done
  }
  const keep = async (key: string, value: unknown) => {
    const version = ((await archive.load(key))?.version ?? 0) + 1
    await archive.commit({ put: [{ key, value, version }] })
  }
  const known = async (): Promise<string[]> => {
    const kept = (await archive.load(MET))?.value
    return (met ??= Array.isArray(kept) ? (kept as string[]) : [])
  }

  return {
    async until() {
      const kept = (await archive.load(UNTIL))?.value
      return typeof kept === 'number' ? kept : undefined
    },
    readUntil: at => inTurn(() => keep(UNTIL, at)),
    met: person =>
      inTurn(async () => {
        const key = archive.blind(person)
        const before = await known()
        const at = before.indexOf(key)
        // Who is in the newer half already is written down again when it matters: that bounds the writes.
        if (at >= 0 && at < MAX_MET / 2) return
        const after = [key, ...before.filter(other => other !== key)].slice(0, MAX_MET)
        await keep(MET, after)
        met = after
      }),
    async places() {
      // Only names that mean nothing alone are kept here: who is forgotten has no row of their own any more.
      const people = await archive.loadMany((await known()).map(rows.person))
      return people.flatMap(kept => (kept ? (PersonRow.parse(kept.value).place ?? []) : []))
    },
  }
}
