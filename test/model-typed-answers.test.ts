import { describe, expect, test } from 'vitest'
import { openAnswers } from '../src/understanding/answers.ts'

/** Replies typed instead of pressed. The fact is what the bot had asked. */

const { answer, asks } = openAnswers()
const IN = 'can_still_log_in'
const OUT = 'account_locked_out'
const CHANGED = 'password_changed_by_victim'
const CODE = 'otp_or_2fa_message_received'
const GAVE = 'gave_code_to_someone'
const LINK = 'clicked_link_or_entered_credentials'
const SHOTS = 'screenshots_kept'
const POLICE = 'police_contacted'
const BANK = 'bank_or_card_company_contacted'
const FLOOD = 'mail_flood'
const ORDER = 'unknown_order'

type Case = [reply: string, fact: string, value: string | undefined]

const JA: Case[] = [
  ['はい', ORDER, 'yes'],
  ['はい。', ORDER, 'yes'],
  ['うん', ORDER, 'yes'],
  ['ええ、あります', ORDER, 'yes'],
  ['あります', ORDER, 'yes'],
  ['そうです', ORDER, 'yes'],
  ['そうなんです…', ORDER, 'yes'],
  ['残念ながらはい', ORDER, 'yes'],
  ['少しあります', ORDER, 'yes'],
  ['何件か', ORDER, 'yes'],
  ['たぶんあります', ORDER, 'yes'],
  ['いいえ', ORDER, 'no'],
  ['いえ', ORDER, 'no'],
  ['ううん', ORDER, 'no'],
  ['ないです', ORDER, 'no'],
  ['ありません', ORDER, 'no'],
  ['特にないです', ORDER, 'no'],
  ['今のところないです', ORDER, 'no'],
  ['たぶんない', ORDER, 'no'],
  ['心当たりはないです', ORDER, 'no'],
  ['そうじゃないです', ORDER, 'no'],
  ['あるわけない', ORDER, 'no'],
  ['見当たりません', ORDER, 'no'],
  ['わからない', ORDER, 'unsure'],
  ['分かりません', ORDER, 'unsure'],
  ['わかんないです', ORDER, 'unsure'],
  ['さあ…', ORDER, 'unsure'],
  ['覚えてないです', ORDER, 'unsure'],
  ['どうだろう', ORDER, 'unsure'],
  ['そうかもしれない', ORDER, 'unsure'],
  ['あるかも', ORDER, 'unsure'],
  ['ないかもしれません', ORDER, 'unsure'],
  ['微妙です', ORDER, 'unsure'],
  ['あとで', ORDER, 'later'],
  ['後で見ます', ORDER, 'later'],
  ['今は無理です', ORDER, 'later'],
  ['明日確認します', ORDER, 'later'],
  ['帰ったら見ます', ORDER, 'later'],
  // Not not.
  ['ないことはない', ORDER, 'yes'],
  ['ないこともないです', ORDER, 'yes'],
  ['なくはないです', ORDER, 'yes'],
  ['入れないわけではない', IN, 'yes'],
  ['入れないわけじゃないです', IN, 'yes'],
  ['入れないわけではないです', OUT, 'no'],
  ['変えてないわけじゃない', CHANGED, 'yes'],
  // The verb of the question says it; the same verb is yes to one question and no to its opposite.
  ['たぶんまだ入れます', IN, 'yes'],
  ['まだ入れる', IN, 'yes'],
  ['まだ入れる', OUT, 'no'],
  ['入れません', IN, 'no'],
  ['入れません', OUT, 'yes'],
  ['もう入れなくなった', IN, 'no'],
  ['全然入れない', OUT, 'yes'],
  ['ログインできません', IN, 'no'],
  ['普通にログインできます', IN, 'yes'],
  ['締め出されました', OUT, 'yes'],
  ['昨日の夜中に変えた', CHANGED, 'yes'],
  ['さっき変更しました', CHANGED, 'yes'],
  ['まだ変えていません', CHANGED, 'no'],
  ['まだです', CHANGED, 'no'],
  ['まだ', CHANGED, 'no'],
  ['変えたかもしれない', CHANGED, 'unsure'],
  ['変えないといけないですか?', CHANGED, undefined],
  ['コードは来ました', CODE, 'yes'],
  ['届いていません', CODE, 'no'],
  ['一度も来なかった', CODE, 'no'],
  ['教えてしまいました', GAVE, undefined],
  ['教えてしまった…', GAVE, 'yes'],
  ['誰にも教えてないです', GAVE, 'no'],
  ['押してしまった', LINK, 'yes'],
  ['リンクは押していません', LINK, 'no'],
  ['スクショ撮りました', SHOTS, 'yes'],
  ['撮ってない', SHOTS, 'no'],
  ['今朝行ってきた', POLICE, 'yes'],
  ['まだ相談していません', POLICE, 'no'],
  ['カード会社には電話した', BANK, 'yes'],
  ['まだ止まらない', FLOOD, 'yes'],
  ['もう止まりました', FLOOD, 'no'],
  // Not an answer: the words are another matter, or a question.
  ['変えた', ORDER, undefined],
  ['パスワードって何ですか?', ORDER, undefined],
  ['怖いです', ORDER, undefined],
  ['', ORDER, undefined],
  ['。。。', ORDER, undefined],
  // A clear word, then a story.
  [
    'はい、昨日の夜中に全部変えました。でもメールの設定はまだ見ていなくて、ほかにも知らない端末があるような気がします',
    CHANGED,
    'yes',
  ],
  [
    '知らないうちに住所が増えていて、注文もされていて、もう何が何だかわからなくて、とにかく怖いので助けてほしいです。どうすればいいでしょう',
    ORDER,
    undefined,
  ],
  ['はい、いや、いいえ', ORDER, 'unsure'],
]

