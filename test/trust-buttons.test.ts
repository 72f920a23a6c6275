import { createSecretKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { findOffer, refOf } from '../src/engine/offers.ts'
import { EMPTY_FILE } from '../src/engine/casefile.ts'
import type { CaseId, PersonId } from '../src/core/ids.ts'
import { DEFAULT_LIMITS } from '../src/engine/limits.ts'
import { chance } from './simulation/chance.ts'
import { STORY, eventsOf, trustWorld } from './trust-world.ts'

/** S1–S3: a button's id proves nothing. 10,000 forged, moved, flipped and borrowed ids: none does anything. */

const many = { most: 1_000_000, refillMs: 1 }
const UNLIMITED = { ...DEFAULT_LIMITS, message: { person: many, everybody: many } }
const TRIES = 10_000

async function twoCases(key?: string) {
  const it = await trustWorld({ limits: UNLIMITED, key })
  for (const who of ['anna', 'bert']) {
    await it.tell(who, STORY)
    await it.command(who, 'card', { which: 'call-card' })
    await it.command(who, 'forget')
    await it.command(who, 'close')
    await it.command(who, 'call')
  }
  return it
}

const filesOf = async (it: Awaited<ReturnType<typeof trustWorld>>) =>
  (await it.cases()).map(({ key, value }) => [key, eventsOf(value)])

test(`of ${TRIES} forged presses none is accepted`, async () => {
  const it = await twoCases()
  const elsewhere = await twoCases('another store')
  const own = { anna: it.refsOf('anna'), bert: it.refsOf('bert') }
  const foreign = elsewhere.refsOf().map(({ ref }) => ref)
  const caseIds = (await it.cases()).map(({ key }) => key.slice(2))
  const before = await filesOf(it)
  const dice = chance(7)
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const letter = () => LETTERS[dice.below(LETTERS.length)] ?? 'A'
  const pick = <Item>(list: readonly Item[]) => list[dice.below(list.length)] as Item
  const kinds = {
    flipped() {
      const { ref } = pick(own.anna)
      const at = dice.below(ref.length)
      const forged = ref.slice(0, at) + letter() + ref.slice(at + 1)
      return forged === ref ? `${ref}A` : forged
    },
    random: () => `k.${pick(caseIds)}.${Array.from({ length: 22 }, letter).join('')}`,
    crossCase: () => {
      const [, , mac] = pick(own.anna).ref.split('.')
      const other = caseIds.find(id => !pick(own.anna).ref.includes(id)) ?? ''
      return `k.${other}.${mac ?? ''}`
    },
    crossStore: () => pick(foreign),
    cut: () => pick(own.anna).ref.slice(0, dice.below(35)),
    long: () => pick(own.anna).ref + letter().repeat(1 + dice.below(100)),
    proto: () =>
      pick(['__proto__', 'constructor', 'k.__proto__.x', 'toString', 'k.constructo.AAAAAAAAAAAAAAAAAAAAAA', '']),
    /** A real id, pressed by somebody it was not made for. */
    borrowed: () => pick(own.anna).ref,
    borrowedBack: () => pick(own.bert).ref,
  }
  const names = Object.keys(kinds) as (keyof typeof kinds)[]
  const tried: Record<string, number> = {}
  let accepted = 0
  for (let i = 0; i < TRIES; i++) {
    const kind = names[i % names.length] ?? 'random'
    const ref = kinds[kind]()
    const who =
      kind === 'borrowed'
        ? pick(['bert', 'stranger', 'helper'])
        : kind === 'borrowedBack'
          ? pick(['anna', 'stranger'])
          : pick(['anna', 'bert', 'stranger', 'helper'])
    const real = own.anna.some(button => button.ref === ref) || own.bert.some(button => button.ref === ref)
    if (real && !kind.startsWith('borrowed')) continue
    tried[kind] = (tried[kind] ?? 0) + 1
    await it.engine.hear(it.from(who, { kind: 'press', ref }))
    if (i % 500 === 499) {
      await it.engine.idle()
      if (JSON.stringify(await filesOf(it)) !== JSON.stringify(before)) accepted += 1
    }
  }
  await it.engine.idle()
  expect(await filesOf(it)).toEqual(before)
  expect(accepted).toBe(0)
  const total = Object.values(tried).reduce((sum, count) => sum + count, 0)
  expect(total).toBeGreaterThan(TRIES * 0.95)
  console.log(`forged presses: ${total} tried (${JSON.stringify(tried)}), ${accepted} accepted`)
}, 120_000)

describe('an id', () => {
  const key = createSecretKey(new Uint8Array(32).fill(1))
  const action = { type: 'close' } as const
  const make = (caseId: string, audience: string, by = action) => refOf(key, caseId as CaseId, by, audience as PersonId)
  test('is another one for another case, another audience, another action and another key', () => {
    const refs = [
      make('aaaaaaaaaa', 'telegram:1'),
      make('aaaaaaaaab', 'telegram:1'),
      make('aaaaaaaaaa', 'telegram:2'),
      make('aaaaaaaaaa', 'telegram:1', { type: 'forget' } as never),
      refOf(createSecretKey(new Uint8Array(32).fill(2)), 'aaaaaaaaaa' as CaseId, action, 'telegram:1' as PersonId),
    ].map(ref => ref.split('.')[2])
    expect(new Set(refs).size).toBe(refs.length)
  })
  test('made for one person is not found for another, for a helper or for a moderator', () => {
    const ref = make('aaaaaaaaaa', 'telegram:1')
    const file = { ...EMPTY_FILE, offers: { [ref]: { action, for: 'telegram:1' as PersonId, at: 0 } } }
    expect(findOffer(file, ref, 'telegram:1' as PersonId, false, false)).toBeDefined()
    expect(findOffer(file, ref, 'telegram:2' as PersonId, true, true)).toBeUndefined()
    expect(findOffer(file, '__proto__', 'telegram:1' as PersonId, true, true)).toBeUndefined()
  })
})

/** A conversation in which much happens, recorded as it came in. */
async function evening() {
  const it = await trustWorld({ limits: UNLIMITED })
  await it.tell('victim', STORY)
  await it.press('victim', 'done/')
  await it.tell('victim', 'They changed my password and I got 200 mails.')
  await it.command('victim', 'note', { text: 'the bank called' })
  await it.command('victim', 'call')
  await it.press('victim', 'call')
  await it.command('helper', 'claim')
  await it.tell('helper', 'I am here')
  await it.hear(it.from('victim', { kind: 'file', name: 'a.png', mime: 'image/png', bytes: 5 }))
  await it.command('victim', 'undo')
  return it
}

describe('every recorded input', () => {
  test('twice, shuffled, changes nothing and sends nothing', async () => {
    const it = await evening()
    const before = [await it.archive.list('c/', { limit: 50 }), it.sent.length]
    const dice = chance(3)
    const again = [...it.heard, ...it.heard].sort(() => dice.below(3) - 1)
    for (const input of again) expect(await it.engine.hear(input)).toMatchObject({ kept: true })
    await it.engine.idle()
    expect([await it.archive.list('c/', { limit: 50 }), it.sent.length]).toEqual(before)
  })
  test.each([1, 2, 3, 4, 5])('in an order that never was (%i) is answered and breaks nothing', async seed => {
    const { heard } = await evening()
    const it = await trustWorld({ limits: UNLIMITED })
    const dice = chance(seed)
    const order = [...heard, ...heard].map(input => ({ input, at: dice.below(1_000_000) })).sort((a, b) => a.at - b.at)
    for (const { input } of order) expect((await it.engine.hear(input)).kept).toBe(true)
    await it.engine.idle()
    // A helper who writes before they have claimed anything is somebody in need themselves; nobody has two cases.
    const openings = (await it.cases()).map(({ value }) => eventsOf(value).filter(({ type }) => type === 'case-opened'))
    expect(openings.every(each => each.length === 1)).toBe(true)
    const subjects = openings.flat().map(opened => (opened as { subject?: string }).subject)
    expect(new Set(subjects).size).toBe(subjects.length)
    expect(it.logged.filter(line => /"level":(?:50|60)/.test(line))).toEqual([])
  })
})
