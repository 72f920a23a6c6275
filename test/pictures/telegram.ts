import type { Message } from '@grammyjs/types'
import type { Language } from '../../src/core/ids.ts'
import type { GroupHandle } from '../emulators/telegram/groups.ts'
import type { PersonHandle } from '../emulators/telegram/people.ts'
import { helperRow, known, openStage, personId } from '../emulators/telegram/play.ts'
import { shoot } from './shoot.ts'
import { telegramPageOf } from './telegram-page.ts'

/**
 * Draws what each of them sees on Telegram, from the very payloads the bot sends: an evening is played on the emulator with the
 * real client, and its messages become pictures. `node test/pictures/telegram.ts`
 */

const TIME_ZONE = 'Asia/Tokyo'
const START = '2026-11-24T21:04:00+09:00'

/** People are called by what they are. */
const CALLED = {
  ja: { person: '相談した人', helper: '協力者', moderator: '管理者', guild: 'コミュニティ', helpers: '協力者グループ' },
  en: { person: 'Member', helper: 'Helper', moderator: 'Moderator', guild: 'Community', helpers: 'Helpers' },
} as const
const STORY = {
  ja: '知らない注文のメールが来て、Amazonにログインできません。ギフト券を2万円分買われています',
  en: "I got a mail about an order I didn't make and now I can't sign in to Amazon. Someone bought gift cards for 200 dollars",
} as const
const FROM_HELPER = {
  ja: '読みました。となりにいます。注文の取り消しは、一緒にやりましょう。',
  en: "I've read it. I'm here with you. Let's cancel the order together.",
} as const
const FROM_PERSON = {
  ja: 'ありがとうございます。カードは止めました',
  en: 'Thank you. The card is blocked now',
} as const

async function evening(language: Language): Promise<void> {
  const stage = await openStage(START, { rates: { chatBurst: 20, chatPerSecond: 20 } })
  const { telegram } = stage
  const called = CALLED[language]
  const [person, helper, moderator] = [called.person, called.helper, called.moderator].map(name =>
    telegram.addPerson(name, { language }),
  ) as [PersonHandle, PersonHandle, PersonHandle]
  const guild = telegram.addGroup(called.guild, moderator, { isSuper: true })
  const helpers = telegram.addGroup(called.helpers, moderator, { isForum: true })
  guild.add(person)
  helpers.add(known(telegram, helper))
  guild.addBot(known(telegram, moderator))
  helpers.addBot(moderator, { can_manage_topics: true })
  const place = { platform: 'telegram', chat: String(helpers.id), kind: 'group' } as const
  await stage.found({
    helpers: [helperRow(helper, { lead: true })], moderators: [personId(moderator)],
    groups: [guild, helpers].map(({ id }) => `telegram:${id}`), helperPlace: place, rooms: place, language,
  }) // prettier-ignore
  await stage.settle()

  const step = async (act: () => unknown) => {
    act()
    await stage.pass(60_000)
    await stage.drain()
  }
  const press = async (who: PersonHandle, name: string) => {
    await stage.press(who, name)
    await stage.drain()
  }
  const picture = (name: string, title: string, reader: PersonHandle, shown: readonly Message[], isGroup = false) =>
    shoot(
      `telegram-${name}.${language}.png`,
      telegramPageOf(shown, { title, reader: reader.id, timeZone: TIME_ZONE, isGroup }),
    )
  const messagesOf = (where: GroupHandle | PersonHandle) =>
    [...(telegram.world.rooms.get(where.id)?.messages.values() ?? [])].sort((a, b) => a.message_id - b.message_id)
  const spoken = (where: GroupHandle | PersonHandle, topic?: number) =>
    messagesOf(where).filter(
      ({ text, message_thread_id: thread }) => text !== undefined && (topic === undefined || thread === topic),
    )

  await step(() => person.send(guild, '/helpme'))
  picture('group', called.guild, person, spoken(guild).slice(-2), true)
  await step(() => person.press(guild, spoken(guild).at(-1)?.reply_markup?.inline_keyboard[0]?.[0]?.text ?? ''))
  await step(() => person.say(STORY[language]))
  await press(person, 'done')
  picture('person', 'Kakekomi', person, spoken(person).slice(-3))
  await press(person, 'offer-help')
  await press(person, 'call')
  picture('helper', `${called.helpers} › General`, helper, spoken(helpers).slice(-1), true)
  await press(helper, 'claim')
  const [topic] = helpers.screen().topics
  await step(() => helper.send(helpers, FROM_HELPER[language], { topic: topic?.id }))
  await step(() => person.say(FROM_PERSON[language]))
  picture('helper-case', `${called.helpers} › ${topic?.name}`, helper, spoken(helpers, topic?.id), true)
  await step(() => moderator.say('/cases'))
  await step(() => moderator.say('/roster'))
  picture('moderator', 'Kakekomi', moderator, spoken(moderator).slice(-4))
  if (telegram.complaints.length > 0) throw new Error(JSON.stringify(telegram.complaints))
  await stage.close()
}

for (const language of ['en', 'ja'] as const) await evening(language)
