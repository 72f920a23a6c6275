import type { Planted } from './planted.ts'
import { calm, of } from './unseen.ts'

/**
 * Written after the mending for the seventh set and measured once: first sight 346 of 370 gone (93.5 %), 344 also named by their
 * type (93.0 %), 16 of 800 look-alikes taken for a secret (2.0 %: two wordings). Mended since.
 */
export const EIGHTH: Planted[] = [
  ...of(
    'card-number',
    `祖母が代引きの電話で{cardSpaced}と読み上げたらしく、止め方を知りたいです
    うちのJCBです→{cardDashed}、明日が引き落とし日
    フォームに残った入力履歴:{card}、03/28、氏名
    【お支払い情報】クレジットカード {cardDotted}
    {cardWideSpaced}このカードがアプリに入ってました
    チャットで送った番号はたぶん{cardThen}です
    {amexDashed} アメックスのほう
    Order form autofilled {card} before I noticed
    grandma's card: {cardSpaced}, already told the bank
    front says {cardDotted} and a hologram
    Payment method: {cardDashed} (default)
    sent him a pic of {cardUnder} lol what was I thinking
    number... {cardThenEn}, yeah
    {amexPlain} amex corporate`,
  ),
  ...of(
    'card-security-code',
    `裏側に印字の{cvc}も聞かれたので答えました
    最後の三桁 {cvc} を送りました
    セキュリティコード、{cvc}って打ち込みました
    the security digits, {cvc}, went with it
    back of the card says {cvc}
    CVC/CVV {cvc}`,
  ),
  ...of(
    'one-time-code',
    `警察を名乗る人が「いま届いた番号を」と言うので{otp}と答えました
    画面の指示どおり、SMSの{otpSpaced}を入れてしまった後です
    友達(乗っ取られてた)に4ケタの{otp4}を送信しました、LINEの認証です
    【ゆうちょ認証】確認番号は{otp}
    ＜ワンタイムコード＞{otp}
    楽天証券から{otp}の通知が何度も
    メール本文:「認証コード {otp} を入力してください」
    認証アプリ見せてと言われ {otp} を読み上げ
    うちの子、{otp}って数字を通話で教えてしまったようで
    {otpKanji}って伝えました、SMSのやつです
    コード{otp}
    検証コードは{otpWide}だそうです
    暗証じゃないです、届いた方の{otp}です
    電話口で {otpSpread} と言いました
    Telegramの運営っぽい人に{otp5}を教えました
    本人確認の6桁が{otp}だったので入力
    「{otp}」このコードは何ですか?勝手に届きます
    ペイペイの4桁認証 {otp4} を伝えてしまいました
    Your OTP is {otp}. Valid for 3 minutes.
    {otp} is your Amazon OTP. Do not share it with anyone.
    Never share this code: {otp}. Only use it on revolut.com
    my bank sent me {otp} and the caller typed it in
    code i got was {otp}, i read it to "fraud dept"
    Your verification number: {otpDashed}
    so I give him {otp} like an idiot
    the text message had {otp} in it and I forwarded it
    six digits came, {otp}, he wanted them fast
    Google verification code G-{otp}
    she said type {otp} so i typed what came
    signal pin code thing {otp}
    confirm with {otp} it said, and I confirmed
    {otpWords} were the digits
    Discord 2FA was {otpSpaced}
    roblox sent {otp} to my email, told my "friend"
    login approval code {otp8}
    code from my sms was {otp4}`,
  ),
  ...of(
    'recovery-code',
    `バックアップコードの1個目 {backup8} だけ使われました
    復旧キーを貼りました {recoveryLong}
    引き継ぎコード({recovery10})をゲーム仲間に渡した
    リカバリーコードは{backup}です、まだ使えますか
    gave away my recovery code, {recovery10}
    the backup codes start {backup8}
    apple recovery key {recoveryLong} in my notes app got stolen`,
  ),
  ...of(
    'password',
    `元のパスワードは{pwDate}で、バレてからは{pwRandom}です
    パスワードに自分の名前+{pwShort}はやっぱりまずかったですか
    フィッシングの画面で{pwRandom}と入れてしまった、本物のパスワードです
    今ログインできるのは {pwStrong} だけ(パスワード)
    パスは{pwCaps}です
    {pwDate} って打ったらログインできた。これが元パスワード
    ID:sato PASS:{pwShort}
    アカウント共有してて、パスワード{pwRandom}を知ってる人が3人います
    パスワードを書いた付箋に{pwSymbols}って
    妹にパスワード教えたんです、{pw}って
    同じパスワード({pwStrong})を10個のサイトで
    会員ページのパスワードが初期の{pwCaps}のまま
    パスワード変えたいけど今の{pwDate}が通らない
    パスワードの変更履歴:{pw}→{pwStrong}
    マスターパスワードは{pwPhrase}
    パスは忘れたと言ったら「{pwShort}だよ」と教えてくれた
    秘密の答えは{pwKana}に設定
    LINEのパスワードは{pwRandom}、メールも同じ
    PWは{pwSymbols}。誰にも言ってない
    Wi-Fiの紙に KEY: {pwRandom}
    my old password ({pwDate}) is all over the dark web apparently
    i gave them {pwRandom}, my actual password
    pw for that account is {pwCaps}
    I set {pwStrong} as the new password yesterday
    it was {pwDate}. the password I mean.
    user sato / pw {pwShort}
    sato@example.com, password {pwRandom}
    he texted me "{pwStrong}" which IS my password
    logging in with {pwSymbols} still works, should I change it
    reset the password to {pwRandom} just now
    password since 2015: {pw}
    my steam pass ({pwDate}) same as discord
    they locked me out after I typed {pwStrong} into their login box
    password was, embarrassingly, {pwWord}
    the wifi password {pwRandom} is on the fridge
    I wrote "{pwRandom}" in the password field of the fake site
    master password: {pwPhrase}
    here you go, password {pwShort}
    my son's roblox: sonic55 / {pwDate}
    password={pwRandom}&user=sato`,
  ),
  ...of(
    'pin',
    `暗証番号は息子の誕生日{pin}です
    カードと一緒に暗証番号のメモ({otp4})も渡しました
    ATMで{otp4}を押すよう言われて、それが本当の暗証番号
    パスコード{otp}を知られた状態でスマホを盗まれた
    the man saw my pin ({otp4}) over my shoulder
    pin was {pin} and they emptied it
    entered my PIN {otp4} on the reader they brought
    phone stolen, passcode {otp}`,
  ),
  ...of(
    'seed-phrase',
    `MetaMaskのポップアップに{seed12}を入れました
    これが復元フレーズ\\n{seedMarked}
    {seedRows}\\nを全部送りました
    写真に写ってた単語 {seedCommas}
    they have my seed, {seed12}
    typed {seed24} in "wallet sync"
    phrase {seedUpper}
    {seedBrackets}`,
  ),
  ...of(
    'private-key',
    `秘密鍵={hex64}
    コールドウォレットの秘密鍵は{wif}です
    exported key is {hex64}
    {pem}
    here's what I pasted, my private key: 0x{hex64}`,
  ),
  ...of(
    'token',
    `コンソールに貼ったらトークン{discord}が出てきました
    ボット用 {telegram}
    クッキーエディタから session={session} をコピーして渡した
    APIキーは{openai}でした
    ログインのJWT {jwt}
    discord token grabbed: {discord}
    my bot token {telegram} got pushed to github
    {github} leaked
    session id {session}
    webhook: https://{webhook}
    pasted my cookie {session}`,
  ),
  ...of(
    'my-number',
    `マイナンバー{my}を保険の勧誘に教えた
    個人番号は {mySpaced} です
    カード裏の番号{myDashed}(マイナンバー)を撮られた
    MyNumber: {mySpaced}`,
  ),
  ...of(
    'national-id',
    `my social security: {ssn}
    SSN is {ssnPlain} and they have it
    national insurance {ninoSpaced}
    nric {nric} on the form
    aadhaar no {aadhaar}
    my cpf {cpf} was on it
    dni: {dni}
    TFN: {tfn}
    外国人ですが住民登録番号{rrn}を送りました
    身份证号是{cnid}`,
  ),
  ...of(
    'private',
    `振込先:GMOあおぞらネット銀行 法人営業部 普通 {account}
    お金を送ったのはこの口座 {account} です(普通)
    ゆうちょ記号{yuchoSymbol}番号{yuchoNumber}へ
    私の給料の口座番号{account}も知られています
    paid into sort code {sort} acc {ukAccount}
    IBAN {ibanSpaced} is where it went
    {ibanGb} is the mule account
    account number {usAccount}, routing number {aba}
    こちらの番号です {mobile}
    連絡先は{mobileTight}
    固定電話は{telOsaka}
    実家 {tel}
    whatsapp me {ukMobileWorld}
    my number's {usPhoneDashed}
    call {phoneUs}
    mum's landline {ukLandline}
    {mail} が乗っ取られたアドレス
    新しく作った{mail}にください
    email is {mailPlus}
    it is {mailAt}
    {addressJaFull}に荷物が
    住所({addressJaBuilding})が登録されてた
    自宅は{addressJaSapporo}です
    〒{zip}\\n{addressJaFull}
    my address {addressUsFull} is in the leak
    I'm living at {addressUkFull}
    it got sent to {addressEn}
    パスポート({passport})の写し
    免許の番号{licence}
    {birthJa}生まれです
    passport number: {passport}
    dob is {birthUs}
    名義:{nameJa}
    {nameJa}さんの口座でした
    account holder: {nameEn}
    under the name {nameEn}`,
  ),
]

