import type { Inbound } from '../../src/engine/messages.ts'
import { addressKey } from '../../src/engine/messages.ts'
import { by } from './evening.ts'
import type { Stage } from './evening.ts'
import { HELPERS_ROOM, MODERATORS_ROOM, PLAYERS } from './people.ts'
import type { Player } from './people.ts'
import { CALM, STORM } from './readers.ts'
import { MARK, SECRETS } from './words.ts'

/** What people do in a simulated evening. */

const MINUTE_MS = 60_000
const TEXTS = [
  `すごい数のメール来てる。外国のばっか。その中にAmazonの注文のやつが1個ある。${MARK}`,
  'Amazonアプリを開いたら、知らない人の住所とクレジットカードが登録されてた',
  'My Discord account was hacked, they changed my email and it sends free nitro links to all my friends',
  'Someone called from the bank and I gave them the code, money is gone',
  `パスワードは ${SECRETS[1]} です。変えられたみたい`,
  `カード番号 ${SECRETS[0]} を入れちゃった`,
  `bot token ${SECRETS[2]} was in the file`,
  `認証コードは ${SECRETS[3]} と書いてあった`,
  'もう死にたい',
  'はい',
  'いいえ',
  'わからない',
  'why do you ask?',
  'どうやって？',
  '今日はいい天気ですね',
  '😀',
  'メールの設定を見たら知らない転送先があった。',
  'steamのアイテムが全部なくなって、ログインもできない',
] as const
const COMMANDS: readonly { name: string; input: Record<string, string> }[] = [
  { name: 'call', input: {} },
  { name: 'call', input: {} },
  { name: 'now', input: {} },
  { name: 'status', input: {} },
  { name: 'done', input: {} },
  { name: 'undo', input: {} },
  { name: 'close', input: {} },
  { name: 'reopen', input: {} },
  { name: 'why', input: {} },
  { name: 'timeline', input: {} },
  { name: 'export', input: {} },
  { name: 'language', input: { language: 'en' } },
  { name: 'timezone', input: { zone: 'America/New_York' } },
  { name: 'country', input: { country: 'US' } },
  { name: 'note', input: { text: `電話した ${MARK}` } },
  { name: 'contacted', input: { whom: 'card company', days: '2', promise: 'call back' } },
  { name: 'help-me', input: {} },
  { name: 'card', input: { which: 'call-card' } },
  { name: 'nonsense', input: {} },
]

/** Presses one of the latest buttons this player can see, old ones sometimes. */
function press(stage: Stage, player: Player, pick?: (name: string) => boolean): boolean {
  const rooms = new Set([addressKey(player.place)])
  if (player.part === 'helper' && player.community === by('discord:h1').community) rooms.add(addressKey(HELPERS_ROOM))
  if (player.part === 'moderator') rooms.add(addressKey(MODERATORS_ROOM))
  const seen = stage.readers.arrivals.filter(one => rooms.has(one.chat) && one.refs.length > 0)
  const message = pick || stage.random.is(0.8) ? seen[seen.length - 1] : seen[stage.random.below(seen.length)]
  const among = pick ? seen.flatMap(({ refs, message }) => refs.filter(({ name }) => pick(name)).map(ref => ({ ...ref, message }))).slice(-1) : message?.refs.map(ref => ({ ...ref, message: message.message })) // prettier-ignore
  if (!among || among.length === 0) return false
  const { ref, message: on } = stage.random.pick(among)
  const what: Inbound['what'] = { kind: 'press', ref, message: on }
  stage.say(player, what)
  // Impatient fingers, and an app that sends an unanswered press again under a new id.
  if (stage.random.is(0.15)) stage.say(player, what)
  return true
}

/** A press on a button that was made for somebody else: its reference was seen, copied or guessed. */
function steal(stage: Stage, player: Player): void {
  const refs = stage.readers.arrivals.flatMap(({ refs }) => refs)
  if (refs.length === 0) return
  stage.say(player, { kind: 'press', ref: stage.random.pick(refs).ref })
}

