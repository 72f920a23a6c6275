import { parseCasefile } from '../../src/engine/casefile.ts'
import type { Archive } from '../../src/store/archive.ts'

/** What the store holds at the end: everything people told, whom each ring called, and what is still to be said. */
export async function readHistory(archive: Archive): Promise<{ told: string[]; calls: string[][]; owed: number }> {
  const told: string[] = []
  const calls: string[][] = []
  let owed = 0
  let after: string | undefined
  for (;;) {
    const page = await archive.list('c/', { limit: 200, after })
    for (const { value } of page) {
      const file = parseCasefile(value)
      owed += file.outbox.length
      for (const event of file.events) {
        if (event.type === 'told') told.push(event.text)
        if (event.type === 'ring-called') calls.push([...event.helpers])
      }
    }
    if (page.length < 200) return { told, calls, owed }
    after = page.at(-1)?.key
  }
}
