/** Waiting for something to become true, woken by each change rather than by a sleep. */
export type Changes = {
  changed: () => void
  /** Resolves with the first truthy value of `look`. @throws Error after `withinMs` of wall-clock time */
  until: <T>(look: () => T, withinMs?: number) => Promise<NonNullable<T>>
}

/** @param describe - what to say about the world when waiting was in vain */
export function hearsChanges(describe: () => string): Changes {
  const waiting = new Set<() => void>()
  return {
    changed() {
      for (const check of [...waiting]) check()
    },
    until<T>(look: () => T, withinMs = 5000) {
      return new Promise<NonNullable<T>>((resolve, reject) => {
        const done = () => {
          clearTimeout(timer)
          waiting.delete(check)
        }
        const check = () => {
          try {
            const value = look()
            if (!value) return
            done()
            resolve(value)
          } catch (error) {
            done()
            reject(error instanceof Error ? error : new Error(String(error)))
          }
        }
        const timer = setTimeout(() => {
          done()
          reject(new Error(`waited ${withinMs} ms in vain for ${String(look).slice(0, 200)}\n${describe()}`))
        }, withinMs)
        waiting.add(check)
        check()
      })
    },
  }
}
