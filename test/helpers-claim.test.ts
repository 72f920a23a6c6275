import { describe, expect, test } from 'vitest'
import { isUrgent } from '../src/core/escalation.ts'
import type { PersonId } from '../src/core/ids.ts'
import { plan } from '../src/core/plan.ts'
import { stateOf } from '../src/engine/casefile.ts'
import { loadFile } from '../src/engine/settle.ts'
import { library } from './given.ts'
import { helperNamed, helpersWorld } from './helpers-world.ts'

const three = () => [
  helperNamed('discord:aoi', { lead: true }),
  helperNamed('discord:ben'),
  helperNamed('telegram:chika'),
]

describe('a claim has one winner', () => {
  test('of 1,000 presses at once one takes the case and every other is answered', async () => {
    const helpers = Array.from({ length: 50 }, (_, n) => helperNamed(`discord:h${n}`))
    const world = await helpersWorld({ helpers })
    await world.called()
    // Everyone presses the same call; who may claim is decided at the press.
    const ref = world.buttonOf('discord:h0', 'claim')?.ref ?? ''
    const before = world.sent.length
    const started = performance.now()
    const pressers = Array.from({ length: 20 }, () => helpers).flat()
    const answers = await Promise.all(
      pressers.map(async ({ id }) => {
        const pressed = performance.now()
        const { note } = await world.engine.hear(world.from(id, { kind: 'press', ref }))
        return { id, note, waitedMs: performance.now() - pressed }
      }),
    )
    const tookMs = performance.now() - started
    await world.engine.idle()
    const fresh = world.sent.slice(before)
    const won = fresh.filter(({ about }) => about.includes('text:helper.claimed'))
    const lost = answers.filter(({ note }) => note === 'refused.taken')
    expect(won.length).toBe(1)
    expect(lost.length).toBe(980)
    expect(new Set(lost.map(({ id }) => id)).size).toBe(49)
    expect(fresh.filter(({ about }) => about.includes('text:help.arrived')).length).toBe(1)
    const waited = answers.map(({ waitedMs }) => waitedMs).sort((a, b) => a - b)
    const winnerMs = answers.find(({ note }) => note === undefined)?.waitedMs ?? Infinity
    const at = (share: number) => Math.round(waited[Math.floor(share * (waited.length - 1))] ?? 0)
    console.log(
      `claim race: 1,000 presses, 1 winner after ${Math.round(winnerMs)} ms, 980 answered "taken"; ` +
        `press to answer p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, all in ${Math.round(tookMs)} ms`,
    )
  }, 60_000)

  test('the same press twice is one claim and a kind answer', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.called()
    await world.press('discord:aoi', 'claim')
    const ref = world.buttonOf('discord:ben', 'claim')?.ref ?? ''
    await world.engine.hear(world.from('discord:aoi', { kind: 'press', ref }))
    await world.engine.idle()
    expect(world.heard('discord:aoi').filter(key => key === 'text:helper.claimed').length).toBe(1)
  })

  test('a stranger who learns the button id gets nothing', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.called()
    const ref = world.buttonOf('discord:aoi', 'claim')?.ref ?? ''
    await world.engine.hear(world.from('discord:eve', { kind: 'press', ref }))
    await world.engine.idle()
    expect(world.heard('discord:eve')).not.toContain('show:read-in')
    expect(world.heard('telegram:hana')).not.toContain('text:help.arrived')
  })

  test('nobody takes more than their limit', async () => {
    const world = await helpersWorld({
      helpers: [helperNamed('discord:aoi', { loadLimit: 1 }), helperNamed('discord:ben')],
    })
    await world.called('telegram:hana')
    await world.press('discord:aoi', 'claim')
    await world.called('telegram:mika')
    const second = world.buttonOf('discord:ben', 'claim')?.ref ?? ''
    const heard = await world.engine.hear(world.from('discord:aoi', { kind: 'press', ref: second }))
    await world.engine.idle()
    expect(heard.note).toBe('refused.full')
    expect(world.heard('telegram:mika')).not.toContain('text:help.arrived')
  })
})

describe('no ping after a claim', () => {
  test('a ping that still waits to be sent when the claim is kept is never sent', async () => {
    const helpers = Array.from({ length: 12 }, (_, n) => helperNamed(`discord:h${n}`))
    const world = await helpersWorld({ helpers })
    await world.called()
    const before = world.pings().length
    expect(before).toBe(12)
    world.shut()
    // The second ring: four sends are on their way, eight wait for a lane.
    world.clock.step(world.clock.now() + 5 * 60_000)
    await world.onTheWay(4)
    const ref = world.buttonOf('discord:h0', 'claim')?.ref ?? ''
    await world.engine.hear(world.from('discord:h0', { kind: 'press', ref }))
    await world.openGate()
    await world.pass(10)
    expect(world.pings().length - before).toBe(4)
  })

  test('an hour after the claim nobody was called again, over a restart', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.called()
    await world.press('discord:ben', 'claim')
    const before = world.pings().length
    await world.restart()
    await world.pass(19)
    expect(world.pings().length).toBe(before)
  })
})

