import { row as buttonRow } from '../../core/buttons.ts'
import type { CaseId, PersonId } from '../../core/ids.ts'
import { PersonRow } from '../casefile.ts'
import type { CommunityRow } from '../casefile.ts'
import { rows } from '../rows.ts'
import { tell, tellModerators } from './ask.ts'
import type { Answered, Ask, Carry } from './ask.ts'
import { deskButton, findCase } from './overview.ts'
import { helperOf, isModerator } from './rights.ts'
import { putCommunity } from './roster.ts'
import { mine } from './work.ts'

/**
 * Somebody who treats helpers badly: a moderator keeps everyone from being called for them, a helper themself alone. It holds
 * for this case and for those to come, by blinded id. The bot goes on answering: the plan, and in danger the lines, are theirs.
 */

type Block = NonNullable<CommunityRow['blocks']>[number]
type Here = NonNullable<Ask['community']>

/** Far more than any community needs; the oldest make room. */
const MAX_BLOCKS = 500
const SHOWN = 20

/** For whom it is decided: everyone, by a moderator; else the helper who asks. */
function whom(ask: Ask): { readonly helper: PersonId | undefined } | undefined {
  const self = helperOf(ask)
  const everyone = ask.input.for === 'everyone' || (ask.input.for === undefined && !self)
  if (everyone) return isModerator(ask) ? { helper: undefined } : undefined
  return self && { helper: self.id }
}

const notAllowed = (ask: Ask): Answered => ({ note: helperOf(ask) ? 'desk.not-moderator' : 'desk.not-helper' })

async function block(ask: Ask): Promise<Answered> {
  const here = ask.community
  if (!here) return { note: 'desk.no-community' }
  const decided = whom(ask)
  if (!decided) return notAllowed(ask)
  const { helper } = decided
  const code = ask.input.case ?? (helper && (await mine(ask)))
  if (code === undefined) return list(ask, here, helper)
  const found = await findCase({ ...ask, input: { ...ask.input, case: code.trim().toLowerCase() } }, here.row.id)
  if (!found || found.state.drill) return { note: 'desk.unknown-case' }
  const { caseId, state } = found
  const ids = [...new Set([state.subject, state.reporter])].flatMap(id => (id === '' ? [] : [id]))
  if (ids.includes(ask.by)) return { note: 'block.yourself' }
  const people = ids.map(id => ask.tools.directory.key(id))
  const made: Block = { people, case: caseId, at: ask.now, ...(helper ? { helper } : {}) }
  const owns = helper !== undefined && state.help.owner === helper
  return {
    put: [putCommunity(here, { ...here.row, blocks: [...others(here, caseId, helper), made].slice(-MAX_BLOCKS) })],
    cases: (await casesOf(ask, here, made)).map(theirs => ({
      caseId: theirs,
      intents: [
        { type: 'block', helper, by: ask.by },
        ...(owns && theirs === caseId ? [{ type: 'release', by: helper } as const] : []),
      ],
    })),
    say: helper
      ? [tell(ask.by, [{ text: 'block.for-me', params: { case: caseId } }], [undo(caseId, 'me')])]
      : [
          tell(ask.by, [{ text: 'block.for-everyone', params: { case: caseId } }], [undo(caseId, 'everyone')]),
          tellModerators([{ text: 'moderators.blocked', params: { case: caseId } }]),
        ],
  }
}

const undo = (caseId: CaseId, who: 'me' | 'everyone') =>
  buttonRow(deskButton('button.unblock', 'unblock', { case: caseId, for: who }))

/** Every block but the one of this case and this helper (or of everyone). */
const others = ({ row }: Here, caseId: string, helper: PersonId | undefined): readonly Block[] =>
  (row.blocks ?? []).filter(kept => kept.case !== caseId || kept.helper !== helper)

/** By the code of the case it was decided in, which outlives the case. */
async function unblock(ask: Ask): Promise<Answered> {
  const here = ask.community
  if (!here) return { note: 'desk.no-community' }
  const decided = whom(ask)
  if (!decided) return notAllowed(ask)
  const { helper } = decided
  const code = (ask.input.case ?? '').trim().toLowerCase()
  const lifted = (here.row.blocks ?? []).find(kept => kept.case === code && kept.helper === helper)
  if (!lifted) return { note: 'block.none' }
  const theirs = await casesOf(ask, here, lifted)
  return {
    put: [putCommunity(here, { ...here.row, blocks: [...others(here, code, helper)] })],
    cases: theirs.map(caseId => ({ caseId, intents: [{ type: 'unblock', helper, by: ask.by }] })),
    say: [tell(ask.by, [{ text: 'block.lifted', params: { case: code } }])],
  }
}

/** The case it was decided in, when it still stands, and whichever they have now. */
async function casesOf(ask: Ask, { row }: Here, { case: caseId, people }: Block): Promise<CaseId[]> {
  const kept = await Promise.all(people.map(key => ask.tools.archive.load(rows.person(key))))
  const own = kept.map(value => value && PersonRow.parse(value.value).case)
  const codes = [...new Set([caseId, ...own])].flatMap(code => code ?? [])
  const found = await Promise.all(codes.map(code => findCase({ ...ask, input: { case: code } }, row.id)))
  return found.flatMap(summary => summary?.caseId ?? [])
}

function list(ask: Ask, { row }: Here, helper: PersonId | undefined): Answered {
  const all = (row.blocks ?? []).filter(kept => kept.helper === helper)
  if (all.length === 0) return { say: [tell(ask.by, [{ text: 'block.nobody' }])] }
  const lines = all.slice(-SHOWN).map(({ case: caseId, at }) => ({
    text: 'block.row',
    params: { case: caseId, since: { time: at } },
  }))
  return { say: [tell(ask.by, [{ text: 'block.title', params: { count: all.length } }, ...lines])] }
}

export const BLOCK: Readonly<Record<string, Carry>> = { block, unblock }