export const EIGHTH_CALM: string[] = [
  ...calm(`パスワードは紙に書いて保管中で、{md}に変えました
    パスワードを変えた直後({time})に通知が来た
    パスワードの再設定、{small}回目でやっと成功
    パスワードって{year}年の流出に入ってますか
    パスワードは変えたので犯人の ninja{last4} は入れないはず
    ninja{last4} という人に「パスワード変えた方がいい」と言われた
    パスワードは教えず、ユーザー名 mio{small} だけ伝えました
    パスワードアプリは Bitwarden で、端末は {model}
    パスワードを聞かれたので電話を切った。{time}
    パスワード変更の後、{order} の注文が消えた
    暗証番号は変更済み、カードは{last4}で終わるほう
    認証コードは{count}通とも無視
    認証番号の入力はしてません
    SMSは{small}分おきに来る
    コード番号 {ref} のエラー
    {err} というエラーで進めない
    お問い合わせ {refPlain} で返信待ち
    受付ID:{ref}
    申請番号は{refPlain}
    会員ID {refPlain}
    予約 {pnr}、便 {flight}
    追跡 {trackingEn}
    ヤマト {tracking}
    {yen}円と{yen}円と{yen}円
    合わせて{yenBig}円
    {small}万円を{small}回、{md}に
    {jdate}の{time}から{time}
    {count}通のうち{small}通
    {count}人に送信
    {model}、iOS {ver}
    〒{zip}が表示
    末尾 {last4} のカード
    {wallet} に入金
    {tx} を確認
    commit {sha}
    uuid {uuid}
    {snowflake} のメッセージ
    https://www.example.jp/items/{refPlain}?ref={small}
    トークンは無効化済み
    シードは入れてない
    マイナンバーは渡してない
    口座は{time}に凍結
    電話番号は変えてない
    住所は正しいまま
    {small}歳です
    @mio{last4}
    mio{last4}さんから連絡
    添付 {refPlain}.xlsx
    {small}階の{small}番
    レベル{count}`),
  ...calm(`password was changed from an iphone {small} at {time}
    changed my password, then logged out {small} devices
    my password isn't the one they used
    the password reset came at {time}, I ignored it
    someone called raven{last4} changed the password
    raven{last4} keeps asking for my password
    my username is raven{last4}, I won't post the password
    password manager shows {small} reused
    pin changed at the branch on {md}
    the codes, {small} of them, were ignored
    code expired at {time}
    never read the code to him
    error {err} after the code
    ref {refPlain} from support
    case no {ref}
    ticket {refPlain} closed
    order {order} refunded
    booking {pnr}
    {trackingEn} shipped
    ups {ups}
    \${usd} plus \${usd}
    {usdPlain} dollars gone
    {yenBig} yen
    sent {usdPlain} then {usdPlain}
    sent {small} gift cards
    {count} emails overnight
    {count} logins from {small} countries
    {ymd} {timeSec}
    since {year}
    v{ver} build {build}
    {model}
    card ending {last4}
    x{last4}
    {wallet}
    {tx}
    {sha}
    {uuid}
    {snowflake}
    https://example.com/r/{refPlain}
    https://youtu.be/Zx9{last4}qW
    didn't share my seed
    token rotated
    no ssn
    account frozen at {time}
    my number hasn't changed
    zip {zip}
    i'm {small}
    @raven{last4}
    report{small}.pdf
    lvl {count}`),
]
