import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import type { Case } from '../../core/case.ts'
import { heldWishes } from '../../core/held.ts'
import { CaseId } from '../../core/ids.ts'
import { parseCasefile, stateOf } from '../casefile.ts'
import { rows } from '../rows.ts'
import { tell } from './ask.ts'
import type { Answered, Ask, Carry } from './ask.ts'
import { findHelper, tooMany, tryRow } from './rights.ts'

/** Is this really a helper, and is this really the person: a phrase shown in two places at once, and a word only they know. */

const CHECKS_PER_HOUR = 5
const TRIES_PER_HOUR = 5
const TRIES_PER_CASE = 20
const MIN_WORD = 6
const SALT_BYTES = 16
/** Slow on purpose (some 50 ms): a safe word is short, and a stolen file must not give it away. */
const COST = { N: 2 ** 14, r: 8, p: 1 } as const

const hashOf = (word: string, salt: string) =>
  scryptSync(word.normalize('NFKC').trim().toLowerCase(), salt, 32, COST).toString('base64url')

async function verifyHelper(ask: Ask): Promise<Answered> {
  const { community, by, input, language, tools } = ask
  if (!community) return { note: 'desk.no-community' }
  const slow = await tooMany(ask, 'verify', CHECKS_PER_HOUR)
  if (slow) return slow.counted
  const plain = [tryRow(ask, 'verify')]
  const helper = findHelper(community, input.name)
  if (!helper) return { plain, say: [tell(by, [{ text: 'verify.unknown' }])], note: 'verify.unknown' }
  const { name } = helper
  const words = (tools.library.texts['verify.words']?.[language] ?? '').split('|')
  const [first = 0, second = 0, number = 0] = tools.random(3)
  const half = Math.ceil(words.length / 2)
  const phrase = `${words[first % half] ?? ''} ${words[half + (second % (words.length - half))] ?? ''} ${10 + (number % 90)}`
  return {
    plain,
    say: [
      tell(by, [
        { text: 'verify.known', params: { name } },
        { text: 'verify.phrase', params: { phrase } },
        { text: 'verify.compare' },
      ]),
      tell(helper.id, [{ text: 'verify.to-helper' }, { text: 'verify.phrase', params: { phrase } }]),
    ],
  }
}

/** The word is hashed here and now; neither it nor the message is kept. */
function safeWord({ by, input, person, inbound }: Ask): Answered {
  const { row } = person
  if (!row.case) return { note: 'refused.no-case' }
  if (inbound.place.kind !== 'private') return { note: 'desk.private' }
  const word = (input.word ?? '').trim()
  if ([...word].length < MIN_WORD) return { note: 'safe-word.short' }
  const salt = randomBytes(SALT_BYTES).toString('base64url')
  return { cases: [{ caseId: row.case, intents: [{ type: 'set-safe-word', salt, hash: hashOf(word, salt), by }] }] }
}

/** The safe word from the person's own account while helpers doubt it. */
async function itsMe(ask: Ask): Promise<Answered> {
  const caseId = ask.person.row.case
  if (!caseId) return { note: 'refused.no-case' }
  const { slow, fits, state } = await check(ask, caseId)
  if (slow) return slow
  if (!fits) return { plain: tries(ask, caseId), note: 'safe-word.no' }
  // What was waiting for it says itself how it goes on.
  const waited = state !== undefined && heldWishes(state).length > 0
  const note = state?.suspect ? 'safe-word.fits' : waited ? undefined : 'safe-word.nothing-waits'
  return { cases: [{ caseId, intents: [{ type: 'prove', by: ask.by }] }], note }
}

/** The case goes on from another account: with the case code and the safe word, and with notice to every helper. */
async function goOn(ask: Ask): Promise<Answered> {
  if (ask.inbound.place.kind !== 'private') return { note: 'desk.private' }
  const id = CaseId.safeParse((ask.input.case ?? '').trim().toLowerCase())
  const { slow, fits } = await check(ask, id.success ? id.data : undefined)
  if (slow) return slow
  // One answer for a wrong code and a wrong word: neither tells whether the case exists.
  if (!fits || !id.success) return { plain: tries(ask, id.data), note: 'safe-word.no' }
  return { cases: [{ caseId: id.data, intents: [{ type: 'move-in', by: ask.by }] }] }
}

/** A wrong try counts for the account that asks and for the case it was about. */
const tries = (ask: Ask, caseId: CaseId | undefined) => {
  const own = tryRow(ask, 'word')
  return caseId ? [own, { ...own, key: `w/case/${caseId}/${ask.tools.archive.blind(ask.inbound.id)}` }] : [own]
}

/** Tries are limited per asking account and per case, so that many accounts together get no further. */
async function check(ask: Ask, caseId: CaseId | undefined): Promise<{ slow?: Answered; fits: boolean; state?: Case }> {
  const slow = await tooMany(ask, 'word', TRIES_PER_HOUR)
  if (slow) return { slow: slow.counted, fits: false }
  if (caseId && (await ask.tools.archive.count(`w/case/${caseId}/`)) >= TRIES_PER_CASE)
    return { slow: { note: 'desk.slow-down' }, fits: false }
  const kept = caseId && (await ask.tools.archive.load(rows.case(caseId)))
  const state = kept ? stateOf(parseCasefile(kept.value)) : undefined
  const word = state?.safeWord
  // The same work whether there is a word or not.
  const given = hashOf(ask.input.word ?? '', word?.salt ?? 'no safe word')
  return { state, fits: word !== undefined && timingSafeEqual(Buffer.from(given), Buffer.from(word.hash)) }
}

/** Wishes that hold the safe word: whoever gets hold of the account must not read it there. */
export const HOLDS_WORD: ReadonlySet<string> = new Set(['safe-word', 'its-me', 'continue'])

export const SHIELD: Readonly<Record<string, Carry>> = {
  'verify-helper': verifyHelper,
  'safe-word': safeWord,
  'its-me': itsMe,
  continue: goOn,
}