const EN: Case[] = [
  ['yes', ORDER, 'yes'],
  ['Yes.', ORDER, 'yes'],
  ['YEP', ORDER, 'yes'],
  ['yeah unfortunately', ORDER, 'yes'],
  ['yup!', ORDER, 'yes'],
  ['y', ORDER, 'yes'],
  ['sure did', ORDER, 'yes'],
  ['i think so', ORDER, 'yes'],
  ['Probably yes', ORDER, 'yes'],
  ['sadly yes', ORDER, 'yes'],
  ['there are', ORDER, 'yes'],
  ['no doubt', ORDER, 'yes'],
  ['a few', ORDER, 'yes'],
  ['looks like it', ORDER, 'yes'],
  ['👍', ORDER, 'yes'],
  ['no', ORDER, 'no'],
  ['No!', ORDER, 'no'],
  ['nope', ORDER, 'no'],
  ['nah', ORDER, 'no'],
  ['not yet', ORDER, 'no'],
  ['not really', ORDER, 'no'],
  ["I don't think so", ORDER, 'no'],
  ['I don’t think so', ORDER, 'no'],
  ['none that I can see', ORDER, 'no'],
  ['not that I know of', ORDER, 'no'],
  ['as far as I know, no', ORDER, 'no'],
  ['luckily not', ORDER, 'no'],
  ["there isn't", ORDER, 'no'],
  ['doubt it', ORDER, 'no'],
  ['idk', ORDER, 'unsure'],
  ['IDK tbh', ORDER, 'unsure'],
  ['no idea', ORDER, 'unsure'],
  ['no clue', ORDER, 'unsure'],
  ['not sure', ORDER, 'unsure'],
  ['not sure if no', ORDER, 'unsure'],
  ['not sure, maybe yes', ORDER, 'unsure'],
  ["I'm not sure", ORDER, 'unsure'],
  ['maybe', ORDER, 'unsure'],
  ['yes but no', ORDER, 'unsure'],
  ['yes and no', ORDER, 'unsure'],
  ['no wait, yes', ORDER, 'unsure'],
  ["can't remember", ORDER, 'unsure'],
  ["i haven't checked", ORDER, 'unsure'],
  ["I can't say no", ORDER, 'unsure'],
  ['who knows', ORDER, 'unsure'],
  ['hard to say', ORDER, 'unsure'],
  ['🤷', ORDER, 'unsure'],
  ['later', ORDER, 'later'],
  ['maybe later', ORDER, 'later'],
  ['not now', ORDER, 'later'],
  ['hold on', ORDER, 'later'],
  ["can't right now", ORDER, 'later'],
  ["I'll check tomorrow", ORDER, 'later'],
  ['I can still log in', IN, 'yes'],
  ['no problem logging in', IN, 'yes'],
  ['still works', IN, 'yes'],
  ["can't get in anymore", IN, 'no'],
  ["no, I can't get in", IN, 'no'],
  ['no longer able to sign in', IN, 'no'],
  ['no longer able to sign in', OUT, 'yes'],
  ['I am locked out', OUT, 'yes'],
  ['I can still get in', OUT, 'no'],
  ['no, I can still get in', OUT, 'no'],
  ['no, I can still get in', IN, 'unsure'],
  ['changed it last night around 2am', CHANGED, 'yes'],
  ["I haven't changed it", CHANGED, 'no'],
  ['yes, just now', CHANGED, 'yes'],
  ['should I change it?', CHANGED, undefined],
  ['I reset it this morning', CHANGED, 'yes'],
  ['it never came', CODE, 'no'],
  ['got one at 3am', CODE, 'yes'],
  ['I gave it to him', GAVE, 'yes'],
  ['I never gave it to anyone', GAVE, 'no'],
  ["didn't click anything", LINK, 'no'],
  ['I clicked it', LINK, 'yes'],
  ['took screenshots of everything', SHOTS, 'yes'],
  ['no screenshots sorry', SHOTS, 'no'],
  ["haven't called them", BANK, 'no'],
  ['already called them', BANK, 'yes'],
  ['if I called them, would it help', BANK, undefined],
  ['they keep coming', FLOOD, 'yes'],
  ['Yesterday I saw something odd', ORDER, undefined],
  ['nobody helps me', ORDER, undefined],
  ['notes are saved', ORDER, undefined],
  ['Nova is my cat', ORDER, undefined],
  ['yes?', ORDER, undefined],
]

