import type { Planted } from './planted.ts'

/**
 * Sets in wordings unlike the sets before, written by somebody who knew the detectors, each measured once before anything was
 * mended for it. First sight, twice each: the third set 270 of 314 found (86.0 %), 3 of 600 look-alikes taken for a secret
 * (0.5 %); the fourth, written after the mending for the third, 254 of 288 (88.2 %) and 2 of 518 (0.4 %). Mended since.
 */
export const of = (type: string, lines: string): Planted[] =>
  lines
    .trim()
    .split('\n')
    .map(line => ({ type, template: line.trim().replaceAll('\\n', '\n') }))

export const calm = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map(line => line.trim().replaceAll('\\n', '\n'))

export const THIRD: Planted[] = [
  ...of(
    'password',
    `えっと、パスはね、{pw} なの
    ログイン情報置いときます\\nID kumako\\nPASS {pwStrong}
    pw:{pw}
    ｐｗ：{pw}
    今のパスワード忘れないように書くと {pwStrong} です
    合言葉は{pwKana}にしてた
    家のWi-Fiのキー {pwStrong} も言っちゃった
    Wi-Fiパスワード\\n{pwStrong}
    パスワ {pw} で入れるか見てほしい
    息子のパスワードもたしか {pw}
    ログインのやつは {pwStrong} です(パスワード)
    パスワードって{pw}みたいなのでもだめですか。実際それです
    母のアカウント mail: haha@example.jp / pass: {pw}
    共通で使ってたパスワードが {pwStrong} 、バレてると思う
    パスワード変えた。{pwStrong} にした
    新パス→{pwStrong}
    新しいパスワードを決めました、{pwStrong}
    仮パスワード {pwStrong} がメールで来た
    初期パスワードの{pwStrong}のまま使ってた
    インスタのパスは「{pw}」、Xのパスは「{pwStrong}」
    so my pw is like {pw} everywhere
    login: yuki92 / {pwStrong}
    user yuki92 pass {pwStrong}
    wifi password {pwStrong}
    the pass phrase: {pwStrong}
    I typed {pwStrong} as the password on that page
    password (same for all): {pw}
    for steam it's {pwStrong}, that's the password btw
    pwd={pwStrong}
    my gmail pass {pwStrong} got leaked i think
    temp password they gave me: {pwStrong}
    old one {pw}, new one {pwStrong} (passwords)
    her password's {pwStrong} and she can't get in
    he made me change my password to {pwStrong}
    creds: taro@example.com:{pwStrong}
    I always use {pw} for passwords
    password hint no, password itself {pwStrong}`,
  ),
  ...of(
    'pin',
    `暗証番号は…{pin}です
    暗証番号、{pin} って言わされた
    カードの暗証を聞かれて {pin} と答えた
    キャッシュカード渡して、番号も {pin} って教えた
    暗証番号は{pinWide}でした
    スマホのPIN {pin} 見られたかも
    スマホのロック番号 {pin} も伝えてます
    4けたの暗証番号({pin})
    told them my atm pin, {pin}
    PIN={pin}
    the pin for the card is {pin}
    my phone unlock pin is {pin} and they have the phone
    they asked the four digit pin and i said {pin}`,
  ),
  ...of(
    'one-time-code',
    `SMSの6ケタ {otp} 送りました
    6けたの番号を聞かれて {otp} って
    届いた認証番号 ６けた → {otpWide}
    {otp} ←この認証コード送っちゃだめだった?
    LINEの認証番号きた {otp}
    「認証番号:{otp}」このSMSをそのまま転送しました
    ワンタイム {otp} を電話で読み上げました
    コード来た、{otp}
    Googleの確認コード G-{otp} を教えた
    本人確認の番号は{otp}だったと思う
    二段階の{otp}も入れた
    アプリに出た6桁 {otp} を入力
    <#> Your Instagram code is {otp}
    {otp} is your OTP for the transfer
    Use verification code {otp} for Uber auth
    verification: {otp}
    gave him the 2fa, it was {otp}
    "code?" he said, i typed {otp}
    my authenticator showed {otp} and i read it out
    steam guard {otp} sent to the trade guy
    sms said code {otpSpaced}
    whatsapp code\\n{otpDashed}
    the six digits were {otp}
    he wanted the number from the text, {otp}`,
  ),
  ...of(
    'recovery-code',
    `バックアップコード全部見せちゃった\\n{backup}\\n{backup}\\n{backup}
    リカバリーコード {recovery10} を送信
    復旧コードは{recovery10}です
    Discordのバックアップコード\\n{backup}\\n{backup}
    Googleのバックアップ コード {backup8} を使われた
    my backup codes: {backup8}, {backup8}
    recovery code = {recovery10}
    discord backup code {backup} shown on stream
    emergency code {recovery10}
    here are the backup codes\\n1. {backup8}\\n2. {backup8}`,
  ),
  ...of(
    'card-number',
    `カード {cardSpaced}\\n期限 11/28\\n名前 自分
    クレカのやつ、{cardDashed} です
    デビットの番号 {card} が登録されてた
    番号:{cardWide}
    表の16桁 {cardSpaced} を打った
    cc {card}
    visa ending... whole number is {cardSpaced}
    typed my debit number {card} in
    {cardLines}
    mc {cardDotted} exp 02/29
    {cardWideDashed}、止めてください
    読み上げた番号は{cardKanji}です`,
  ),
  ...of(
    'card-security-code',
    `CVC {cvc} も入力済み
    セキュリティコードの{cvc}まで教えた
    裏の番号({cvc})も
    security code on the back, {cvc}
    cvv:{cvc}
    裏面の3桁は {cvc}`,
  ),
  ...of(
    'seed-phrase',
    `フレーズこれです\\n{seed12}
    メタマスクの12単語\\n{seed12}
    {seed24} って紙に書いてたのを撮られた
    my 12 words: {seed12}
    i pasted {seed12} into the site
    復元フレーズ {seedJa}
    {seedNumbered}`,
  ),
  ...of(
    'private-key',
    `PK: {hex64}
    ウォレットの秘密鍵 {wif} を入れた
    private key is 0x{hex64}
    {pem}
    export key gave {xprv}`,
  ),
  ...of(
    'token',
    `Cookie: session={session}
    開発者ツールで token {discord} をコピーさせられた
    BotFatherのトークン {telegram}
    ログインクッキー sessionid={session} を渡しました
    .ROBLOSECURITY={jwt}
    Authorization: Bearer {jwt}
    they told me to paste localStorage token "{discord}"
    my api key {openai} is in the repo
    auth_token={session}
    sid={session}; path=/
    {slack} leaked
    {github}`,
  ),
  ...of(
    'my-number',
    `マイナンバーカード見せた。番号は{mySpaced}
    個人番号 {myWide}
    12桁の番号{my}(マイナンバー)
    まいなんばー {my} を送りました
    my number card, {mySpaced}`,
  ),
  ...of('national-id', `SSN: {ssn}\nmy social is {ssn}\nI sent my NRIC {nric} photo\nhe has my ssn {ssn} now`),
  ...of(
    'private',
    `振込先は{ibanSpaced}だった
    iban {iban}
    wire went to {ibanSpaced}
    三井住友 普通 {account} に振り込んだ
    振り込んだ口座は 普通預金 {account} です
    ゆうちょ口座番号 {account}
    acct no {account}
    届け先が{addressJa}になってる
    住所は{addressJa}で、行ったことない
    犯人の家? {addressJa} って書いてある
    shipped to {addressEn}, never been there
    address on the order: {addressEn}
    友達の番号は{mobile}です
    妹の携帯 {mobileTight} にもSMSが
    夫の電話 {mobileWide}
    {mobileWorld} から電話
    her number is {phoneUs}
    call me at {mobileWorld}
    メアド {mail}
    連絡先は{mail}
    my mail is {mail}
    登録メールが {mail} に変えられた`,
  ),
]

