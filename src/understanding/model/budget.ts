import { z } from 'zod'
import type { Instant } from '../../core/ids.ts'
import type { Archive } from '../../store/archive.ts'
import { openKeyv } from '../../store/keyv.ts'

/** What may be spent. A text costs about four thousand tokens, most of them the prompt. */
export type Allowance = {
  readonly callsPerCase: number
  readonly tokensPerCase: number
  readonly callsPerDay: number
  readonly tokensPerDay: number
}

export const DEFAULT_ALLOWANCE: Allowance = {
  callsPerCase: 40,
  tokensPerCase: 300_000,
  callsPerDay: 2_000,
  tokensPerDay: 10_000_000,
}

/** Counts calls and tokens per case and per day (UTC); a restart forgets nothing. */
export type Budget = {
  /** Takes one call out of both allowances; false when either is used up. */
  take(caseId: string): Promise<boolean>
  /** Adds what the call cost. */
  spend(caseId: string, tokens: number): Promise<void>
}

const Spent = z.strictObject({ calls: z.number(), tokens: z.number() })
type Spent = z.infer<typeof Spent>
const NOTHING: Spent = { calls: 0, tokens: 0 }

const DAY_MS = 86_400_000
const KEEP_DAY_MS = 2 * DAY_MS
const KEEP_CASE_MS = 30 * DAY_MS

export function openBudget(archive: Archive, now: () => Instant, allowance: Allowance = DEFAULT_ALLOWANCE): Budget {
  const kept = openKeyv(archive, 'model-budget', Spent)
  const dayKey = () => `day ${Math.floor(now() / DAY_MS)}`
  // Counting is one thing at a time: two calls at once must not both take the last of an allowance.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }
  const add = async (key: string, { calls, tokens }: Spent, keepMs: number) => {
    const before = (await kept.get(key)) ?? NOTHING
    await kept.set(key, { calls: before.calls + calls, tokens: before.tokens + tokens }, keepMs)
  }
  const both = async (caseId: string, cost: Spent) => {
    await add(`case ${caseId}`, cost, KEEP_CASE_MS)
    await add(dayKey(), cost, KEEP_DAY_MS)
  }
  return {
    take: caseId =>
      inTurn(async () => {
        const ofCase = (await kept.get(`case ${caseId}`)) ?? NOTHING
        const ofDay = (await kept.get(dayKey())) ?? NOTHING
        const left =
          ofCase.calls < allowance.callsPerCase &&
          ofCase.tokens < allowance.tokensPerCase &&
          ofDay.calls < allowance.callsPerDay &&
          ofDay.tokens < allowance.tokensPerDay
        if (left) await both(caseId, { calls: 1, tokens: 0 })
        return left
      }),
    spend: (caseId, tokens) => inTurn(() => (tokens > 0 ? both(caseId, { calls: 0, tokens }) : Promise.resolve())),
  }
}
