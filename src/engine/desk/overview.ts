import { button, row as buttonRow } from '../../core/buttons.ts'
import type { Line } from '../../core/effects.ts'
import { PatternId, CaseId, PersonId } from '../../core/ids.ts'
import type { Intent } from '../../core/intents.ts'
import { currentStep, plan } from '../../core/plan.ts'
import { tell } from './ask.ts'
import type { Ask, Carry } from './ask.ts'
import { numbersOf } from './numbers.ts'
import { moderators } from './rights.ts'
import { openCases, summaryOf } from './summary.ts'

/** What moderators see in the morning, and what they can set going: no names, no words of the people concerned. */

const SHOWN = 10

/** A button that asks the desk. */
export const deskButton = (label: string, desk: string, input: Readonly<Record<string, string>>) =>
  button(label, { type: 'desk', desk, input })

const labelOf = ({ tools, language }: Ask, key: string) => tools.library.texts[key]?.[language] ?? key
const patternLabel = (ask: Ask, pattern: PatternId | undefined) =>
  (pattern && ask.tools.library.patterns.get(pattern)?.short[ask.language]) ?? labelOf(ask, 'preview.unknown')

const cases: Carry = moderators(async (ask, { row }) => {
  const { tools, by, now } = ask
  const all = await openCases(row.id, tools.archive, tools.library.playbook, now)
  const count = (standing: string) => all.filter(summary => summary.standing === standing).length
  if (all.length === 0) return { say: [tell(by, [{ text: 'cases.none' }])] }
  const lines: Line[] = [
    {
      text: 'cases.title',
      params: {
        open: all.length,
        unclaimed: count('unclaimed'),
        overdue: count('overdue'),
        waiting: count('waiting'),
      },
    },
    ...all.slice(0, SHOWN).map(({ caseId, pattern, state, standing }) => ({
      text: 'cases.row',
      params: {
        case: caseId,
        pattern: patternLabel(ask, pattern),
        since: { time: state.help.calledAt ?? state.openedAt },
        state: labelOf(ask, `cases.state.${standing}`),
      },
    })),
    ...(all.length > SHOWN ? [{ text: 'cases.more', params: { count: all.length - SHOWN } }] : []),
  ]
  const first = all[0]
  return {
    say: [tell(by, lines, first ? [buttonRow(deskButton('button.take-desk', 'case', { case: first.caseId }))] : [])],
  }
})

export async function findCase({ input, tools, now }: Ask, community: string) {
  const id = CaseId.safeParse(input.case)
  const found = id.success ? await summaryOf(id.data, tools.archive, tools.library.playbook, now) : undefined
  // A moderator of one community sees nothing of another's.
  return found && found.state.community === community ? found : undefined
}

const oneCase: Carry = moderators(async (ask, { row }) => {
  const found = await findCase(ask, row.id)
  if (!found) return { note: 'desk.unknown-case' }
  const { caseId, pattern, state, standing } = found
  const steps = plan(state, ask.tools.library.playbook)
  const current = currentStep(steps, state, ask.now)
  const lines: Line[] = [
    { text: 'case.title', params: { case: caseId, pattern: patternLabel(ask, pattern) } },
    {
      text: 'cases.row',
      params: {
        case: caseId,
        pattern: labelOf(ask, `language.${state.language}`),
        since: { time: state.openedAt },
        state: labelOf(ask, `cases.state.${standing}`),
      },
    },
    state.help.owner
      ? { text: 'case.owner', params: { name: state.help.ownerName ?? '' } }
      : { text: 'case.no-owner', params: { round: state.help.rounds } },
    ...(current ? [{ step: current.step, part: 'title' } as const] : []),
  ]
  const callable = state.phase === 'open' && state.help.status !== 'calling' && state.help.status !== 'claimed'
  return {
    say: [
      tell(ask.by, lines, callable ? [buttonRow(deskButton('button.call-for', 'call-for', { case: caseId }))] : []),
    ],
  }
})

/** A moderator calls; what is sent is the same preview without a word of the person. */
const callFor: Carry = moderators(async (ask, { row }) => {
  const found = await findCase(ask, row.id)
  if (!found) return { note: 'desk.unknown-case' }
  return { cases: [{ caseId: found.caseId, intents: [{ type: 'call', by: ask.by }] }] }
})

const numbers: Carry = moderators(async (ask, { row }) => {
  const { tools, by, now } = ask
  const found = await numbersOf(row.id, tools.archive, tools.library.playbook, now)
  if (found.count === 0) return { say: [tell(by, [{ text: 'numbers.none' }])] }
  const median = (key: string, minutes: number | undefined): Line[] =>
    minutes === undefined ? [] : [{ text: key, params: { minutes: Math.round(minutes) } }]
  return {
    say: [
      tell(by, [
        { text: 'numbers.title', params: { count: found.count } },
        ...median('numbers.reply', found.reply),
        ...median('numbers.claim', found.claim),
        ...median('numbers.step', found.step),
        ...found.open.map(([pattern, count]) => ({
          text: 'numbers.pattern',
          params: { pattern: patternLabel(ask, pattern), count },
        })),
      ]),
    ],
  }
})

const announce: Carry = moderators(({ input, by, tools }) => {
  const id = PatternId.safeParse(input.pattern)
  if (!id.success || !tools.library.patterns.has(id.data)) return { note: 'desk.bad-input' }
  const pattern = { pattern: id.data }
  return {
    say: [
      tell(by, [
        { text: 'announce.title', params: { pattern } },
        { text: 'announce.body', params: { pattern } },
        { ...pattern, part: 'line' },
        { text: 'help.never-asks' },
      ]),
    ],
  }
})

/** A fake case with a real call: the ping says that it is a drill, and the claim ends it. */
const drill: Carry = moderators(async ({ by, language, tools }, { row }) => {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const id = CaseId.parse([...tools.random(10)].map(byte => letters[byte % letters.length]).join(''))
  // Nobody stands behind a drill: no account is written to, and no real case of the moderator is touched.
  const nobody = PersonId.parse(`terminal:drill-${id}`)
  const policy = { ...(await tools.directory.policy(row.id)), retentionDays: 1 }
  const intents: Intent[] = [
    {
      type: 'open',
      id,
      by: nobody,
      subject: nobody,
      community: row.id,
      language,
      timeZone: tools.defaultTimeZone,
      policy,
      drill: true,
    },
    { type: 'call', by: nobody },
  ]
  return { cases: [{ caseId: id, intents }], say: [tell(by, [{ text: 'drill.started' }])] }
})

export const OVERVIEW: Readonly<Record<string, Carry>> = {
  cases,
  case: oneCase,
  'call-for': callFor,
  numbers,
  announce,
  drill,
}
