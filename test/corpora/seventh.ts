import type { Planted } from './planted.ts'
import { calm, of } from './unseen.ts'

/**
 * Written after the mending for the sixth set and measured once, twice each: first sight 414 of 444 gone and named (93.2 %),
 * 22 of 880 look-alikes taken for a secret (2.5 %: five wordings). Mended since.
 */
export const SEVENTH: Planted[] = [
  ...of(
    'card-number',
    `宅配の不在通知を装ったリンクで、関税が必要と言われ{cardDashed}を登録しました
    ネットで買い物しただけなのに {cardSpaced} に覚えのない請求です
    番号控えました {cardWide} です、よろしくお願いします
    財布の写真に{cardDotted}が写り込んでいました
    息子が勝手に {card} で課金
    お客様のカード({cardSpaced})は停止されました、というメールが来ました。番号は合ってます
    これ、{cardUnder}、うちのカードです
    {cardThen}です、読み上げました
    4枚目の画像、{cardLines}
    主人名義のVISA {cardWideSpaced}
    アメックスの{amexDashed}が使えない
    they rang pretending to be visa and I read out {cardSpaced}
    that's the one: {cardDashed}
    I had {card} saved in chrome autofill
    card on file {cardDotted}, not mine to lose, it's the company's
    charged on {cardUnder} again this morning
    my amex, {amex}, shows a hotel in lisbon
    {cardTwoLines} <- from the photo I sent
    number is {cardThenEn}
    grandpa wrote {cardSpaced} on the back of the letter and mailed it`,
  ),
  ...of(
    'card-security-code',
    `裏の3つの数字も必要と言われて{cvc}を書きました
    ついでにセキュリティコードの{cvc}も
    最後に裏側の数字、たしか{cvc}、を打った
    CVCっていうんですか、{cvc}です
    and cvv {cvc}
    I also read him the last three on the back: {cvc}
    security code on the card is {cvc}
    cvc: {cvc} exp 03/28`,
  ),
  ...of(
    'one-time-code',
    `「本人確認のため」と言われてSMSの{otp}を伝えてしまいました
    {otp}、これがさっき届いたやつです
    PayPayの人から電話で、届いた番号{otp4}を言ってくださいと
    銀行のアプリに表示された{otpSpaced}を先方に読み上げました
    届いた確認コード↓\\n{otp}
    楽天から【{otp}】認証コードの通知
    認証コード{otpWide}入れたら乗っ取られた
    おとといも{otp}、きょうは別のコードが来た
    言われるがままにコード{otpDashed}を打ち込む
    LINEに届いた{otp4}という認証番号を友達に送信してしまいました
    弟が6桁の{otp}を配信で映した
    SMS「{otp} 他人に教えないでください」
    ワンタイム{otp}
    ログインの確認で{otp}と出てる
    インスタの二段階の数字 {otp} 教えちゃった
    {otpKanji} と電話で読みました
    ドコモから4桁 {otp4} 暗証じゃなくて認証のやつ
    Xからのコードは{otpAlpha8}でした
    その場で {otpSpread} と一つずつ読まされて
    テレグラムのコード {otp5}、スクショで送った
    the bank texted {otp} and he was on the line waiting
    He goes "what's the number they just sent you" and I go {otp}
    it literally said do not share {otp} with anyone and i shared it
    {otp} was the code on my screen
    gave away the 2fa number, {otpSpaced}
    she asked for the code "to vote" and I sent {otp}
    sms: {otp} is your TikTok code
    Your Apple ID Code is: {otp}. Don't share it with anyone.
    Your PayPal code: {otp}
    {otp} is your one-time passcode for your Wells Fargo login
    the email has {otp} in big letters, says it's a sign in code
    auth app said {otp} at the time
    whatsapp six digit number {otp} sent to a "friend"
    snap code {otp}
    6 numbers, {otp}, straight to the scammer
    told him four eight... no wait it was {otp}
    verification pin {otp4}
    my telegram number came up with {otp5} and I showed it
    enter this code {otp} in the chat he said
    your steam code is {otpAlpha}`,
  ),
  ...of(
    'recovery-code',
    `Googleのバックアップコード10個のうち{backup8}を渡した
    復旧コード({recovery10})も一緒に写真に写っていました
    Appleの28文字の復旧キー、{recoveryLong} です
    引き継ぎコードとして{recovery10}を教えた
    two of my backup codes, {backup8} among them
    my discord backup code list starts with {backup}
    my 28 character recovery key {recoveryLong}
    recovery code? {recovery10}`,
  ),
  ...of(
    'password',
    `偽のログイン画面に{pwStrong}って入れました、いつものパスワードです
    パスワードは犬の名前と誕生日で{pw}です
    息子とパスワード共有してて {pwDate}
    パスワードね、{pwRandom} だったと思う
    教えたパスワードは{pwShort}です
    IDがyamada、パスが{pwDate}
    アカウントは yamada、パスワードは {pwStrong}
    Gmail: yamada@example.jp / パスワード: {pwRandom}
    全部{pw}で統一してるのがよくなかったんですよね、パスワード
    パスワードを{pwCaps}に変えましたが弱いですか
    変更した新しいパスワードが{pwStrong}で、これは誰にも
    仮パスワードの{pwCaps}で入れません
    友だちに「パスなに?」って聞かれて「{pwShort}」って答えた
    Netflixのパスは {pwSymbols}
    エクセルのパスワード「{pwShort}」
    パスワードの控え → {pwDashed}
    自宅wifi {pwRandom} (パスワード)
    秘密の質問の答えを{pwKana}にしてた
    私のパスはpokemonじゃなくて{pw}
    {pwDate}をパスワードとして使っていました
    パスワード {pwWord}です
    昔から使ってるパスワード、{pwDate}、どこで漏れたんでしょう
    パスワードをメールで送りました。内容は「{pwStrong}」です
    ゲームのパス {pw} を攻略サイトに書いてしまった
    コピペします パスワード={pwRandom}
    I logged in on that page with {pwStrong}, same password as my email
    the password is my dog plus a year, {pw}
    "{pwDate}" is the password i gave
    my pass {pwRandom} was in the dump
    just reset to {pwStrong}
    pw was {pwShort}
    shared netflix pw {pw}
    old pw {pw}, changed to {pwStrong}
    the pass he set is {pwSymbols}
    email hana@example.com pw {pwDate}
    hana@example.com | {pwRandom}
    username: hana password: {pwShort}
    is {pw} a bad password? because that was mine
    everyone in the family uses {pwDate} as the password
    my password there was "{pwRandom}"
    Password {pwCaps}
    my password for the last ten years: {pw}
    passphrase "{pwPhrase}"
    i typed my password {pwSymbols} into the discord "login" window
    the keylogger got {pwStrong} (password)
    wifi key {pwRandom}
    root password {pwSymbols}
    my password = {pwWord}
    use my pw: {pwDate} and check the account for me
    the admin gave me {pwCaps} as a temporary password`,
  ),
  ...of(
    'pin',
    `キャッシュカードを渡すとき暗証番号{otp4}も紙に書きました
    暗証番号を聞かれ、つい{pin}と
    スマホの画面ロックは{otp}
    銀行員を名乗る人に暗証の{otp4}を言ってしまった
    暗証番号({otp4})を入力
    wrote my pin {otp4} on the card sleeve
    pin for both cards is {otp4}
    the courier took the card and I told him the pin, {otp4}
    my phone pin {otp4}
    bank pin: {pin}`,
  ),
  ...of(
    'seed-phrase',
    `エアドロップの受け取り画面に{seed12}を入力しました
    {seedMarked} 紙のとおりです
    12単語\\n{seedRows}
    言われた通りに{seedCommas}とDMしました
    復元用の言葉、{seed24}
    they said validate your wallet so I pasted {seed12}
    {seedBrackets}
    phrase was {seedUpper}
    my trust wallet words {seedCommas}
    {seed15}
    seed: {seedDashes}
    all my words: {seedRows}`,
  ),
  ...of(
    'private-key',
    `秘密鍵をコピペしました→{hex64}
    ビットコインの秘密鍵 {wif}
    {pemEc}
    0x{hex64} が私の秘密鍵です
    imported my private key {hex64} there
    his site asked for key, I gave 0x{hex64}
    {wif} is the paper wallet`,
  ),
  ...of(
    'token',
    `自分のトークンを貼ってしまいました {discord}
    Telegramボットの {telegram} が公開リポジトリに
    クッキーをエクスポートしました。sessionid={session}
    APIキー{openai}が漏れた
    {jwt} これを相手に送った
    ウェブフック https://{webhook}
    pasted this in the console and got {discord}
    the bot's token {telegram} was in the screenshot
    cookie: session={session}
    api key {google}
    {github} is in the commit
    stripe key {stripe}
    my auth token is {session}`,
  ),
  ...of(
    'my-number',
    `マイナンバーカードのコピーを送りました。番号は{my}です
    マイナンバー({mySpaced})を書いた書類
    個人番号「{myDashed}」を伝えた
    {my} ← マイナンバー
    私のマイナンバー{myWide}が知られた
    japanese my number: {my}`,
  ),
  ...of(
    'national-id',
    `gave them name, dob and ssn {ssn}
    the form wanted my social, so {ssn}
    ssn {ssnSpaced} is out there
    nino {nino}
    national insurance no. {ninoSpaced}
    canadian sin {sin}
    my aadhaar number {aadhaar} is with them
    singapore nric {nric}
    cpf {cpf}
    spanish dni {dni}
    nhs number {nhs}
    住民登録番号は{rrn}
    身份证号码{cnid}`,
  ),
  ...of(
    'private',
    `振り込んだ先は PayPay銀行 はやぶさ支店 普通 {account}
    口座番号{account}へ3回
    私の口座、みずほの普通{account}です
    ゆうちょ銀行 記号{yuchoSymbol} 番号{yuchoNumber} 名義カタカナ
    iban is {ibanSpaced}
    sort code {sort} and account number {ukAccount}
    my account no is {usAccount}
    wire to account {usAccount} routing {aba}
    父の携帯{mobile}に毎日
    番号は{mobileTight}、着信拒否してもかかる
    固定電話 {tel}
    {mobileWorld}が私です
    {usPhoneDashed} is my number
    my uk mobile {ukMobile}
    phone {phoneUs}
    登録メールは{mail}
    {mail}に「変更されました」と
    my mail {mailPlus}
    write to {mailAt}
    住所は{addressJaFull}
    {addressJaBuilding}に住んでいます
    〒{zip} {addressJaFull} 宛て
    実家は{addressJaShort}
    my home is {addressUsFull}
    they know I live at {addressEn}
    delivered to {addressUkFull}
    パスポート番号{passport}を入力
    免許証番号は{licence}
    生年月日({birthJa})
    passport {passport}
    date of birth {birthEn}
    担当は{nameJa}さん
    振込先名義 {nameJa}
    the name on the account is {nameEn}
    名前は{nameJa}です`,
  ),
]

