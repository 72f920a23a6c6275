import { createHash } from 'node:crypto'
import { factValue } from '../../src/core/case.ts'
import type { Case } from '../../src/core/case.ts'
import type { Event } from '../../src/core/events.ts'
import { evolve, fold } from '../../src/core/evolve.ts'
import { NO_CASE } from '../../src/core/case.ts'
import { plan, stateOf } from '../../src/core/plan.ts'
import type { Playbook } from '../../src/core/playbook.ts'
import { parseCasefile } from '../../src/engine/casefile.ts'
import type { Casefile, Duty } from '../../src/engine/casefile.ts'
import { addressKey } from '../../src/engine/messages.ts'
import type { Inbound } from '../../src/engine/messages.ts'
import { readTimerKey } from '../../src/engine/rows.ts'
import type { Changes } from '../../src/store/archive.ts'
import type { Failures } from './failures.ts'
import { PLAYERS } from './people.ts'
import type { Readers } from './readers.ts'

/** One input as the apps know it: what was sent, whether the bot said "kept", how many commits carry it. */
export type Entry = { readonly inbound: Inbound; kept: number; commits: number; said: boolean }

type Shadow = { file: Casefile; version: number; state: Case; ended: boolean }

/**
 * The auditor: sees every durable commit in the clear, keeps its own copy of what must be on disk, and checks the invariants
 * that hold at each commit. It never helps the program.
 */
export type Ledger = {
  readonly inputs: ReadonlyMap<string, Entry>
  readonly cases: ReadonlyMap<string, Shadow>
  readonly commits: number
  readonly events: number
  readonly rung: number
  heardOf(inbound: Inbound): Entry
  durable(changes: Changes): void
  /** What holds whenever nothing is under way. */
  atRest(now: number): void
  /** What holds when everything was given time. */
  atEnd(): void
  /** Whether the message still waits in an outbox on disk. */
  owes(duty: string): boolean
  /** What waits for the same reader, is more urgent and was never tried. */
  overtaken(duty: string): string | undefined
  /** Cases claimed or ended before this round began: nobody may be called to them any more. */
  mayPing(duty: string): boolean
  nextRound(): void
}

const MAY_DO: Readonly<Record<string, ReadonlySet<Event['type']>>> = {
  stranger: new Set(['refused', 'stranger-wrote']),
  moderator: new Set(['refused', 'noted', 'suspected', 'trust-restored', 'help-offered', 'help-called', 'ring-called', 'case-opened', 'told', 'facts-read', 'patterns-read', 'shown', 'wait-started', 'amounts-read', 'service-read', 'evidence-added']),
  helper: new Set(['refused', 'claimed', 'noted', 'suspected', 'trust-restored', 'taken-over', 'passed', 'ring-called']),
} // prettier-ignore

/** A sweep that failed is tried again after seconds. */
const OVERDUE_MS = 60_000