export const THIRD_CALM: string[] = calm(`
パスはまだ変えてない
pwは変えたよ
pw変えました
暗証番号は…言ってません
暗証番号は変えたほうがいいですか
合言葉って何ですか
合言葉を決めておきたい
Wi-Fiは切りました
Wi-Fiのパスワードも変えるべき?
パスワードは覚えてない
パスワードはたぶん同じやつ
パスワードは{small}文字以上って言われた
パスワードは半角英数
パスワードを{year}年ごろから使い回し
パスワードリセットのメールが{count}通も
パスワードマネージャーを入れたい
仮パスワードが届かない
初期パスワードのままでした
新パスに変えたのにまた入られた
ログイン履歴に{ymd} {timeSec}がある
ログインできたのは{time}まで
IDはわかるけどパスがわからない
IDは yuki92 です
ユーザー名 kumako
認証コードがこない
コードが{count}回も来る
認証番号は教えてないです
SMSが{count}通きた
6けたの番号は誰にも言ってない
6桁の数字が届いたけど無視した
{count}回ワンタイムが来た
コードは{time}に届いた
コードを送れと言われた
G-から始まるコードが来た
二段階はオンにしてた
二段階認証は{small}年前に設定
PINは誕生日じゃないです
PINを{small}回間違えた
裏の3桁は言ってない
セキュリティコードって裏の数字ですか
カードの番号は言っていない
カードは{small}月で期限切れ
カードの下4けたが{last4}
下四桁{last4}
末尾が{last4}と{last4}の2枚
カード会社の番号は{tel}
カードの請求が{yen}円
今月の請求{yenPlain}
{yenPlain}円抜かれた
{yenBig}円の送金予約
ポイント{count}消えた
残り{count}ポイント
フレーズは入れてない
シードフレーズって何
秘密鍵は紙に書いてある
トークンって何ですか
トークンは見せてない
cookieを消しました
クッキー消したら入れた
セッションが切れました
セッションを{small}個ログアウトさせた
マイナンバーは教えてない
マイナンバーカードの写真は送ってない
免許証の写真を送りました
口座番号は教えました
口座は止めてもらった
口座から{yen}円
振込先は知らない会社
銀行には{md}に電話済み
住所は大阪です
住所は東京都としか書いてない
届け先は知らない名前
届け先が横浜市になってる
電話がきた
電話は{time}ごろ
電話は{small}分くらい
メアドが変えられてる
メールは{count}件
メアドは英数字の変なやつ
注文番号{order}
注文番号は {order} と {digital}
受付番号は{refPlain}でした
予約番号{ref}
問い合わせ番号 {refPlain}
荷物の番号{tracking}
追跡番号は{tracking}
伝票 {tracking}
相談番号は{ref}
警察の受理番号{refPlain}
#9110にかけた
188でいいですか
110番しました
0120で始まる番号から
国番号+44の番号
+1から始まる電話
{ymd}にアカウント作った
{jdate}に登録
{year}年{small}月
{md} {time}
{time}〜{time}
フォロワー{count}
サーバー{count}人
メンバーは{count}人です
レベル{count}
{count}勝した
ランク{small}
スキンが{count}個
{count}GBのバックアップ
バックアップは取ってある
バックアップコードは印刷した
バックアップコードは{small}個残ってる
リカバリーコードってどこですか
エラー{err}
エラーコード{err}と出る
エラー番号:{err}
HTTP {err}
iOS{ver}
バージョンは{ver}です
Windows 11の23H2
iPhone15です
Pixel 8a
PS5とSwitch2
型番{ref}
シリアルは{ref}
ISBN{isbn}
URLは https://example.com/a?id={refPlain}
https://example.com/reset?t=1 を押した
discord.gg/abcdef に誘われた
サーバーID {snowflake}
ユーザーID{snowflake}
<@{snowflake}>です
<#{snowflake}> で聞いた
送金先 {wallet}
ウォレット{wallet}に送った
tx {tx}
{tx} が送金の記録
0.35 ETH
{count} USDT
1BTC={yenBig}円
気温{small}度
{small}歳です
{small}年使ってる
母は{small}歳
{small}人家族
{small}階
郵便番号は{zip}
部屋番号は聞いてない
クーポン{ref}
ギフト券の番号は送ってない
ギフトカード{small}枚
{yen}円×{small}枚
フレンドコードを教えた
招待コードは見せてない
会議は{time}から
駅まで{small}分
合計{yen}円です
合計 {yenPlain}
差額{yenPlain}
{usd}ドル
Password123みたいな簡単なやつではない
パスワードはCapsLockだった
password123 is a bad example
pw changed
pw is fine
i changed the pw twice
pass is the same for {small} sites
my pass was weak
wifi is off
wifi password changed on {md}
the pass phrase is on paper
login worked until {time}
login from Osaka {ymd} {timeSec}
user yuki92 messaged me
username is yuki92
user id {snowflake}
they have my username, not my password
creds are in my password manager
creds leaked on {ymd}
I use the same password for {small} sites
password is {small} characters
password needs 12 characters
the password was autogenerated
her password is fine
passwords are saved in chrome
pin is safe
pin unchanged
I never told the pin
atm took {usdPlain} dollars
phone pin has 6 digits
no code came
codes keep coming every {small} minutes
got {count} codes
the code expired at {time}
the code never arrived
code review at {time}
code {err} on screen
error code {err}
status {err}
verification failed {small} times
verification email from {time}
2fa is on
2fa since {year}
authenticator app is gone
authenticator lists {small} accounts
steam guard was on
steam level {count}
six digits, but I said nothing
the number from the text was not shared
backup codes are printed
backup code page is empty
{small} backup codes left
recovery code never used
emergency contact is my sister
card ends with {last4}
card ending in {last4} was added
visa ending {last4}
cc'd my boss
exp is next year
cvv not entered
security code not asked
amount {usd}
total {usdPlain}
charged {usdPlain} usd {small} times
seed phrase never shared
12 words on paper
24 hours ago
words were kind
private key never left the ledger
{wallet} is the scammer's address
hash {tx}
sent {count} usdt to {wallet}
cookie banner
cookies cleared
session ended at {time}
{small} active sessions
token sale is a scam
tokens worth {usdPlain}
api key revoked
my number is blocked
my number of followers is {count}
ssn not given
social media since {year}
nric photo not sent
order {order}
order number {order} is fake
order id {refPlain}
ticket {ref}
ticket number {refPlain}
case {ref} opened
case number {refPlain}
tracking {tracking}
reference {ref}
report no {refPlain}
zip {zip}
version {ver}
build {refPlain}
discord v{ver}
port 8080
1080p at 60fps
rtx 4090
room 1204
flight NH106
bus 42
{count} members
{count} followers
page {small} of {count}
on {md} at {time}
{ymd}
since {year}
born in the 80s
{small} years old
call {small} minutes
called {small} times from a hidden number
a +44 number
area code 415
extension {last4}
sent ${'$'}{usdPlain}
${'$'}{usd} gone
€{usdPlain} gone
£{usdPlain} missing
balance {usd}
points {count}
score {count}
rank {count}
ratio 3:1
50/50
10x returns
3.5 percent
isbn {isbn}
serial {ref}
model {ref}
license plate unknown
address looks foreign
address is in Osaka
shipped to Germany
Baker Street is a movie
mail from Amazon at {time}
mail address changed
my mail is full
contact them by mail
`)

