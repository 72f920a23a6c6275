/** One case, one turn at a time; other cases do not wait. */
export type Turns = {
  inTurn<Result>(key: string, job: () => Promise<Result>): Promise<Result>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  readonly size: number
}

export function turns(): Turns {
  const tails = new Map<string, Promise<unknown>>()
  return {
    inTurn(key, job) {
      const before = tails.get(key) ?? Promise.resolve()
      const turn = before.then(job, job)
      // The tail never rejects: a failed turn must not fail the next one.
      const tail = turn.then(
        () => undefined,
        () => undefined,
      )
      tails.set(key, tail)
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      return turn
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values())
    },
    get size() {
      return tails.size
    },
  }
}
