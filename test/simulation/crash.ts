/**
 * Crash points: every call of a port counts twice, before it takes effect and after, over all lives of one run. A plan says
 * at which of them the process dies.
 */
export type CrashPlan = {
  /** @returns true when the process dies here */
  here(label: string): boolean
  /** Points passed so far. */
  readonly passed: number
  readonly crashes: number
  /** Kinds of points at which this run died, e.g. `commit:after`. */
  readonly at: ReadonlySet<string>
}

/** @param dies - asked at each point with its number, from 1 on */
export function crashPlan(dies: (point: number, label: string) => boolean, labels?: string[]): CrashPlan {
  let passed = 0
  let crashes = 0
  const at = new Set<string>()
  return {
    here(label) {
      passed += 1
      labels?.push(label)
      if (!dies(passed, label)) return false
      crashes += 1
      at.add(label)
      return true
    },
    get passed() {
      return passed
    },
    get crashes() {
      return crashes
    },
    at,
  }
}
