const lines = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map(line => line.trim().replaceAll('\\n', '\n'))

/** Messages that look as if they held a secret and hold none: nothing in them may be reported as a secret. */
export const TUNED: string[] = lines(`
注文番号は{order}です
注文番号 {order} と {order} に覚えがありません
デジタル注文 {digital} が非表示になってました
ギフト券{yen}円分が買われていました
{yen}円が3回引き落とされています
合計{yenBig}円を振り込みました
¥{yen} のギフトカード
被害額は{yenPlain}円です
{count}通の迷惑メールが来ました
メールが{count}件、夜中の{time}から
その数は{count}件を超えています
{jdate}の{time}ごろです
{ymd} {timeSec} にサインインがありました
{md}に警察に行きました
認証コードは届いていません
認証コードが{small}回届きました
認証コードのメールが{count}件来た
6桁の認証コードを入力しろと言われたけど入れてません
認証コード(6桁)は教えていません
{time}に認証コードのメールが来ました
二段階認証は{year}年から使ってます
コードは誰にも教えてません
コードを入力したら{yen}円引かれてた
エラーコード {err} が出てログインできない
エラー番号{err}です
パスワードは使い回しです
パスワードは変更しました
パスワードは8文字でした
パスワードは{year}年から変えていません
パスワードはGoogleが自動で作ったものに変えた
パスワードは全部同じでした、すみません
パスワードを{small}回間違えてロックされた
パスは変えたけどまたログアウトされる
パスワードはChromeに保存していました
パスワード再設定のメールが{count}通
パスワードは1Passwordで管理しています
アマゾンのパスワードはAmazonだけのものです
暗証番号は4桁です
暗証番号は教えていません
カードの下4桁は{last4}です
末尾{last4}のカードが追加されていた
カードの有効期限は切れていました
知らないカード(末尾 {last4})が登録されてる
セキュリティコードは入力していません
カードは{small}枚止めました
追跡番号 {tracking} の荷物が届いた
お問い合わせ番号{tracking}です
伝票番号:{tracking}
受付番号 {refPlain} をもらいました
警察の受理番号は{ref}です
問い合わせ番号は{refPlain}
予約番号{ref}の確認メール
ケースID {ref} で返事待ち
電話番号は{tel}でした
{mobile}から着信がありました
カスタマーセンターは0120-{last4}-{cvc}と書いてあった
188に電話しました
#9110に相談して{small}分待った
郵便番号{zip}の知らない住所
バージョン{ver}のアプリです
iOS {ver} にしたらログアウトされた
ISBN {isbn} の本を買ったことになってる
フォロワーが{count}人いました
DiscordのID {snowflake} の人から来ました
<@{snowflake}> さんからDMが来た
送金先のアドレスは{wallet}です
トランザクション {tx} で抜かれました
残高は{yen}円、ポイントは{count}ptでした
{usd}ドル送りました
{year}年に作ったアカウントです
QRコードを読み込んでしまいました
クーポンコード {ref} が使われた
支店番号は{cvc}です
銀行コードは0{cvc}でした
{small}月{small}日の{time}〜{time}
シードフレーズは教えていません
シードフレーズを入れろと言われたのでやめました
秘密鍵は誰にも見せてないです
マイナンバーは送ってません
マイナンバーカードの写真を撮れと言われました
バックアップコードは紙に書いてあります
トークンを盗まれたかもしれません
私のAmazonに第三者の住所・氏名・携帯番号とカード番号が追加されていた
二段階認証メールは届いていません。{time}
{small}月から{small}月まで毎月{yen}円
部屋番号{cvc}の人です
1,{cvc}円が{small}件、2,{cvc}円が1件
order number {order}
my order {order} was hidden
Order #{order} total \${usd}
they bought a \${usdPlain} gift card
\${usd} was withdrawn at {time}
I lost {usdPlain} dollars and then {usdPlain} more
{count} emails in one night, the first at {time}
about {count} messages since {ymd}
on {ymd} at {timeSec} someone signed in
the code never arrived
no code was sent to me
I never shared my code with anyone
they asked for the 6 digit code but I hung up
verification code emails came {small} times
I got {count} verification code mails
error code {err} when I log in
error {err}
my zip code is 94103
promo code {ref} was used
country code +81
my password is the same everywhere
my password is weak
my password was changed yesterday
password was reset at {time}
the password is not working anymore
password reset emails, {count} of them
my password is 8 characters long
I changed my password {small} times
password has been the same since {year}
the password is saved in Chrome
I use 1Password for passwords
password: changed. 2FA: on. Card: blocked
pass it on to the police please
my PIN is safe
they did not get my pin
card ending in {last4}
my card ending {last4} was charged \${usd}
last 4 digits {last4}
an unknown Visa ending in {last4} was added
the card expired in {year}
I never typed the CVV
tracking number {tracking}
case number {ref}
ticket #{refPlain} is open
police report {ref}
reference {refPlain}, they will call back
call me on 555-010-{last4}
the number was +1 415 555 {last4}
version {ver} of the app
iOS {ver}
ISBN {isbn}
discord user {snowflake} sent it
wallet {wallet} received it
tx hash {tx}
they have {count} followers now
account made in {year}
since {year} I had {count} followers and {count} posts
I never gave anyone my seed phrase
they wanted my seed phrase, all 12 words, and I said no
my private key never left the ledger
can you about above and then all of this just to make it right
I did not send my SSN
they asked for my social security number
the session token was stolen I think
cookies were stolen by the file I ran
backup codes are printed and safe
I have 10 backup codes left
build {err} windows 11
the room was 1204 and the flight NH{last4}
`)

/** Written before any tuning. First run: 606 of 608 quiet (0.3 % false); now it guards against going back. */
export const HELD_OUT: string[] = lines(`
{order} という注文を取り消したいです
さっき{yen}円と{yen}円の通知が来た
{count}通目でやっと止まりました、{time}です
パスワードは単純なものでした
パスワードはたぶん漏れてます、{year}年のやつで
認証番号を聞かれましたが答えていません
認証アプリを入れたのは{year}年です
コードが{small}回来たけど無視
カードの利用額が{yenBig}円になってる
利用日 {ymd} 金額 {yenPlain}円
末尾が{last4}と{last4}の二枚
荷物の追跡 {tracking} が動かない
受付は{refPlain}番です
{mobile} という番号でした
ログイン履歴に{ymd} {time} 東京とあります
{small}時間前から{count}件
暗証番号を変えたいです
PINは変えました
支払いは{small}回払い、{yen}円
ユーザーID {snowflake}
アプリの版は{ver}
order {order} shows \${usd}
{count} mails between {time} and {time}
my password was something simple
password was leaked in {year}
the codes stopped at {time}
he wanted the code, I said no
they charged \${usdPlain} {small} times
card ending in {last4} and another ending {last4}
parcel {tracking} is not mine
the support case is {ref}
he called from 020 7946 {last4}
signed in {ymd} from Ohio
my PIN was not shared
txid {tx}
it says error {err} again
we had {count} members and {small} mods
my pass expired in {year}
`)
