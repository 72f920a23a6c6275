/** What a run found broken: the invariant's number or name, and what was seen. */
export type Failure = { readonly invariant: string; readonly what: string }

/** Collects broken invariants; the same sentence once, and not without end. */
export function failures() {
  const found: Failure[] = []
  const MOST = 20
  return {
    found,
    fail(invariant: string, what: string): void {
      if (found.length < MOST && !found.some(other => other.invariant === invariant && other.what === what))
        found.push({ invariant, what })
    },
  }
}
export type Failures = ReturnType<typeof failures>