describe('a typed reply in Japanese', () => {
  test.each(JA)('“%s” to %s is %s', (reply, fact, value) => expect(answer(reply, fact)).toBe(value))
})
describe('a typed reply in English', () => {
  test.each(EN)('“%s” to %s is %s', (reply, fact, value) => expect(answer(reply, fact)).toBe(value))
})

test('there are enough of them', () => expect(JA.length + EN.length).toBeGreaterThanOrEqual(150))

describe('a question back', () => {
  test.each([
    ['なんで聞くんですか?', 'why'],
    ['なぜですか', 'why'],
    ['why do you ask?', 'why'],
    ['Why?', 'why'],
    ['どうやって確認するの?', 'how'],
    ['how do I check that?', 'how'],
    ['電話番号は?', 'who'],
    ['どこに電話すればいいですか', 'who'],
    ['how do I call them?', 'who'],
    ["what's the number?", 'who'],
    ['二段階認証とは?', 'what'],
    ['フィッシングって何', 'what'],
    ['what is 2FA?', 'what'],
    ["What's a session?", 'what'],
    ['はい', undefined],
    ['nope', undefined],
  ])('“%s” asks %s', (text, kind) => expect(asks(text)).toBe(kind))

  test.each([
    '電話番号はまだ自分のままです',
    '連絡先を全部消されました',
    'やり方は友達から聞きました',
    'my phone number is still mine',
    'they changed the phone number',
    'the contact details were replaced by theirs',
  ])('“%s” tells something and asks nothing', text => expect(asks(text)).toBeUndefined())
})

test('hostile length costs nothing', () => {
  const long = 'ないことはない'.repeat(20_000)
  const began = performance.now()
  answer(long, IN)
  answer(`yes ${'no '.repeat(50_000)}`, IN)
  asks(long)
  expect(performance.now() - began).toBeLessThan(200)
})
