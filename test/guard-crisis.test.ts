import { writeFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { crisis, loadCrisis } from '../src/understanding/crisis.ts'
import { detect, language } from '../src/understanding/language.ts'

describe('words of a person in danger are heard', () => {
  test.each([
    '死にたい',
    '消えたい',
    'もう終わりだ',
    'もう終わり。全部なくなった',
    '生きていけない',
    '家族に合わせる顔がない',
    '楽になりたい',
    '死 に た い',
    '死に\nたい',
    'しにたいです',
    '死\u200bにたい',
    'タヒにたい',
    '自殺を考えています',
    '貯金が全部なくなって、もう生きる意味がわからない',
    '妻に顔向けできません',
    'いなくなったほうがいい',
    '死んで償うしかない',
    '生命保険で返すしかない',
    '人生終わった',
    '死にたいわけではないけど、つらい',
    "I can't go on",
    'i want to die',
    'Better off dead.',
    'there is no way out',
    "I'll end it tonight",
    'my life is over, all savings gone',
    'I’m going to kill myself',
    'they would be better off without me',
    "i can't face my family",
    'i just wanna disappear',
    'no reason to live anymore',
    'I feel suicidal',
    "can't go\non like this",
    'KILL MYSELF',
  ])('%s', text => {
    expect(crisis(text).crisis).toBe(true)
  })

  test('inside a very long mixed message about something else, with the words that decided', () => {
    const story = 'アマゾンから身に覚えのない注文確認メールが来ました。My account was hacked at 3:37. '.repeat(400)
    const found = crisis(`${story}正直、もう消えたいです。${story}`)
    expect(found).toMatchObject({ crisis: true, threat: false, quote: '消えたい' })
  })
})

describe('ordinary words are not taken for danger', () => {
  test.each([
    'スマホが死んだ',
    '充電が死にそう',
    '消えたデータを戻したい',
    '消えたいくつかのメール',
    'セールはもう終わりですか',
    '手続きはもう終わりました',
    "I'm dead lol",
    'my phone died',
    'the battery is dead',
    "I can't go on Instagram",
    "can't go online",
    'the deadline is over',
    'my account is gone',
    'アカウントが消えた',
    '写真が全部消えました',
    '死ぬほど恥ずかしい',
    '笑い死ぬ',
    'バックアップは生きています',
    'this contract: no way out of the contract',
    '',
    '😀',
    '警察に行けと言われた',
    '注文を終わらせたい',
    '243通のメールが来た',
    'that would be career suicide',
  ])('%s', text => {
    expect(crisis(text)).toEqual({ crisis: false, threat: false, forcedToGo: false })
  })
})

describe('threats and force are told apart from a wish to die', () => {
  test.each([
    ['殺すぞと言われた', { crisis: false, threat: true, forcedToGo: false }],
    ['「死にたいのか」と脅されました', { crisis: false, threat: true, forcedToGo: false }],
    ['払わないと家に行くと言われています', { crisis: false, threat: true, forcedToGo: false }],
    ['家の前に知らない男が立っています', { crisis: false, threat: true, forcedToGo: false }],
    ["he said he'll kill me if I don't pay", { crisis: false, threat: true, forcedToGo: false }],
    ['they know where I live', { crisis: false, threat: true, forcedToGo: false }],
    ['今夜、現場に行けと言われています', { crisis: false, threat: false, forcedToGo: true }],
    ['ホテルに閉じ込められています', { crisis: false, threat: false, forcedToGo: true }],
    ["they won't let me leave", { crisis: false, threat: false, forcedToGo: true }],
    ['逃げたら家族を殺すと言われた。もう死にたい', { crisis: true, threat: true, forcedToGo: true }],
  ])('%s', (text, expected) => {
    expect(crisis(text)).toMatchObject(expected)
  })
})

test('the quote is a verbatim part of the text', () => {
  for (const text of ['もう\n消 え た い です', 'i  CAN’T go on', 'A\u200b死\u200bにたい'])
    expect(text).toContain(crisis(text).quote ?? 'no quote')
})

test('a hostile text costs little time', () => {
  for (const pattern of ['死', '消えた', 'もう終わりま', 'kill ', "can't go on the ", ' ', '死 ']) {
    const start = process.cpuUsage()
    crisis(pattern.repeat(100_000 / pattern.length))
    const used = process.cpuUsage(start)
    expect((used.user + used.system) / 1000).toBeLessThan(200)
  }
})

test('a wordings file that does not fit is refused with its name and field', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'crisis-')), 'crisis.yaml')
  writeFileSync(file, 'crisis: { ja: { phrases: [] } }')
  expect(() => loadCrisis(file)).toThrow(file)
})

describe('the language of a text', () => {
  test.each([
    ['アマゾンが乗っ取られました', 'ja'],
    ['はい', 'ja'],
    ['助けて', 'ja'],
    ['ｱｶｳﾝﾄ ﾉｯﾄﾗﾚﾀ', 'ja'],
    ['Amazonから注文確認メールが来ました help', 'ja'],
    ['akaunto nottorareta, tasukete kudasai', 'ja'],
    ['Amazon no akaunto ga nottoraremashita dou shitara ii desu ka', 'ja'],
    ['My Amazon account was hacked', 'en'],
    ['help', 'en'],
    ['i cant log in to my discord', 'en'],
    ['They wrote「あなたのアカウントは停止されました」 to me, what should I do', 'en'],
    ['"Your account has been suspended, click here now" ってメールが来ました', 'ja'],
    ['> This is your last warning, pay now\n> or we publish\nこれが届いた', 'ja'],
    ['Me han robado la cuenta de Amazon, ayuda por favor', 'other'],
    ['我的账号被盗了,请帮帮我', 'other'],
    ['我的帳號被盜了', 'other'],
    ['제 계정이 해킹당했어요', 'other'],
    ['Мой аккаунт взломали', 'other'],
    ['Mon compte a été piraté, que faire', 'other'],
    ['Mein Konto wurde gehackt', 'other'],
    ['تم اختراق حسابي', 'other'],
    ['', 'other'],
    ['😀😀', 'other'],
    ['12345', 'other'],
    ['บัญชีของฉันถูกแฮก', 'other'],
    ['Tài khoản của tôi bị mất tiền', 'other'],
    ['Akun saya diretas, tolong bantuan', 'other'],
  ])('%s', (text, expected) => {
    expect(language(text)).toBe(expected)
  })

  test('is not sure of an emoji, a number or "ok"', () => {
    for (const text of ['😀', '123', 'ok', '', '...']) expect(detect(text).sure).toBe(false)
    expect(detect('アカウントが乗っ取られました').sure).toBe(true)
    expect(detect('someone stole my account').sure).toBe(true)
  })
})
