import { createSecretKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { findOffer, refOf } from '../src/engine/offers.ts'
import { CommunityId, PersonId } from '../src/core/ids.ts'
import type { CaseId } from '../src/core/ids.ts'
import { EMPTY_FILE } from '../src/engine/casefile.ts'
import type { Casefile, CommunityRow } from '../src/engine/casefile.ts'
import { DEFAULT_LIMITS } from '../src/engine/limits.ts'
import { rows } from '../src/engine/rows.ts'
import { COMMUNITY, helperNamed, helpersWorld } from './helpers-world.ts'
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

describe('between communities', () => {
  const NEIGHBOUR = CommunityId.parse('neighbour0')
  const [BEA, BOB] = [PersonId.parse('discord:bea'), PersonId.parse('discord:bob')]

  /** Two communities on one bot, each with a helper, a moderator and a case that was called for. */
  async function neighbours() {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi')], limits: UNLIMITED })
    const row: CommunityRow = {
      id: NEIGHBOUR,
      groups: ['discord:next-door'],
      language: 'en',
      helpers: [helperNamed(BEA)],
      moderators: [BOB],
      policy: {},
    }
    const place = (id: PersonId) => ({ platform: 'discord', chat: id.slice('discord:'.length), kind: 'private' })
    await world.archive.commit({
      put: [
        { key: rows.community(NEIGHBOUR), value: row, version: 1 },
        { key: rows.group(world.archive.blind('discord:next-door')), value: NEIGHBOUR },
        ...[BEA, BOB].map(id => ({
          key: rows.person(world.archive.blind(id)),
          value: { place: place(id), community: NEIGHBOUR, language: 'en' },
          version: 1,
        })),
      ],
    })
    for (const [who, group] of [
      ['telegram:hana', 'discord:guild'],
      ['telegram:nils', 'discord:next-door'],
    ] as const) {
      await world.says(who, STORY, { group })
      await world.command(who, 'call')
      await world.press(who, 'call')
    }
    await world.command('discord:mod', 'cases')
    await world.command('discord:bob', 'cases')
    const files = async () =>
      (await world.archive.list('c/', { limit: 50 })).map(
        ({ key, value }) => [key.slice(2), value as Casefile] as const,
      )
    const caseOf = async (who: string) => (await world.engine.directory.person(who as PersonId)).row.case ?? ''
    return { world, files, mine: await caseOf('telegram:hana'), theirs: await caseOf('telegram:nils') }
  }
  const traces = (files: readonly (readonly [string, Casefile])[]) => files.map(([key, file]) => [key, eventsOf(file)])

  test('the helper and the moderator of one press every button of the other, made over to their own case or not: none acts', async () => {
    const { world, files, mine, theirs } = await neighbours()
    const before = await files()
    const made = before.flatMap(([id, { offers }]) =>
      Object.entries(offers).map(([ref, { for: audience }]) => ({ id, ref, audience })),
    )
    const ours = made.filter(({ id }) => id === mine || id === COMMUNITY)
    expect(new Set(ours.map(({ audience }) => audience))).toEqual(new Set(['telegram:hana', 'helpers', 'discord:mod']))
    let tried = 0
    for (const { ref } of ours) {
      const mac = ref.split('.')[2] ?? ''
      for (const forged of [ref, `k.${theirs}.${mac}`, `k.${NEIGHBOUR}.${mac}`])
        for (const who of [BEA, BOB, 'discord:eve', 'telegram:nils']) {
          tried += 1
          await world.engine.hear(world.from(who, { kind: 'press', ref: forged }))
        }
    }
    await world.engine.idle()
    expect(traces(await files())).toEqual(traces(before))
    console.log(`presses across communities: ${tried} tried, none accepted`)
    // The same button in the hand it was made for does act.
    await world.press('discord:aoi', 'claim')
    expect(traces(await files())).not.toEqual(traces(before))
  })

  test('a moderator of one reads, closes and hands over nothing of the other by its case code', async () => {
    const { world, files, mine } = await neighbours()
    const before = traces(await files())
    for (const who of [BEA, BOB])
      for (const [command, input] of [
        ['case', { case: mine }],
        ['claim', { case: mine }],
        ['take-over', { case: mine, reason: 'mine now' }],
        ['close', { case: mine }],
      ] as const) {
        const since = world.sent.length
        await world.command(who, command, input)
        expect(world.textTo(who, since)).not.toMatch(/hana|gift card/)
      }
    const of = (all: typeof before) => all.filter(([id]) => id === mine || id === COMMUNITY)
    expect(of(traces(await files()))).toEqual(of(before))
  })
})

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