export function ledger({ fail }: Failures, playbook: Playbook, readers: Readers): Ledger {
  const inputs = new Map<string, Entry>()
  const cases = new Map<string, Shadow>()
  const keys = new Set<string>()
  const duties = new Map<string, { duty: Duty; caseId: string; commit: number }>()
  const tried = new Set<string>()
  const shutSince = new Map<string, number>()
  let round = 0
  let commits = 0
  let events = 0
  let rung = 0

  function durable({ put = [], plain = [], remove = [] }: Changes): void {
    commits += 1
    const named = [...put, ...plain].map(({ key }) => key)
    const heard = named.filter(key => key.startsWith('s/')).map(key => inputs.get(key.slice(2)))
    for (const key of remove) {
      if (key.startsWith('t/') && keys.delete(key)) rung += 1
      keys.delete(key)
      if (key.startsWith('c/')) forget(key.slice(2))
    }
    for (const key of named) keys.add(key)
    for (const entry of heard) {
      if (!entry) fail('I1', 'a receipt for an input nobody sent')
      else if (++entry.commits > 1) fail('I1', `input ${entry.inbound.id} took effect ${entry.commits} times`)
    }
    for (const { key, value, version } of put)
      if (key.startsWith('c/')) caseChanged(key.slice(2), parseCasefile(value), version ?? 0, heard[0]?.inbound)
  }

  function forget(caseId: string): void {
    const shadow = cases.get(caseId)
    if (!shadow) return
    if (shadow.state.phase !== 'forgotten') fail('I1', `case ${caseId} was removed although it was not forgotten`)
    for (const { id } of shadow.file.outbox)
      if (readers.arrivedOf(id).length === 0 && !readers.refused.has(id))
        fail('I2', `duty ${id} was dropped with its case and never arrived`)
    shadow.ended = true
  }

  function caseChanged(caseId: string, file: Casefile, version: number, inbound?: Inbound): void {
    const before = cases.get(caseId) ?? { file: undefined, version: 0, state: NO_CASE, ended: false }
    if (before.ended) fail('I1', `case ${caseId} came back after it was removed`)
    if (version !== before.version + 1)
      fail('versions', `case ${caseId} went from version ${before.version} to ${version}: a turn was lost or doubled`)
    const known = before.file?.events ?? []
    const gone = file.events[0]?.type === 'forgotten' && file.events.length === 1 && known.length !== 1
    const fresh = gone ? file.events : file.events.slice(known.length)
    if (!gone && JSON.stringify(file.events.slice(0, known.length)) !== JSON.stringify(known))
      fail('I10', `case ${caseId}: history was rewritten`)
    events += fresh.length
    let state = gone ? { ...before.state } : before.state
    for (const event of fresh) {
      if (event.type === 'claimed' && state.help.owner) fail('I5', `case ${caseId} was claimed twice`)
      if (event.type === 'ring-called' && state.help.owner) fail('I6', `case ${caseId} called helpers although owned`)
      if (event.type === 'ring-called' && state.phase !== 'open')
        fail('I6', `case ${caseId} called helpers when closed`)
      state = evolve(state, event)
    }
    const calling = state.phase === 'open' && state.help.status === 'calling'
    if (calling) shutSince.delete(caseId)
    else if (!shutSince.has(caseId)) shutSince.set(caseId, round)
    if (inbound) mayThey(inbound, before.state, fresh)
    dutiesOf(caseId, before.file?.outbox ?? [], file, before.state, state)
    timersOf(caseId, file)
    if (file.outbox.length > 0 && !keys.has(`o/${caseId}`))
      fail('I2', `case ${caseId} has something to say and no outbox row`)
    cases.set(caseId, { file, version, state, ended: false })
  }

  /** I7: a table of its own, not the core's. */
  function mayThey(inbound: Inbound, state: Case, fresh: readonly Event[]): void {
    const by = inbound.from
    if (state.phase === 'none' || by === state.reporter || by === state.subject || by === state.help.owner) return
    const player = PLAYERS.find(({ id }) => id === by)
    const insider = player?.community !== undefined && player.community === state.community
    const part = insider ? player.part : 'stranger'
    const may = MAY_DO[part] ?? MAY_DO['stranger']
    // What the person asked for and what waits for a second trusted person, that second person brings about with their yes.
    const waits: Partial<Record<Event['type'], boolean>> = {
      'wishes-confirmed': Object.keys(state.held).length > 0,
      'wish-granted': Object.keys(state.held).length > 0,
      'safe-word-set': state.held['safe-word'] !== undefined,
      closed: state.held.close !== undefined,
      forgotten: state.held.forget !== undefined,
    }
    for (const { type } of fresh)
      if (!may?.has(type) && !followsByItself.has(type) && !(insider && waits[type]))
        fail('I7', `${part} ${by} brought about ${type}`)
  }

  function dutiesOf(caseId: string, old: readonly Duty[], file: Casefile, before: Case, state: Case): void {
    const now = new Set(file.outbox.map(({ id }) => id))
    for (const duty of file.outbox) {
      if (duties.has(duty.id)) continue
      duties.set(duty.id, { duty, caseId, commit: commits })
      // Words that found no way and go another one were said when they were written.
      const isResent = old.some(({ effect }) => JSON.stringify(effect.lines) === JSON.stringify(duty.effect.lines))
      if (!isResent) sayable(caseId, duty, before, state)
    }
    for (const { id, effect } of old) {
      if (now.has(id)) continue
      const superseded = effect.card === 'ping' && state.help.status !== 'calling'
      const over = state.phase === 'forgotten' || state.suspect
      // Of two edits of one card only the newer is shown.
      const newer =
        effect.editOnly && file.outbox.some(other => other.effect.editOnly && other.effect.card === effect.card)
      if (readers.arrivedOf(id).length === 0 && !readers.refused.has(id) && !superseded && !over && !newer)
        fail('I2', `duty ${id} (${JSON.stringify(effect.lines[0])}) was dropped and never arrived`)
    }
  }

  /** What must never be said: a question already answered, a step whose evidence is not kept. */
  function sayable(caseId: string, { effect }: Duty, before: Case, state: Case): void {
    for (const line of effect.lines) {
      if ('fact' in line && line.part === 'ask' && line.fact in state.answers && effect.priority !== 0)
        fail('asked again', `case ${caseId} asks ${line.fact}, which was answered ${state.answers[line.fact]}`)
      if (
        'fact' in line &&
        line.part === 'ask' &&
        line.fact in before.answers &&
        factValue(before, line.fact) !== undefined
      )
        fail('asked again', `case ${caseId} asks ${line.fact}, which was known`)
      if ('step' in line && line.part === 'text') {
        const ids = new Set(plan(state, playbook).map(({ step }) => step))
        const unkept = playbook.steps.get(line.step)?.gate.filter(id => {
          const gate = playbook.steps.get(id)
          return gate && ids.has(id) && !['done', 'waived'].includes(stateOf(gate, state))
        })
        if (unkept?.length) fail('gate', `case ${caseId} shows ${line.step} before ${unkept.join()} is kept`)
      }
    }
  }

  function timersOf(caseId: string, file: Casefile): void {
    for (const [name, { at, generation }] of Object.entries(file.timers))
      if (!keys.has(timerKey(caseId, at, generation, name)))
        fail('I4', `case ${caseId}: the clock ${name} is armed and has no row`)
  }

  const timerKey = (caseId: string, at: number, generation: number, name: string) =>
    `t/${String(Math.max(0, Math.floor(at))).padStart(14, '0')}/${caseId}/${generation}/${name}`

  function atRest(now: number): void {
    for (const key of keys) {
      if (!key.startsWith('t/')) continue
      const timer = readTimerKey(key)
      const shadow = cases.get(timer.caseId)
      if (timer.at < now - OVERDUE_MS)
        fail('I4', `the clock ${timer.name} of case ${timer.caseId} is overdue and does not ring`)
      if (shadow?.file.timers[timer.name]?.generation !== timer.generation && timer.at > now)
        fail('I4', `a clock ${timer.name} of case ${timer.caseId} was called off and its row is still there`)
    }
    for (const [caseId, { state, file, ended }] of cases) {
      if (ended || state.phase !== 'open') continue
      const { status } = state.help
      if (status === 'calling' && file.timers['ring'] === undefined)
        fail('I4', `case ${caseId} is calling and no clock will call again`)
      const waitsForNobody =
        Object.keys(file.timers).length > 0 || state.crisis || state.suspect || state.nudges >= 3 || status === 'ended'
      if (!waitsForNobody && state.shown.focus === 'act' && state.shown.step !== undefined && urgent(state))
        fail('I4', `case ${caseId} is open, unclaimed and no clock will ring`)
      if (status === 'ended' && !file.events.some(({ type }) => type === 'rings-ended'))
        fail('I4', `case ${caseId} ended its ladder without saying so`)
    }
    for (const entry of inputs.values())
      if (entry.kept > 0 && entry.commits === 0 && !entry.said)
        fail(
          'I1',
          `input ${entry.inbound.id} of ${entry.inbound.from} (${JSON.stringify(entry.inbound.what)}) was acknowledged and is not on disk`,
        )
  }

  const urgent = (state: Case) => {
    const step = plan(state, playbook).find(item => item.step === state.shown.step)
    return step?.state === 'open' && (step.urgency === 'now' || step.urgency === 'today')
  }

  function atEnd(): void {
    for (const [id, { duty }] of duties) {
      const arrived = readers.arrivedOf(id)
      if (arrived.length <= 1) continue
      if (duty.to.platform === 'discord') fail('I2', `duty ${id} was shown ${arrived.length} times on Discord`)
      if (arrived.length - 1 > (readers.ambiguous.get(id) ?? 0))
        fail('I3', `duty ${id} was shown ${arrived.length} times for ${readers.ambiguous.get(id) ?? 0} uncertain sends`)
      if (arrived.filter(({ repeat }) => repeat).length < arrived.length - 1)
        fail('I3', `duty ${id} was repeated and not labelled`)
    }
    for (const [caseId, { file, state, ended }] of cases) {
      if (file.outbox.length > 0 && !ended) fail('I2', `case ${caseId} still has ${file.outbox.length} things to say`)
      if (hash(fold(file.events)) !== hash(state) && state.phase !== 'forgotten')
        fail('I10', `case ${caseId}: replaying its events gives another state`)
    }
    for (const entry of inputs.values())
      if (entry.commits === 0 && !entry.said) fail('I1', `input ${entry.inbound.id} was lost`)
  }

  return {
    inputs,
    cases,
    get commits() {
      return commits
    },
    get events() {
      return events
    },
    get rung() {
      return rung
    },
    heardOf(inbound) {
      let entry = inputs.get(inbound.id)
      if (!entry) inputs.set(inbound.id, (entry = { inbound, kept: 0, commits: 0, said: false }))
      return entry
    },
    durable,
    atRest,
    atEnd,
    owes(id) {
      const found = duties.get(id)
      return cases.get(found?.caseId ?? '')?.file.outbox.some(duty => duty.id === id) ?? false
    },
    overtaken(id) {
      const found = duties.get(id)
      if (!found) return undefined
      tried.add(id)
      const { duty, caseId } = found
      return cases
        .get(caseId)
        ?.file.outbox.find(
          other =>
            addressKey(other.to) === addressKey(duty.to) &&
            other.effect.priority < duty.effect.priority &&
            (duties.get(other.id)?.commit ?? Infinity) <= found.commit &&
            !tried.has(other.id),
        )?.id
    },
    mayPing(id) {
      const found = duties.get(id)
      const since = found && shutSince.get(found.caseId)
      return since === undefined || since >= round
    },
    nextRound() {
      round += 1
    },
  }
}

/** What anybody's act may set off: waits, the next thing shown, the offer of help. */
const followsByItself = new Set<Event['type']>([
  'wait-started',
  'wait-ended',
  'shown',
  'help-offered',
  'helper-active',
  'urgency-turned',
])

const hash = (state: Case) => createHash('sha256').update(JSON.stringify(state)).digest('hex')