export const FOURTH: Planted[] = [
  ...of(
    'password',
    `パスワード聞かれたので{pw}って答えちゃいました
    パスは生年月日じゃなくて{pwStrong}です
    使ってるパスワード一覧:\\n・{pw}\\n・{pwStrong}
    パスワードを書いた付箋に {pwStrong} とあります
    アカウント:neko_mochi\\nパスワード:{pw}
    メールのパスワードは{pwStrong}、アマゾンも一緒
    これがパスワードです→{pw}
    {pwStrong} ←パスワード
    パスワードねぇ、{pwStrong}だったかな
    旦那のパスワードが{pw}だったんです
    ロブロックスのpass {pw}
    pass{pwStrong}
    パスコードは{pwStrong}
    ヒントなしで言うと、パスは {pw} です
    Appleのパスワードを入れる画面で{pwStrong}と打ちました
    電話の人にパスワードを伝えました。{pwStrong} です
    セキュリティの質問の答え:{pwKana}
    秘密の質問は母の旧姓で答えは「{pwKana}」
    ルーターのパスワード {pwStrong}
    パスワードとかもう{pw}でいいやってなってた
    ok my password rn is {pwStrong}
    username: momo.k  password: {pwStrong}
    discord pw - {pwStrong}
    pass:{pw}
    it's the same password i use for everything ({pwStrong})
    entered my email and then {pwStrong} for the password
    the phishing page got {pwStrong}
    my mom's password is {pw}, she told them
    Password: "{pwStrong}"
    {pwStrong} was my password until today
    passwort {pwStrong}
    i literally told him my password: {pwStrong}
    my passcode is {pwStrong}
    they know my password ({pw})
    passwords i used: {pw}, {pwStrong}
    the answer to my secret question is {pwKana}
    psw {pwStrong}
    new password they set was {pwStrong}
    login {pwStrong} didn't work anymore`,
  ),
  ...of(
    'pin',
    `暗証番号を{pin}から変えたい
    ATMの暗証 {pin} を入力させられた
    暗証番号 (4桁) {pin}
    マイナカードの暗証番号{pin}
    iPhoneのパスコード {pin} を見られた
    SIMのPINは{pin}
    debit pin {pin}
    my pin number was {pin}
    gave my bank pin ({pin}) on the phone
    pin code {pin} for the sim`,
  ),
  ...of(
    'one-time-code',
    `{otp} って届いて、それを読み上げました
    認証の数字 {otp} を送り返した
    さっきの番号 {otp} です
    PayPayの認証コード{otp4}を教えた
    dアカウントのワンタイムキー {otp}
    メールに届いた番号、{otp} を入力しました
    LINE認証番号「{otp}」
    認証コードは {otpSpaced} でした
    インスタからの6桁 {otp} を伝えた
    コード:{otpWide}
    銀行のワンタイムパスワード {otp8}
    SMS: {otp} がVISAの認証番号です
    your code is {otp}, he said to send it back
    passcode {otp} from the bank
    text came: {otp}. I gave it.
    Enter {otp} to confirm your login
    the login code telegram sent is {otp}
    Apple ID Code: {otp}
    i sent the 2fa code ({otp})
    otp {otp}
    confirmation number {otp} to reset my insta
    my verification number? {otp}
    read him {otp} over the phone`,
  ),
  ...of(
    'recovery-code',
    `バックアップコードを送りました→ {backup}、{backup}
    回復用コード {recovery10}
    リカバリーキーは {recovery10} です
    二段階のバックアップコード:\\n{backup8}\\n{backup8}
    backup code was {backup}
    recovery key {recovery10}
    one of my backup codes, {backup8}, got used
    2fa recovery codes\\n{backup}\\n{backup}`,
  ),
  ...of(
    'card-number',
    `カード情報 {card} を盗られた
    VISA {cardSpaced} 5/29
    JCBの {cardDashed}
    番号が {cardWide} のカードを止めたい
    入力したのは {cardTwoLines} です
    mastercard {card}
    card: {cardDashed}, cvv not given
    my amex {amex}
    the number i typed was {cardSpaced}
    {card} <- my card
    debit {cardDotted}
    クレジットカード\\n{cardLines}`,
  ),
  ...of(
    'card-security-code',
    `セキュリティコード{cvc}
    裏の3ケタは{cvc}です
    カードの裏の数字 {cvc}
    cvc {cvc} typed too
    the cvv is {cvc}
    three digits on the back: {cvc}`,
  ),
  ...of(
    'seed-phrase',
    `シークレットリカバリーフレーズ: {seed12}
    12個の単語は {seedCommas} です
    偽サイトに {seed12} を貼った
    ledger words: {seed24}
    my recovery words are {seed12}
    ニーモニック\\n{seedJa}`,
  ),
  ...of('private-key', `秘密鍵 {hex64} を渡しました\nprivkey: {wif}\nphantom private key {hex64}\n{pem} が漏れた`),
  ...of(
    'token',
    `トークン {discord} を貼った
    ボットのトークンが {telegram} で漏れました
    クッキー auth_session={session}
    access_token: {jwt}
    set-cookie: sid={session}
    webhook https://{webhook}
    export OPENAI_API_KEY={openai}
    AWS key {aws}
    token is {discord}`,
  ),
  ...of(
    'my-number',
    `マイナンバー:{my}\nマイナンバーは {myDashed} です\n個人番号カードの番号 {mySpaced}\nmynumber {my}`,
  ),
  ...of('national-id', `SSN {ssn}\nsocial security: {ssn}\nnric: {nric}`),
  ...of(
    'private',
    `IBANは{iban}
    account iban: {ibanSpaced}
    楽天銀行 普通 {account}
    口座 {account} に送金
    相手の口座番号:{account}
    お届け先 {addressJa}
    荷物が{addressJa}に送られた
    実家は{addressJa}
    lives at {addressEn}
    ordered to {addressEn}
    母の電話番号 {mobile}
    {mobileTight} から着信
    電話:{mobileWide}
    友達({mobile})にも連絡がいった
    my brother's number is {mobileWorld}
    text me on {phoneUs}
    {mail} に届いた
    登録してたのは{mail}
    email: {mail}
    recovery mail changed to {mail}`,
  ),
]

