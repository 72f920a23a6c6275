import type { CaseId, CommunityId, Instant } from '../core/ids.ts'

/** Row keys of the archive. They carry no personal data: platform ids are blinded before they get here. */
export const rows = {
  case: (id: CaseId) => `c/${id}`,
  person: (blinded: string) => `p/${blinded}`,
  seen: (inputId: string) => `s/${inputId}`,
  /** Cases with something to send. */
  outbox: (id: CaseId) => `o/${id}`,
  /** Ordered by when they are due; the generation makes a late duplicate harmless. */
  timer: (at: Instant, id: CaseId, generation: number, name: string) => `t/${padded(at)}/${id}/${generation}/${name}`,
  openCase: (community: CommunityId | undefined, id: CaseId) => `k/${community ?? 'none'}/${id}`,
  /** Cases a helper owns: their load is a count. */
  owned: (blinded: string, id: CaseId) => `h/${blinded}/${id}`,
  ownedBy: (blinded: string) => `h/${blinded}/`,
  /** Pings a helper got, disappearing after an hour: their throttle is a count. */
  pinged: (blinded: string, at: Instant, id: CaseId, round: number) => `n/${blinded}/${padded(at)}/${id}/${round}`,
  pingsOf: (blinded: string) => `n/${blinded}/`,
  /** Recordings of a person that wait for their words; the prefix of all of them with an empty name. */
  spoken: (blinded: string, input: string) => `e/${blinded}/${input}`,
  spokenBy: (blinded: string) => (blinded === '' ? 'e/' : `e/${blinded}/`),
  /** The case a room (topic, thread) belongs to. */
  room: (blinded: string) => `m/${blinded}`,
  community: (id: CommunityId) => `r/${id}`,
  group: (blinded: string) => `g/${blinded}`,
} as const

const padded = (at: Instant) => String(Math.max(0, Math.floor(at))).padStart(14, '0')

export type TimerKey = {
  readonly at: Instant
  readonly caseId: CaseId
  readonly generation: number
  readonly name: string
}

export function readTimerKey(key: string): TimerKey {
  const [, at = '', caseId = '', generation = '', ...name] = key.split('/')
  return { at: Number(at), caseId: caseId as CaseId, generation: Number(generation), name: name.join('/') }
}

/** How long an input id is remembered; Telegram keeps undelivered updates for 24 h. */
export const SEEN_FOR_MS = 48 * 3_600_000
export const PING_COUNTED_FOR_MS = 3_600_000