describe('the ladder of rings', () => {
  test('0, 5, 15, then every 30 minutes, five rounds, over restarts in the middle; then it says so', async () => {
    const world = await helpersWorld({
      helpers: [
        helperNamed('discord:aoi'),
        helperNamed('discord:ben', { ring: 2 }),
        helperNamed('telegram:chika', { ring: 3 }),
      ],
    })
    await world.called()
    const calledAt = world.clock.now()
    for (let n = 0; n < 12; n++) {
      await world.pass(10)
      await world.restart()
    }
    const rounds = [...new Set(world.pings().map(({ at }) => Math.round((at - calledAt) / 60_000)))]
    expect(rounds).toEqual([0, 5, 15, 45, 75])
    const first = world.pings().filter(({ at }) => at === calledAt)
    expect(first.map(({ to }) => to.chat)).toEqual(['aoi'])
    expect(world.heard('telegram:hana')).toContain('text:help.ended')
    expect(world.heard('discord:mod')).toContain('text:moderators.nobody')
    expect(world.heard('telegram:hana')).toContain('text:help.ended.told')
    console.log(`ring minutes over 12 restarts: ${rounds.join(', ')}; ended and said so at 105`)
  })

  test('a reminder that is due with a ring is one message with it, and says the step once', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi')] })
    await world.called()
    await world.pass(15)
    await world.says('telegram:hana', 'is nobody coming?')
    const before = world.sent.length
    await world.pass(30)
    const all = world.sent.slice(before).filter(({ to }) => to.chat === 'hana')
    const both = all.filter(({ about }) => about.some(key => key.startsWith('text:nudge')))
    expect(both.length).toBe(1)
    expect(both[0]?.about).toContain('text:help.called.more')
    expect(both[0]?.about.filter(key => key.startsWith('step:')).length).toBe(1)
    expect(both[0]?.buttons.flat().filter(({ name }) => name.startsWith('done/')).length).toBe(1)
  })

  test('whoever asks while nobody is there hears that, and when the next are called', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi')] })
    await world.called()
    await world.pass(6)
    const before = world.sent.length
    await world.says('telegram:hana', 'is nobody coming?')
    expect(world.heard('telegram:hana', before)).toContain('text:help.not-yet')
    expect(world.textTo('telegram:hana', before)).toContain('00:45')
  })

  test('where there are no moderators, nobody is said to have told them; the ended call can still be taken', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi')], moderators: [] })
    await world.called()
    await world.pass(120)
    expect(world.heard('telegram:hana')).toContain('text:help.ended')
    expect(world.heard('telegram:hana')).not.toContain('text:help.ended.told')
    await world.press('discord:aoi', 'show/read-in')
    await world.press('discord:aoi', 'claim')
    expect(world.heard('telegram:hana')).toContain('text:help.arrived')
  })

  test('an empty ring is skipped: whoever is there is called at once', async () => {
    const world = await helpersWorld({
      helpers: [helperNamed('discord:aoi', { onDuty: false }), helperNamed('discord:ben', { ring: 3 })],
    })
    await world.called()
    expect(world.pings().map(({ to }) => to.chat)).toEqual(['ben'])
  })

  test('when everyone called says "not now" the next ring does not wait', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi'), helperNamed('discord:ben', { ring: 2 })] })
    await world.called()
    await world.press('discord:aoi', 'pass')
    expect(world.pings().map(({ to }) => to.chat)).toEqual(['aoi', 'ben'])
    await world.pass(200)
    expect(world.pings().filter(({ to }) => to.chat === 'aoi').length).toBe(1)
  })

  test('a silent owner is asked after 20 minutes, loses the case after 15 more, and is not called again for it', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi'), helperNamed('discord:ben')] })
    await world.called()
    await world.press('discord:aoi', 'claim')
    const before = world.sent.length
    await world.pass(19)
    expect(world.heard('discord:aoi', before)).not.toContain('text:helper.still-there')
    await world.pass(1)
    expect(world.heard('discord:aoi', before)).toContain('text:helper.still-there')
    await world.pass(15)
    expect(world.heard('discord:aoi', before)).toContain('text:helper.expired')
    expect(world.heard('telegram:hana', before)).toContain('text:help.owner-gone')
    const again = world.sent.slice(before).filter(({ about }) => about.includes('text:ping.unclaimed'))
    expect(again.map(({ to }) => to.chat)).toEqual(['ben'])
  })

  test('an owner who does anything in the case is not asked whether they are there', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.called()
    await world.press('discord:aoi', 'claim')
    const before = world.sent.length
    for (let n = 0; n < 5; n++) {
      await world.pass(15)
      await world.says('discord:aoi', 'I am with you, one step at a time.')
    }
    expect(world.heard('discord:aoi', before)).not.toContain('text:helper.still-there')
  })

  describe('when nothing is left that must happen now', () => {
    const HOUR = 60
    /** Claimed by aoi, and every step for now is done; what is awaited is answered unless told otherwise. */
    async function calm(answered: boolean) {
      const world = await helpersWorld({ helpers: [helperNamed('discord:aoi'), helperNamed('discord:ben')] })
      await world.called()
      await world.press('discord:aoi', 'claim')
      const { case: id } = (await world.engine.directory.person('telegram:hana' as PersonId)).row
      if (!id) throw new Error('no case')
      const now = async () => stateOf((await loadFile(world.archive, id)).file)
      const urgent = async () => isUrgent(await now(), library.playbook)
      const open = async () =>
        plan(await now(), library.playbook).find(({ state, urgency }) => state === 'open' && urgency === 'now')
      for (let step = await open(); step; step = await open())
        await world.command('telegram:hana', 'done', { step: step.step })
      if (answered) await world.press('telegram:hana', 'came/call-back-pending')
      expect(await urgent()).toBe(false)
      return { world, urgent, before: world.sent.length }
    }
    const heard = async (
      { world, before }: Awaited<ReturnType<typeof calm>>,
      key: string,
      minutes: number,
    ): Promise<boolean> => {
      await world.pass(minutes)
      return world.heard('discord:aoi', before).includes(key)
    }

    test('a silent owner is asked after 16 hours and loses the case 12 later, over a restart', async () => {
      const night = await calm(true)
      expect(await heard(night, 'text:helper.still-there.calm', 16 * HOUR - 1)).toBe(false)
      await night.world.restart()
      expect(await heard(night, 'text:helper.still-there.calm', 1)).toBe(true)
      expect(await night.urgent()).toBe(false)
      // The hour that was named is kept to.
      expect(night.world.textTo('discord:aoi', night.before)).toContain('25 Nov, 07:00')
      expect(await heard(night, 'text:helper.expired', 14 * HOUR + 29)).toBe(false)
      expect(await heard(night, 'text:helper.expired', 1)).toBe(true)
    })

    test('an answer that never came makes it urgent: the owner is told, and their silence counts from then', async () => {
      const night = await calm(false)
      // The call back from support is awaited for twenty minutes.
      expect(await heard(night, 'text:helper.urgent-now', 19)).toBe(false)
      expect(await heard(night, 'text:helper.urgent-now', 1)).toBe(true)
      expect(await night.urgent()).toBe(true)
      expect(await heard(night, 'text:helper.still-there', 19)).toBe(false)
      expect(await heard(night, 'text:helper.still-there', 1)).toBe(true)
      expect(await heard(night, 'text:helper.expired', 14)).toBe(false)
      expect(await heard(night, 'text:helper.expired', 1)).toBe(true)
    })
  })

  test('at most so many pings an hour reach one helper, over all cases', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi')], policy: { pingsPerHour: 2 } })
    for (const who of ['telegram:a', 'telegram:b', 'telegram:c', 'telegram:d']) await world.called(who)
    expect(world.pings().length).toBe(2)
    expect(world.heard('telegram:d')).toContain('text:help.called.nobody')
  })

  test('quiet hours of a helper are kept, in their own time zone', async () => {
    const world = await helpersWorld({
      helpers: [
        helperNamed('discord:aoi', { quiet: { from: 23 * 60, to: 7 * 60 } }),
        helperNamed('discord:ben', { quiet: { from: 23 * 60, to: 7 * 60 }, timeZone: 'Europe/London' }),
      ],
    })
    await world.called()
    // Half past midnight in Tokyo is half past three in the afternoon in London.
    expect(world.pings().map(({ to }) => to.chat)).toEqual(['ben'])
  })

  test('one message in the shared room mentions everyone who reads there', async () => {
    const world = await helpersWorld({
      helpers: three(),
      helperPlace: { platform: 'discord', chat: 'helpers-room', kind: 'group' },
    })
    await world.called()
    const pings = world.pings()
    expect(pings.map(({ to }) => to.chat).sort()).toEqual(['chika', 'helpers-room'])
    expect(pings.find(({ to }) => to.chat === 'helpers-room')?.mentions).toEqual(['discord:aoi', 'discord:ben'])
  })

  test('a running case keeps the policy it began with', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi')] })
    await world.called()
    await world.command('discord:mod', 'policy', { setting: 'rings', value: '0,60,90' }, { isAdmin: true })
    expect((await world.community())?.policy).toEqual({ ringMinutes: [0, 60, 90] })
    await world.pass(6)
    expect(world.pings().length).toBe(2)
  })
})