export const FOURTH_CALM: string[] = calm(`
パスワード聞かれたけど答えてない
パスワードは生年月日でした
パスワード一覧のメモを失くした
アカウント名:neko_mochi
パスワードは合ってるはず
パスワード画面が出ない
パスワードを{count}回試された通知
パスワードって定期的に変えるの?
パスワードは夫が管理
パスワードは紙に書いた
パスワードは6月に変えた
パスワードはアプリが覚えてる
パスワードなしでログイン
パスワード入力{small}回目
秘密の質問が変えられてた
秘密の質問の答えを忘れた
ルーターを再起動した
ログインできません
ログインは{time}に{small}回
ログイン通知が{ymd}に来た
ログイン画面がhttps://example.com/loginだった
ログイン元はiPhone14とWindows10
ログインに{small}回失敗
ログインボーナス{count}日目
サインイン {ymd} {timeSec} 大阪
暗証番号を{small}回間違えた
暗証番号は{small}年変えてない
暗証番号の変更は窓口で
ATMで{yen}円
ATMの限度額は{yenBig}円
パスコードは6桁です
SIMを{md}に替えた
認証の画面が出た
認証アプリを{year}年に入れた
認証に{small}回失敗した
認証メールが{time}に
認証番号がくるまで{small}分
ワンタイムキーがない
コード決済で{yen}円
コード払い{yenPlain}円
コード:届いてない
バーコード決済{yen}円
6桁って言われました
6桁の認証が{small}回
番号は非通知
番号は0120から始まる
さっきの番号にかけ直していい?
SMSは{time}
リカバリーキーは持ってない
バックアップは{ymd}のもの
カード情報は入れてない
カード情報を入れたのは{ymd}
VISAとJCBの2枚
VISAの{last4}
カードが{small}枚
カード明細に{yen}円
カード明細 {md} AMZN {yenPlain}
AMAZON.CO.JP {yen}
利用 {md} {time} {yen}円
裏の3桁は聞かれた
12個の単語と言われた
単語は{small}個
秘密鍵は渡してない
ボットのトークンは再発行済み
クッキーは拒否した
webhookは消した
APIの上限{count}
マイナンバーは関係ない
マイナンバーカードは{year}年に作った
SSNって何ですか
口座は{small}個ある
口座残高{yen}円
楽天銀行に{yen}円
普通に使えてる
普通 {count} 円
お届け先は変えられてない
お届け日 {md}
荷物は{small}個
実家は北海道
住んでるのは横浜市
電話は{count}秒で切れた
着信{small}件
着信が{time}と{time}
メール{count}通
メールの件名「【重要】お支払い {yen}円」
件名は「ご注文 {order}」
差出人はno-replyでした
本文に{order}とある
受付 {refPlain} で待ち
チケット番号{ref}
ケースID:{refPlain}
整理番号{last4}
{last4}号室
{zip}は自分の郵便番号
相談{ref}
管理番号 {ref}
契約番号{refPlain}
お客様番号 {refPlain}
会員番号 {refPlain} は自分の
請求番号{ref}
領収書{refPlain}
商品番号B0{small}XYZ
ASINはB08N5WRWNW
JAN {isbn}
サイズ27.5cm
{count}mAh
4K 60fps
i7-13700K
RTX4070Ti
Galaxy S23
Windows11Pro
macOS {ver}
Chrome {ver}
v{ver}に更新
IP制限
ポート443
UTC+9
{timeSec}.123
{ymd}T{timeSec}Z
2026/11/24
{year}/{year}
令和{small}年
{small}時間前
{small}分間
{small}%
{small}倍
-{yen}円
+{count}pt
{count}円/月
月額{yenPlain}円
残り{small}日
{small}日以内に払え
{yen}円払えと言われた
BTCで{usdPlain}ドル払えと
ビットコインアドレス{wallet}
TxID {tx}
ガス代{small}ドル
NFTが{small}個
サーバーは{count}人
DiscordID {snowflake}
チャンネル <#{snowflake}>
メッセージID {snowflake}
絵文字 <:neko:{snowflake}>
@neko_mochi88
ユーザー名がneko#{last4}に変わってた
XのID @abc_def99
Steam ID 765611980{refPlain}
フレンド{count}人
トロフィー{count}
ログイン{count}日連続
they asked my password but i refused
my password was autofilled
my password is in lastpass
password manager says {count} logins
password last changed {ymd}
password must have 8-20 characters
password reset at {time} and {time}
wrong password {small} times
login alert {ymd} {timeSec}
login from Windows 10 and iPhone14
login page was https://example.com/signin
login failed {small}x
logged in at {time}
signin from {ymd}
credentials were reset
secret question was changed
pass on this one
passed {small} levels
boarding pass {ref}
pass expires {ymd}
pin the message please
pinned {count} messages
pin was not entered
bank says {usdPlain} pending
atm withdrawal {usd}
code arrived at {time}
code was 6 digits long
codes arrived: {small}
code {small} of {count}
Code of conduct, article {small}
promo code {ref}
gift code worth {usdPlain}
gift card codes not read out
text came at {time}
texts: {count}
enter {small} digits it said
confirmation came {ymd}
confirmation number {ref} from the airline
otp never came
passcode prompt {small} times
apple id locked since {ymd}
2fa app has {small} entries
backup from {ymd}
backup codes regenerated {small} times
recovery mail is old
recovery takes {small} days
recovery agents want {usdPlain}
card opened in {year}
card charged {usd} on {md}
card limit {usdPlain}
3 cards, {last4} and {last4}
debit {usd}
visa fee {usdPlain}
cvv? never
words like urgent
ledger bought in {year}
phantom shows {usd}
private messages {count}
key to my flat
token price 0.0{small}
bot token rotated
access revoked {ymd}
cookie policy
webhook deleted
account opened {ymd}
account number not given
account is {small} years old
lives at home
ordered {small} things
order total {usd}
order {order} ships {ymd}
arriving {md}
number withheld
text me later
email: unknown
email from {time}
email count {count}
subject: Your order {order}
from no-reply
invoice {ref}
invoice no {refPlain}
receipt {refPlain}
member since {year}
membership {refPlain}
customer id {refPlain}
claim {ref}
police report {ref}
badge {last4}
room {last4}
gate B{small}
seat 12A
sku {ref}
asin B08N5WRWNW
{count} x {small}
{ver}
build {ver}
port 443
utc+9
gmt-5
{ymd}T{timeSec}Z
{small}/{small}/{year}
{small}pm
{small} hrs
-{usdPlain}
+{count}
@neko_mochi88
user#{last4}
steam id 765611980{refPlain}
emoji <:neko:{snowflake}>
`)
