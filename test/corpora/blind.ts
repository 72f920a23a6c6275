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

/** A third set of voices. First run: 185 of 200 caught (92.5 %), 391 of 400 look-alikes quiet (2.3 % false); repaired since. */
export const PLANTED_LATER: Planted[] = [
  ...of(
    'card-number',
    `姉のクレジットカード {cardSpaced} を妹が使ったわけじゃなくて
    決済画面に {card} と入れたら英語の画面になった
    {cardDashed} ← 父のです。昨夜3回
    The number on it is {cardSpaced} and it's from my bank
    i pasted {cardDotted} into their telegram`,
  ),
  ...of(
    'one-time-code',
    `電話の女性に{otp}を伝えたら切れました
    三井住友から届いた6桁 {otp} を入れたんです
    コードきた {otp} これ何
    ディスコの二段階の数字{otp}を貼っちゃった
    {otp} is your verification code for Uber
    so he asks for the number, i go "{otp}", he says thanks
    They texted me {otp} and I entered it
    Google verification code: {otpG}
    use code {otp} to log in to Telegram`,
  ),
  ...of(
    'password',
    `パスワードを「{pw}」にしてたのが悪かった
    パス {pw} が漏れたみたい
    自分のパスワード、{pwStrong} なんですけど
    全部{pw}というパスで統一してました
    my password was "{pwDashed}"
    login info: hana / password {pw}
    the new password I set is {pwStrong}
    PW: {pwStrong}\\nID: hana
    it's the same pw ({pw}) on steam and discord`,
  ),
  ...of(
    'pin',
    `暗証番号({pin})を紙に書いて渡した
    she asked for my pin and i said {pin}`,
  ),
  ...of(
    'card-security-code',
    `裏面の数字は{cvc}でした
    CVV/CVC: {cvc}`,
  ),
  ...of(
    'seed-phrase',
    `ウォレットのフレーズ {seed12} を送信してしまった
    words: {seedCommas}`,
  ),
  ...of(
    'private-key',
    `private key was {hex64} I think
    {pem}`,
  ),
  ...of(
    'token',
    `ログインのトークン {discord}
    OPENAI {openai}
    cookie auth_token={session} stolen
    {jwt} is what the console printed`,
  ),
  ...of(
    'my-number',
    `マイナンバーカードの番号は{mySpaced}
    番号{myDashed}をFAXした`,
  ),
  ...of('national-id', `SSN={ssn}`),
  ...of(
    'recovery-code',
    `バックアップコードを渡しました {backup} です
    my backup code is {backup}`,
  ),
]

/** Look-alikes of the third set. */
export const HARMLESS_LATER: string[] = `
{yen}円の注文が{small}件、番号は{order}
{time}に{count}通、{time}に{count}通
{ymd}に作ったパスワードです
パスワードは破られました
パスワードは再設定できました
パスワードが違いますと{small}回出た
パスは変えました、{md}です
認証コードが来たのは{time}と{time}
認証コードなしで入られました
コードは{small}桁でした
PINコードは聞かれてません
カード会社は{tel}でした
利用停止は{jdate}の{time}です
請求書番号{refPlain}
問い合わせ {ref} の返事がない
{usd}ドルのUSDT
IDは{snowflake}、名前はyuki
{count}円分のポイント
お届け日 {ymd}
ログイン {ymd} {timeSec} 大阪
残高{yen}円、{small}月{small}日
二段階認証を{year}年に入れた
ワンタイムパスワードは使ってません
シリアル番号 {ref}
会員番号は{refPlain}です
カード払い{yen}円×{small}
password was changed on {ymd}
password changed at {time}, email at {time}
codes at {time} and {time}
the code is never the same
my pin and password are different
they sent {count} codes
paid {usd} on {ymd}
I have order {order} from {year}
ref {ref}, badge {last4}
flight at {time} on {ymd}
they asked for a pin, a code and a password
\${usdPlain} twice, then \${usd}
call back on {tel}
my 2 cards end in {last4} and {last4}
`
  .trim()
  .split('\n')
