import type { Planted } from './planted.ts'

const of = (type: string, lines: string): Planted[] =>
  lines
    .trim()
    .split('\n')
    .map(line => ({ type, template: line.trim().replaceAll('\\n', '\n') }))

/** Secrets written after the first tuning, in other voices. First run: 336 of 348 caught (96.6 %); repaired since. */
export const PLANTED: Planted[] = [
  ...of(
    'card-number',
    `ばあちゃんが電話口で{cardSpaced}って読み上げてしまったみたいです
    クレカ {cardDashed} 2027/08 CVV入れてない
    これが登録されてた他人のカード→{card}
    VISAデビ {cardWideDashed} 止め方わからん
    ok so the card is {cardSpaced}, it's a prepaid
    Card: {card}\\nName: me
    entered {amex} on a page that looked like netflix
    mastercard ({cardDashed}) got hit twice`,
  ),
  ...of(
    'one-time-code',
    `さっき届いた番号が {otp} で、送り返しました
    「認証コード {otp} 」ってスクショも送っちゃった
    インスタから{otp}ってSMSきて友達に教えた
    メルカリの認証番号({otp4})を伝えました
    コード、{otpWide}です。もう言ってしまいました
    楽天から「確認番号 {otp} を入力してください」
    the text said {otp} and I forwarded it to her
    [Coinbase] Your one-time code: {otp}
    Your PayPal security code is: {otp}. Your code expires in 10 minutes.
    it wanted 2FA so I typed {otpSpaced}
    apple id code is {otp}. do not share it
    my friend's account asked for the whatsapp code, {otpDashed}, and I sent it`,
  ),
  ...of(
    'password',
    `パスワードが{pwStrong}なので破られないと思ってた
    古いパスは{pw}、新しいパスは{pwStrong}です
    ID:sakura_77 PW:{pw}
    パスワード → {pw}
    パスワードは {pw} で、他のサイトも一緒です
    合言葉みたいなパスワード({pw})を使ってました
    my old pw was {pw} lol
    username hana, password {pwStrong}
    Password={pw}
    pass = {pwStrong}
    they guessed it because my password was just {pw}
    I gave him my steam password, {pwStrong}`,
  ),
  ...of('pin', `暗証は{pin}だけど変えた方がいい?\nmy card pin is {pin} and he has the card`),
  ...of('card-security-code', `CVVの{cvc}まで入れた\n裏の三桁も {cvc} と教えました\ncvc: {cvc}`),
  ...of(
    'seed-phrase',
    `シード\\n{seed12}\\nを全部入力\nphantomの24個の単語は{seed24}\nhere's the phrase: {seedCommas}\nsecret recovery phrase {seedNumbered}`,
  ),
  ...of('private-key', `秘密鍵→{hex64}\nMy wallet's private key is {hex64}, he has it\n{xprv}を送った`),
  ...of(
    'token',
    `トークン:{discord}\nトークンこれ {jwt}\nbot token leaked {telegram}\nGITHUB_TOKEN={github}\nsession cookie: sid={session}\nkey is {openai}\n{aws} got pushed`,
  ),
  ...of('my-number', `マイナンバー {my} を書いた紙\n個人番号は{myDashed}です\nマイナンバーの{myWide}`),
  ...of('national-id', `gave out SSN {ssn} on the phone\nmy NRIC is {nric}`),
  ...of('recovery-code', `バックアップコード({backup} {backup})を送った\nrecovery codes {backup}, {backup}, {backup}`),
]

/** Look-alikes written at the same time. First run: 800 of 816 quiet (2.0 % false); repaired since. */
export const HARMLESS: string[] = `
おとといの{time}に{yen}円の請求、今朝も{yen}円
注文 {order} だけ見えません
{small}日前から{count}件ずつ届く
パスワードはもう変えてあります
パスワードはメモしてあります
パスワードは英数字{small}桁です
パスワードがわからない
パスワードは娘の誕生日でした
認証コードは来るのに入れない
認証コードが何度も届くのですが{time}からです
確認コードの入力画面で止まる
カードは末尾{last4}、{md}に{yen}円
PINは誰も知らないはず
暗証番号も変えました、{ymd}です
{mobile}からSMSが{count}件
相手のIDは{snowflake}です
{tx}というトランザクションで{small}ETH
再配達の番号 {tracking} は偽物でした
警察の相談番号は{refPlain}でした
チャットの受付番号 {ref}
{year}年に作った口座です
セキュリティコードは聞かれていない
{jdate}から{small}回ログアウト
フォームの番号は{refPlain}です
iPhone15とWindows11で試した
コード決済で{yen}円
コード決済を{small}回使われた
暗号資産を{usd}ドル分
{yenPlain}円を{small}回に分けて送金
{count}人のグループでした
password reset mail at {time}, then {count} more
the password was something I used since {year}
password is fine I think
they never got the password or the code
a code came at {time} but I ignored it
code expired after {small} minutes
passcode lock is on
sent {usdPlain} dollars by zelle
charged \${usd} on {ymd}
the order is {order}
UPS {tracking} is not mine
case {ref} with the bank
IC3 report {ref}
it was {time} on {ymd}
my phone is an iPhone 15 with iOS {ver}
the scammer has {count} followers
sent to {wallet} at {timeSec}
hash {tx}
I have had this card since {year}
error code {err} on steam
my discord id is {snowflake}
`
  .trim()
  .split('\n')