function act(stage: Stage, player: Player): void {
  const { random } = stage
  const text = () => stage.say(player, { kind: 'text', text: random.pick(TEXTS), quoted: random.is(0.05) })
  const command = () => stage.say(player, { kind: 'command', ...random.pick(COMMANDS) })
  switch (player.part) {
    case 'victim': {
      const how = random.weighted({ press: 60, text: 25, command: 14, file: 3, steal: 1, forget: 0.7 })
      if (how === 'press' && press(stage, player)) return
      if (how === 'command') return command()
      if (how === 'steal') return steal(stage, player)
      if (how === 'forget') return stage.say(player, { kind: 'command', name: 'forget', input: {} })
      if (how === 'file') return stage.say(player, { kind: 'file', name: 'shot.png', mime: 'image/png', bytes: 4_096 })
      return text()
    }
    case 'helper': {
      const how = random.weighted({ claim: 30, press: 50, text: 15, command: 8, steal: 4 })
      if (how === 'claim' && press(stage, player, name => name === 'claim')) return
      if (how === 'press' && press(stage, player)) return
      if (how === 'command') return command()
      if (how === 'steal') return steal(stage, player)
      return text()
    }
    case 'moderator': {
      const subject = random.is(0.3) ? random.pick(PLAYERS.filter(({ part }) => part === 'victim')).id : undefined
      if (subject) return stage.say(player, { kind: 'text', text: random.pick(TEXTS) }, { subject, isAdmin: true })
      if (!press(stage, player)) command()
      return
    }
    case 'stranger': {
      const how = random.weighted({ steal: 60, command: 20, forged: 10, press: 10 })
      if (how === 'press' && press(stage, player)) return
      if (how === 'command') return command()
      if (how === 'forged')
        return stage.say(player, {
          kind: 'press',
          ref: `k.${[...stage.ledger.cases.keys()][0] ?? 'aaaaaaaaaa'}.${'A'.repeat(22)}`,
        })
      return steal(stage, player)
    }
  }
}

/** A long evening of many people: everything at once, with the apps, the disk and the clock against it. */
export const crowd =
  (acts: number, { stormy = true, full = 0.02, outageHours = 2 } = {}) =>
  async (stage: Stage): Promise<void> => {
    const { random } = stage
    const parts = { victim: 60, helper: 26, moderator: 5, stranger: 9 } as const
    for (let n = 0; n < acts; n++) {
      if (stormy && random.is(0.04))
        stage.storm(
          random.is(0.3) ? CALM : STORM,
          random.is(0.03) ? outageHours * 60 * MINUTE_MS : random.is(0.2) ? 5 * MINUTE_MS : 0,
        )
      if (random.is(full)) stage.fill(1 + random.below(4))
      const together = random.weighted({ one: 70, two: 20, many: 10 })
      for (let k = together === 'one' ? 1 : together === 'two' ? 2 : 6; k > 0; k--) {
        const part = random.weighted(parts)
        act(stage, random.pick(PLAYERS.filter(one => one.part === part)))
        if (random.is(0.08) && stage.ledger.inputs.size > 0)
          stage.again(
            random.pick(
              [...stage.ledger.inputs.values()]
                .slice(-20)
                .filter(({ said }) => !said)
                .concat([...stage.ledger.inputs.values()][0]!),
            ).inbound,
          )
      }
      if (random.is(0.9)) await stage.rest()
      const wait = random.weighted({ no: 50, seconds: 25, minutes: 20, hours: 5, days: 0.3 })
      const unit = { no: 0, seconds: 1_000, minutes: MINUTE_MS, hours: 60 * MINUTE_MS, days: 24 * 60 * MINUTE_MS }[wait]
      if (unit > 0) await stage.pass(unit * (1 + random.below(wait === 'days' ? 3 : 20)))
    }
  }

/** A short conversation whose every crash point is tried: told, called, claimed by two at once, done, closed. */
export async function short(stage: Stage): Promise<void> {
  const victim = by('telegram:v2')
  const [one, two] = [by('discord:h1'), by('discord:h2')]
  stage.say(victim, { kind: 'text', text: TEXTS[0] })
  await stage.rest()
  stage.say(victim, { kind: 'command', name: 'call', input: {} })
  await stage.rest()
  press(stage, victim, name => name === 'call')
  await stage.rest()
  // The second ring is called while no message passes, and the first ring answers before it does.
  stage.storm(CALM, 6 * MINUTE_MS)
  await stage.pass(5 * MINUTE_MS + 1_000)
  press(stage, one, name => name === 'claim')
  press(stage, two, name => name === 'claim')
  await stage.rest()
  await stage.pass(10 * MINUTE_MS)
  press(stage, victim, name => name.startsWith('done/') || name.startsWith('choose/'))
  await stage.rest()
  await stage.pass(21 * MINUTE_MS)
  press(stage, one, name => name === 'still-here')
  await stage.rest()
  stage.say(victim, { kind: 'command', name: 'close', input: {} })
  await stage.rest()
  press(stage, victim, name => name === 'close')
  await stage.rest()
}

/** The shortest one, for pairs of crashes: told, called, claimed. */
export async function shortest(stage: Stage): Promise<void> {
  const victim = by('telegram:v2')
  stage.say(victim, { kind: 'text', text: TEXTS[0] })
  await stage.rest()
  stage.say(victim, { kind: 'command', name: 'call', input: {} })
  await stage.rest()
  press(stage, victim, name => name === 'call')
  await stage.rest()
  press(stage, by('discord:h1'), name => name === 'claim')
  await stage.rest()
}