export const SEVENTH_CALM: string[] = [
  ...calm(`パスワードは{time}に変えて、その後は入られていません
    パスワードの再設定メールが{count}通、全部無視しました
    昨日パスワード変えたばかりです。{ymd}です
    パスワード変えたら{model}からログアウトされた
    パスワードは変えたけどSwitch{small}からは入れる
    パスワードを知ってるのは家族{small}人
    パスワードと二段階認証を{md}に設定
    パスワードは10年前、{year}年から使ってます
    パスワード変更の確認メールの件名が「ご注文 {order}」だった
    パスワードを変更した端末は Pixel {small} らしい
    犯人は user{last4} という名前で、パスワードを変えていました
    dragon{last4} に名前を変えられ、パスワードも変更されました
    相手は「Mika{last4}」と名乗っていました。パスワードは教えてません
    ID: mika_{small} の人にパスワード聞かれた
    パスワード管理は KeePass{small} です
    暗証番号は変更しに{md}に行きます
    認証コードを{small}回送ったと言われた
    SMSが{time}、{time}、{time}
    6桁のコードが届くはずが届かない
    6桁のコードってどこに来ますか
    コード入力画面で止まってます。{err}
    {small}桁の番号を聞かれたけど切った
    認証番号は入れる前に気づいた
    受付番号 {refPlain} で調査中
    {refPlain} が受付番号です
    申込番号{ref}
    契約者番号は{refPlain}
    お客様ID {refPlain}
    店舗コード {last4}
    支払い番号 {refPlain}
    払込票の番号{refPlain}
    予約番号は{pnr}
    便名は{flight}
    {tracking} の荷物が来ない
    請求額 {yen}円(税込)
    {yenPlain}円が{small}回引き落とし
    {yen}円をコンビニで払った
    {usdPlain}ドル送った
    {yenBig}円の損害
    月{small}万円
    {small}万{small}千円
    {count}円
    {jdate} {time}
    {ymd}T{timeSec}
    {md}〜{md}
    {time}ごろと{time}ごろ
    {year}/{small}/{small}
    {count}通届いて{count}通消した
    {count}件中{small}件
    登録者{count}人
    {count}再生
    {model}です
    Windows{small} の {ver}
    iOS {ver} にあげた
    〒{zip} のあたり
    末尾{last4}です
    下4桁 {last4} の請求
    カード会社の受付は24時間
    カードは{year}年まで有効
    {wallet} へ
    {tx}
    トランザクションID {txPlain}
    {sha} のコミット
    {uuid}
    {snowflake}
    https://discord.gg/AbC{small}xyz
    https://example.jp/a/{refPlain}?b={small}
    シードフレーズは入力していません。画面は閉じました
    トークンは{time}に再発行
    マイナンバーは聞かれたけど答えてない
    口座は{time}に止まりました
    電話は{time}から{small}分
    住所は合ってました
    {small}歳、会社員です
    @yuki{last4} から連絡
    yuki{last4}さんが通報してくれた
    ファイル {refPlain}.zip
    第{small}回
    {small}位
    {small}号車
    {small}階
    ページ{count}
    問{small}
    ルール{small}
    3Dセキュア
    2段階
    4桁とか6桁とか分かりません`),
  ...calm(`password changed at {timeSec}, {ymd}
    they changed the password from a {model}
    my password was fine until {md}
    changed passwords on {small} sites
    password reset sent to s***{small}@g***.com
    the thief calls himself king{last4} and he changed the password
    the account is now named wolf{last4}, password unknown
    user ghost{last4} asked for my password
    ghost{last4} has my password i think
    no idea what the password is now
    my password? not telling
    password is fine
    password is the issue
    password isn't accepted since {time}
    i have the password written down at home
    pins and passwords are all new
    the code never arrived, {small} tries
    a code came at {time}, ignored it
    codes at {time}, {time} and {time}
    i refused to read the code
    the page says error {err}
    code {last4} is the store number
    case {ref} opened {md}
    their case id is {refPlain}
    order {order} for \${usd}
    order from {year}
    ticket {ref} still open
    ref {ref}, agent said {small} days
    report no {refPlain}
    booking {pnr} for flight {flight}
    tracking {trackingEn} says delivered {md}
    \${usd} then \${usd} then \${usd}
    total \${usd}
    {usdPlain} dollars in {small} transfers
    {yenBig} yen
    €{usd}
    {small} btc
    {count} dollars
    {count} emails
    {count} unread
    {count} friends got it
    {small} out of {small}
    {time} on {md}
    {ymd}
    {year}
    {small}:{small}0 pm
    v{ver}
    build {build}
    {model}
    ending in {last4}
    card x{last4}
    {wallet}
    {tx}
    tx {txPlain}
    {sha}
    commit {shaShort}
    {uuid}
    {md5}
    {snowflake}
    https://example.com/{refPlain}
    https://youtu.be/a1B2c3D4e5F
    https://docs.google.com/document/d/1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT/edit
    did not enter my seed phrase
    never had a private key
    tokens revoked at {time}
    no ssn given
    account since {year}
    phone is a {model}
    lives in zip 60614
    5th floor
    age {small}
    @wolf{last4}
    wolf{last4} messaged me
    wolf{last4}#0001
    file_{refPlain}.pdf
    level {count} char
    {count} gold
    {count} robux
    {small} skins
    {count} v-bucks
    rank {small}
    chapter {small}
    season {small}
    {small}x speed
    room {last4}
    apt in {year}
    tax year {year}
    {small}% off
    top {small}`),
]
