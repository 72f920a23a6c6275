import { openPair } from './envelope.ts'
import type { SealedPair } from './envelope.ts'
import type { Sealer } from './seal.ts'

/** Sealed text whose opened values are kept at hand, characters: some two hundred cases of a busy night. */
const AT_HAND_CHARACTERS = 4_000_000

type Opened = { readonly value: unknown; readonly version: number }

/**
 * Opens pairs, and keeps what was opened last at hand: a turn, the words of its messages and their receipts read the same
 * row again within milliseconds. Only a pair that stands on the shelf exactly as it stood then is answered from memory, so
 * a row that was changed, swapped or put back is opened and checked as ever.
 */
export type Opener = {
  (pair: SealedPair): Opened | undefined
  /** What was just written need not be opened to be known. */
  written(pair: { key: string; sealed: string; witness: string }, opened: Opened): void
}

export function opener(sealer: Sealer): Opener {
  // In the order of use: the first is the one unused for longest.
  const atHand = new Map<string, { sealed: string; witness: string; opened: Opened }>()
  let characters = 0

  function forget(key: string): void {
    characters -= atHand.get(key)?.sealed.length ?? 0
    atHand.delete(key)
  }

  function keep(key: string, sealed: string, witness: string, opened: Opened): void {
    forget(key)
    atHand.set(key, { sealed, witness, opened })
    characters += sealed.length
    for (const oldest of atHand.keys()) {
      if (characters <= AT_HAND_CHARACTERS) break
      forget(oldest)
    }
  }

  function open(pair: SealedPair): Opened | undefined {
    const { key, sealed, witness } = pair
    const known = atHand.get(key)
    const same = known !== undefined && known.sealed === sealed && known.witness === witness
    const opened = same ? known.opened : openPair(sealer, pair)
    if (opened === undefined || sealed === undefined || witness === undefined) forget(key)
    else keep(key, sealed, witness, opened)
    return opened
  }

  return Object.assign(open, {
    written: ({ key, sealed, witness }: { key: string; sealed: string; witness: string }, opened: Opened) =>
      keep(key, sealed, witness, opened),
  })
}
