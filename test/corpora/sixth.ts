import type { Planted } from './planted.ts'
import { calm, of } from './unseen.ts'

/**
 * Written after the mending for the fifth set, in other voices (forwarded messages, chat, dialect), and measured once before
 * anything was mended for it: first sight 381 of 424 gone (89.9 %), 377 also named by their type (88.9 %), 13 of 870 look-alikes
 * taken for a secret (1.5 %). One template was wrong (a telephone number of twelve digits) and is put right. Mended since.
 */
export const SIXTH: Planted[] = [
  ...of(
    'card-number',
    `息子のゲーム課金に使ってるカードなんですが {cardSpaced} が悪用されたみたいで
    偽サイトの支払い画面で{cardDashed}と打ちました。まだ引き落としはないです
    これです {card} 止めてもらえますか
    スクショの文字起こし:「お支払い方法 {cardSpaced} 有効期限 08/28」
    オペレーターに番号をきかれ{card}と答えてしまいまして
    母が手書きのメモを見せたそうで、{cardDotted}って書いてある
    うち、{cardWide}ていうカード使うてるんやけど
    カード{card}名義はローマ字
    {cardLines}
    {cardSlashed}←これを入力した
    使えなくなったカード: {cardUnder}
    最初が{cardThen}ってなってるやつです
    口頭で{cardSpread}と伝えた
    アメックス持ってて{amex}ってやつ
    JCBの{cardWideDashed}
    ６０代の父が{cardWideSpaced}をFAXで送ってしまった
    登録済みカード1件\\n{cardSpaced}\\n期限 2027/05
    {cardKanji}、という番号を読み上げさせられた
    だまされて{cardDashed}を教えた、って母が泣いてる
    dad gave some guy on the phone his visa, {cardSpaced}
    so basically {card} is burned right
    typed {cardDashed} into what I thought was the post office
    the form had my card prefilled {cardSpaced} and it went through
    is there any way to block {card} on a weekend
    hi so uh {cardLines} is the card
    numbers off the front: {cardDotted}
    she took a photo of it: {cardSpaced} 09/27
    amex {amexDashed} gone
    I read them {cardThenEn}
    {cardWords} thats what i told him
    chase debit, {cardUnder}
    the scammer's screen showed {cardSlashed} which is mine
    I have two cards there {cardSpaced} and {amex}
    Card Number: {cardSpaced}\\nName: J SMITH
    please help {cardDashed} is being charged every hour
    it's {card} and the bank is closed`,
  ),
  ...of(
    'card-security-code',
    `三桁のやつも、{cvc}って入れました
    裏っかわの番号{cvc}も言ってしもた
    セキュリティコードまで({cvc})バレてます
    有効期限とCVV({cvc})も入力しています
    カードの後ろの三つの数字 {cvc} を読み上げた
    サイン欄にある{cvc}という数字も聞かれた
    アメックスだと表の四桁、うちのは{otp4}です
    cvv was {cvc} and I typed it
    CVV2: {cvc}
    and the little number on the back {cvc}
    he wanted the security code so I said {cvc}
    three numbers by the signature, {cvc}
    the cvc ({cvc}) went in too
    4 digits on the front since its amex, {otp4}`,
  ),
  ...of(
    'one-time-code',
    `画面に{otp}と出たので、そのまま電話口で読みました
    さっきSMSきて {otp} だったんだけど友だちに聞かれて言っちゃった
    【三井住友カード】ワンタイムパスワードは{otp}です。第三者に教えないでください
    dアカウントのセキュリティコードは{otp}です
    G-{otp} が Google の確認コードです。
    携帯に来た六つの数字、{otpSpread} を打ち込んだ
    {otpSpaced} と届きまして、それを先方に伝えました
    彼氏のふりした人に認証の {otp} 渡してしまった
    「メッセージに届いた番号を教えて」と言われ{otp}と返信しました
    番号は{otp}ですってメルカリの人に言いました
    LINEで「いまSMSで届く4桁の番号教えて」→「{otp4}」
    二段階のやつ{otp}でした、もう使われてると思う
    {otpKanji}、と口頭で伝えております
    おばあちゃんが{otp}を読み上げてた。ワンタイム何とかって言ってた
    認証コードをお知らせします: {otp}
    {otp} 認証コードです。他人に教えないでください。
    Your Amazonパスワードの再設定コードは {otp}
    インスタから来た{otp}を、先輩のアカウントに送った
    ログインするのに必要な数字 {otpWide} を転送
    アプリに30秒ごとに変わる数字が出るじゃないですか、あれの {otpSpaced} を教えた
    届いたコードは {otpDashed}
    コード言うたわ、{otp} って
    SMSの本文「{otp}があなたの認証コードです」
    2段階認証:{otp}
    Steamガードに出てた{otpAlpha}を「運営」に送った
    テレグラムの5桁 {otp5} を見せました
    パスキーじゃなくて6けたの {otp} の方を答えた
    いま{otp}って来ました!入力していいんですか?
    Appleの確認コード{otp}、これ自分じゃないです
    電話で{otpComma}と一桁ずつ
    he told me to read the text out so I said {otp}
    just got "{otp}" by text, did not ask for it
    {otp} is your verification code for Facebook
    Facebook: {otp} is your confirmation code
    Your Uber code is {otp4}. Never share this code.
    Your Discord security code is {otp}
    <#> {otp} is your WhatsApp code
    gave my "friend" the whatsapp number thingy {otpDashed}
    I screenshotted the code ({otp}) and sent it over
    microsoft keeps texting me. latest one says {otp}
    Use code {otp} to sign in to your account
    {otp} - your Binance verification code
    [Coinbase] {otp8} is the code you asked for
    your one-time pin is {otp4}
    chase sent a 8 digit code {otp8} and I typed it in his window
    so I forwarded {otp}, which was the login thing
    they needed "the confirmation" so I gave {otp}
    the numbers were {otpSpread}
    {otpWords}, I said it slowly over the phone
    code from authenticator {otpSpaced}
    steam guard popped up with {otpAlpha}, the trade bot asked for it
    Enter {otp} on the login page. Expires in 5 minutes.
    telegram login code {otp5} went to the guy running the giveaway
    my son read {otp} to someone on roblox voice
    I replied with the six digits {otp}
    tan: {otp} from my german bank
    mTAN {otp}
    they said the code proves I'm the seller, it was {otp}`,
  ),
  ...of(
    'recovery-code',
    `バックアップコードを全部コピペしちゃいました {backup8}, 残りは使用済み
    復旧コード控え:{recovery10}
    紙に書いてた回復用のコード「{backup}」を写真に撮られた
    Xのバックアップコード {recovery10} を聞き出された
    iCloudの復旧キーを渡した。{recoveryLong}
    リカバリーキーは {recoveryLong} です(Mac)
    二段階認証のバックアップ {backup8} が流出
    引き継ぎコード「{recovery10}」を教えたらゲームを取られた
    my spare codes include {backup8}
    i gave up the backup code {backup}
    google backup code, the first one: {backup8}
    recovery key is {recoveryLong}
    my instagram recovery code was {backup8} and he used it
    bitlocker-ish recovery key {recoveryLong} got photographed
    emergency code {recovery10} written on the note she has
    github recovery codes\\n{backup}
    here is one of my recovery codes: {recovery10}
    transfer code {recovery10} for the game account`,
  ),
  ...of(
    'password',
    `{pwStrong}ってパスにしてたんですけど
    パスは誕生日いれて{pwDate}でした
    アカパス渡しました hana_k / {pwStrong}
    垢のパス {pw} 教えちゃった
    パスワは{pwRandom}
    パスワードを紙に書いて渡した、{pwStrong}
    パスワードが流出、しかも{pw}という簡単なもの
    使ってるのは{pwDate}だけです、パスワードは全部これ
    お恥ずかしい話ですがパスワードは{pw}でした
    メールのパスワードも同じ{pwRandom}です
    パスワードに{pwSymbols}を設定していました
    パスワードを教えてと言われ「{pwDate}」と答えてしまい
    PASSWORD:{pwCaps}
    ログインパスワード {pwCaps}
    パスワード(旧){pw}
    パスワード(新){pwStrong}
    ワイのパス{pw}やで
    パスワードは小文字で{pwShort}
    パスワードが「{pwShort}」なんですが短いですか
    ID:tanaka55 PW:{pwRandom}
    ユーザー名 tanaka55、パスワード {pwRandom}
    アカウント tanaka@example.jp パス {pwSymbols}
    tanaka@example.jp:{pwRandom}
    父のパソコンのログオンパスワードは{pw}
    学校のアカウントのパスが{pwDate}
    変えたあとのパスワード {pwRandom}
    {pwRandom} に変えました。これでも強度足りない?パスワード
    いままで{pw}、きのうから{pwStrong}。パスワードの話です
    パスワード管理に{pwStrong}って保存されてた
    初期パスワードで送られてきたのが{pwCaps}
    Wi-Fiのパス、{pwRandom}です
    ルーターのパスワード={pwSymbols}
    秘密の質問「ペットの名前」→{pwKana}
    合言葉:{pwKana}
    確認用の合言葉に{pwKana}を使ってました
    パスフレーズは {pwPhrase}
    zipのパスは{pwShort}
    Discordのパスワードだけ違って{pwStrong}なんです
    入力したパスワードは{pwRandom}で間違いないです
    パスワード、前は{pw}今は{pwStrong}
    相手に言われるまま{pwDate}にパスワードを変更した
    パスワードの末尾に1つけて{pw}1にした
    パスワードは妻の名前で{pwWord}
    管理者パスワード「{pwSymbols}」
    パスワードのメモ:{pwDashed}
    私 パスワード {pwDate} 教えた 悪い人に
    they've got {pwStrong} which is my password for everything
    pass is {pwDate}
    pw {pwRandom}, same on steam
    my password used to be {pw}
    so the password, it's {pwSymbols}, can you check it
    password is "{pwPhrase}"
    password I used there: {pwRandom}
    username hanak password {pwRandom}
    user=hanak&pass={pwRandom}
    login: hanak\\npassword: {pwCaps}
    hanak@example.com {pwStrong}
    acc is hanak, pass {pwDate}
    acc:pass hanak:{pwRandom}
    told him the pass ({pwDate})
    passwords: {pw} and {pwStrong}
    i reuse {pwDate} as pw
    {pwRandom} was the password
    he set the password as {pwCaps}
    password got changed from {pw} to something else
    Password:{pwSymbols}
    passcode for the vault is {pwRandom}
    the wifi's {pwRandom} if that's the password you mean
    my master password {pwPhrase} may be out
    bank password {pwStrong}
    pasword is {pw}
    pw=" {pwRandom} "
    my pass (dont judge) {pwShort}
    old pass {pwShort}
    my password is literally {pwWord}
    password was {pwWord}, i know i know
    my mom uses {pw} for her password
    dude my password {pwStrong} is on pastebin
    the password they emailed me was {pwCaps}
    found my password "{pwDate}" in a leak list
    security question answer: {pw}
    the answer to my security question is {pw}
    router login admin/{pwRandom}
    ssh pass {pwSymbols}
    if you need to get in use {pwRandom}, my password
    I wrote down the password: {pwDashed}
    the zip password is {pwShort}
    log in as me, password {pwDate}
    pass:{pwDate} user:hanak
    that password, {pwRandom}, also opens my mail`,
  ),
  ...of(
    'pin',
    `暗証番号聞かれて{otp4}って言いました
    ATMで使う4桁 {otp4} を教えてしまった
    キャッシュカードの番号、{pin}と伝えました
    暗証番号が誕生日の{pin}でした
    スマホのパスコードは{otp}です
    ロック番号{otp4}
    iPadのパスコード{otp4}を見られていました
    暗証番号:{pin}
    PINコードは{otp4}
    カードの暗証は{otp4}にしてます
    暗証番号「{pinWide}」を画面に打った
    my debit card pin is {otp4}
    pin is {pin}
    he watched me type my pin {otp4}
    the pin I use is {otp4} for all cards
    the passcode on my phone is {otp}
    sim pin {otp4}
    told the "bank" my PIN: {pin}
    atm pin {otp4}
    gave my card and the pin {otp4} to the courier`,
  ),
  ...of(
    'seed-phrase',
    `サポートを名乗る人に {seed12} と送りました
    {seedRows}
    フレーズはこれです\\n{seedBrackets}
    24個全部書いてしまった {seed24}
    {seedTitle}
    リカバリーフレーズ:{seedJaCommas}
    ウォレット復元の単語です、{seedCommas}
    これがシードで {seed21} もう盗まれました
    メモの写真の中身 {seedMarked}
    {seedUpper}って英単語の列
    ファントムの秘密のフレーズ {seed12}
    {seedLines}
    the phrase: {seed12}
    entered {seedCommas} on walletconnect page
    {seedRows}
    {seedBrackets}
    SEED {seedUpper}
    {seed21}
    support asked for my words so: {seed24}
    metamask phrase {seedTitle}
    ledger words\\n{seedMarked}
    I wrote {seed18} in the google form
    {seedDashes}`,
  ),
  ...of(
    'private-key',
    `メタマスクの秘密鍵 {hex64} を入力
    秘密鍵({hex64})を渡しました
    WIF形式で {wif}
    鍵は0x{hex64}です
    {pem}
    Phantomからエクスポートした {hex64} を貼った
    private key: 0x{hex64}
    the site wanted the private key so {hex64}
    {wif}
    {pemOpenssh}
    my key {hex64} for the hot wallet
    here is the xprv: {xprv}
    PRIVATE_KEY={hex64}`,
  ),
  ...of(
    'token',
    `DiscordのBotトークン貼ってしまった {discord}
    {discord} これ漏れたらどうなりますか
    開発者ツールのtokenのところに{discord}
    BotFatherにもらった{telegram}
    クッキーの中身 auth={session} を送った
    セッションID {session}
    {jwt}
    環境変数 OPENAI_API_KEY={openai}
    {aws} をpushしちゃった
    {github}
    ghのトークン {github} 失効させたい
    {stripe} が見えてた
    Googleマップの {google}
    Webhook URL https://{webhook} が荒らされてる
    コンソールに貼れって言われて出てきた文字 {jwt}
    token {discord}
    someone has my user token, {discord}
    TELEGRAM_TOKEN={telegram}
    cookie dump: sid={session}
    he had me paste document.cookie: session_id={session}; theme=dark
    access_token={jwt}
    Bearer {jwt}
    sk key {openai}
    stripe {stripe} leaked
    {google}
    webhook https://{webhook}
    xoxb leaked {slack}
    .ROBLOSECURITY={hex64}
    my session cookie {session} was grabbed`,
  ),
  ...of(
    'my-number',
    `マイナンバー {my} も書いてしまいました
    個人番号:{mySpaced}
    偽の還付金サイトでマイナンバーの{myDashed}を入力
    マイナンバーカードの裏の12桁 {my}
    {mySpaced}がわたしの個人番号です
    {myWide}
    マイナンバー教えて言われて{mySpaced}て答えました
    個人番号({my})を電話で
    mynumber: {my}
    my number card, number {mySpaced}`,
  ),
  ...of(
    'national-id',
    `they asked for my social so I gave {ssn}
    ssn: {ssnPlain}
    full ssn {ssnSpaced}
    my wife's social security number is {ssn}
    NI no {ninoSpaced}
    gave hmrc "agent" my national insurance {nino}
    sin number {sin}
    NRIC is {nric}
    aadhar number {aadhaar}
    uploaded aadhaar {aadhaar}
    CPF: {cpf}
    mi dni {dni}
    TFN {tfn}
    NHS no. {nhs}
    주민등록번호 {rrn}
    在日の友人の住民登録番号 {rrn}
    社会保障番号は{ssnPlain}
    中国の身份证 {cnid}
    身分証番号{twid}(台湾)
    hong kong id {hkid}
    my {nino} is what they have
    last night I typed {ssn} into the form`,
  ),
  ...of(
    'private',
    `三菱UFJの普通口座{account}に10万円入れてしまいました
    相手の口座は楽天銀行 第一営業支店 普通 {account} 名義は外国の人
    自分の普通 {account} から出ていった
    口座番号 {account}(ゆうちょ)
    記号 {yuchoSymbol} 番号 {yuchoNumber}
    振込先 みずほ銀行 渋谷支店 (普) {account}
    口座情報も伝えました。支店001、番号{account}
    給与口座の{account}が空に
    PayPay銀行すずめ支店{account}
    my account is {usAccount} and the routing is {aba}
    acct no. {ukAccount} sort code {sort}
    sort code: {sort}, account: {ukAccount}
    sent to {ibanSpaced}
    the IBAN they gave: {iban}
    {ibanGb}
    my savings acct {usAccount}
    checking {usAccount}
    account ending... full number {usAccount}, bank of america
    {ibanFr} belongs to the scammer`,
  ),
  ...of(
    'private',
    `折り返し{mobile}までお願いします
    {mobileTight}が母の番号
    僕のケータイ {mobileWide}
    {mobileWorld}
    家電は{telOsaka}
    会社 {telParen}
    050-{last4}-{last4} でした
    父は{mobileDots}です
    夫の電話 {mobileSpaced} も狙われている
    連絡は{mobile}か{mail}へ
    ☎{tel}
    my cell is {usPhoneDashed}
    ring my wife on {ukMobile}
    {ukMobileWorld} is my number, he texts it daily
    tel {ukLandline}
    (me: {phoneUs})
    sim swapped number: {usPhoneDots}
    {usPhonePlain} is my phone
    india {inPhone}`,
  ),
  ...of(
    'private',
    `登録アドレスは {mail} でした
    {mailPlus}宛てに
    メアド:{mail}
    乗っ取られたのは{mail}のアカウント
    アドレスは{mailWide}
    返信は{mailAt}まで
    email me {mail}
    acct under {mailPlus}
    old email: {mail}; new one: unknown
    he signed up with {mail}
    {mailSpelled}
    my address is {mailSpaced}`,
  ),
  ...of(
    'private',
    `配達先に{addressJaFull}とありました
    うちは{addressJaFull}です
    {addressJaBuilding}
    〒{zip} {addressJaFull}
    {addressJaFull}、ここが私の家
    実家({addressJaShort})に変な封筒が届いた
    自宅は{addressJaKanji}
    住所:{addressJaSapporo}
    届け先の住所が{addressJaFull}になっている
    住民票は{addressJaFull}です
    my house is {addressEn}
    deliver to {addressUsFull}
    lives at {addressUkFull}
    {addressEn}, that's where I live
    address on file {addressUsFull}
    he knows I live at {addressUsFull}
    sent a parcel to {addressUkFull}
    {addressUkFull}`,
  ),
  ...of(
    'private',
    `パスポート {passport} を見せました
    パスポートの写真を送りました。番号は{passport}
    免許証の番号{licence}が載っている
    生年月日 {birthJa}
    {birthJa}生まれの45歳です
    生年月日も聞かれ、{birthJa}と答えました
    passport no. {passport}
    dl number {usLicence}
    my date of birth, {birthEn}, too
    dob {birthUs}
    I was born on {birthEn}`,
  ),
  ...of(
    'private',
    `振込先の名義は{nameJa}でした
    届け先の名前が{nameJa}になっていた
    {nameJa}さんという人から電話
    担当の{nameJa}様と話しました
    本名は{nameJa}です
    氏名:{nameJa}
    the account holder is {nameEn}
    my name is {nameEn}
    his real name is {nameEn}
    cardholder name: {nameEn}
    Mr {nameEn} called me
    recipient {nameEn}`,
  ),
]

export const SIXTH_CALM: string[] = [
  ...calm(`昨夜{time}にパスワード変更のお知らせが届きました
    パスワードを変えてから{small}日たちます
    パスワードは全部違うものにしてあります
    パスワードを{small}回入れ直しました
    パスワードが合わないと{count}回出ました
    パスワード変更後も{timeSec}に知らない端末からログイン
    パスワードは家族にも言ってません
    パスワード変更のリンクは押してないです
    パスワードが漏れたか調べるサイトで{small}件出た
    パスワードは12文字で記号も入れてます
    パスワードはメモ帳に書いてあるのでここには書きません
    パスワード?変えましたよ
    パスワードはまだ変えてないです、先に電話しました
    パスワードを求められたけど閉じた
    パスワードをリセットしたら {err} と出ました
    パスワード入力欄が出てこない
    PWリセット済です
    パスは変更ずみ、二段階もオン
    パスコードは設定してます
    パスポートは送ってません
    パスポートは{year}年に切れました
    バスの{time}発に乗ってました
    認証アプリを入れ直した
    認証コードは入力してません
    認証コードのSMSが{time}から{count}通
    認証コードが届かないまま{small}分
    認証コードの有効期限が切れた
    コードは教えていないです
    コードを{small}回間違えた
    QRコードを読み取りました
    クーポンコード SAVE{year} を使いました
    招待コードは ABC{last4} でした
    サーバーの招待リンクは discord.gg/abc{small}
    エラーコードは{err}
    エラー {err} と {err} が交互に出る
    {err}エラーです
    注文番号 {order} は身に覚えがない
    {order} と {order} の二つの注文
    {digital} はデジタル注文です
    注文ID:{refPlain}
    お問い合わせ番号は{refPlain}でした
    問合せID {ref}
    受付No.{refPlain}
    事件番号は{year}-{count}
    被害届の受理番号 {count}
    サポートのケース番号{refPlain}
    ヤマトの送り状 {tracking}
    佐川 {tracking} 配達済み
    追跡番号 {trackingEn} が動かない
    荷物は{tracking}で{md}到着
    {yen}円×{small}回
    {yenPlain}円のチャージが{small}件
    {yenBig}円を口座から
    利用明細 {md} AMAZON {yen}円
    利用日 {ymd} 金額 {yen}円
    合計{yenBig}円、手数料{small}00円
    残り{yen}円です
    ポイント{yen}pt
    月額{small}80円のサブスク
    {small}00ドルのギフトカード
    {yenBig}ウォン
    0.{count} BTC を送りました
    {small}.5 ETHが消えた
    USDT {count}枚
    {jdate}から{jdate}まで
    {ymd}に気づき{ymd}に通報
    午前{small}時{count}分
    深夜{time}から朝{time}の間
    {small}時すぎ、{small}時まえ
    {md}の夜
    {year}年{small}月
    令和{small}年
    {count}通のメールと{count}件の通知
    一晩で{count}通、その中に1通だけ本物
    {count}人のフォロワーに送られた
    DMが{count}件
    既読{count}
    {small}人の友達から連絡
    機種は{model}
    {model}を使ってます
    ルーターは{model}
    iOS{ver}です
    ビルド番号{build}
    バージョン{ver}に更新
    Chrome {ver}
    郵便番号{zip}の地域
    〒{zip}あたり
    下四桁{last4}のカード
    末尾が{last4}
    ****{last4}
    ****-****-****-{last4}
    XXXX-XXXX-XXXX-{last4} と表示
    カード再発行は{small}日かかる
    カードの有効期限が切れていた
    カードの番号は入力前に気づきました
    カード番号は一切入れていません
    CVVは入れていない
    ウォレット {wallet} に送金
    {wallet} から {wallet} へ
    トランザクションは {tx} です
    Txハッシュ {tx} を見ると
    ブロック番号 {refPlain}
    アドレス {btc} へ{small}回
    {btcOld} というアドレス
    git log の {sha}
    {shaShort} を revert
    SHA256は {sha64}
    md5 {md5}
    UUID {uuid} のエラー
    リクエストID: {uuid}
    メッセージ {snowflake} を通報
    相手のID {snowflake}
    チャンネル{snowflake}
    https://www.amazon.co.jp/dp/B0{last4}ABCD
    https://example.jp/news/{year}/{small}/{refPlain}.html
    https://x.com/someone/status/{snowflake}
    ISBN{isbn}
    JAN {isbn}
    部屋{last4}号室
    {small}番ホーム
    背番号{small}
    座席{small}-{small}
    ZoomのID {zoom}
    気温{small}.{small}度
    体重{small}0キロ
    {small}km走った
    {count}ページ
    容量{count}MB
    128GBのほう
    1920×1080
    60fps
    3.14くらい
    1,2,3の順
    ①ログアウト ②変更 ③確認
    1)確認 2)変更 3)連絡
    秘密鍵とかは持ってないです
    シードフレーズを入れる画面で止めた
    シードは誰にも教えてない
    リカバリーフレーズは金庫
    バックアップコードは未使用
    復旧コードを発行し直した
    トークンの再発行はどこから
    トークンを作り直しました
    クッキーを全部消した
    セッションは全部切りました
    マイナンバーは見せていない
    マイナンバーカードは手元にあります
    マイナ保険証にしてます
    口座は止めてもらった
    口座を{small}つ持ってる
    普通にログインできました
    普通は{small}分で届く
    電話は{small}回かかってきた
    電話に出たのは{time}
    0120から始まる番号
    +81で始まる番号から
    住所は変えられてませんでした
    住所変更の通知が{md}
    {small}丁目の交番に行った
    名前は出したくないです
    生年月日は入れていない
    {small}歳の娘
    昭和生まれです
    友だち{small}人に同じDM
    ID検索で見つけた
    アカウント名は sakura_{small}
    ユーザー名 kenji{year} に変えられた
    @taro{last4} というアカウントから
    taro{last4} さんからDMが来ました
    犯人のIDは shadow{last4} です
    名前が Player{last4} になってた
    ファイル名は IMG_{refPlain}.jpg
    請求書{refPlain}.pdf を開いた
    添付は document{small}.zip でした
    パソコンは Win11 です
    PS5で遊んでたら
    Switch2の予約
    4K動画
    5Gの電波
    B2Bの会社
    G7のニュース
    Covid19のとき
    2chで見た
    7Payのとき
    au PAYの残高{yen}円
    PayPay残高が{yen}円へった
    LINEのバージョン{ver}
    Telegramで{count}人のグループ
    Telegramのグループに{small}人
    インスタの投稿{count}件
    Amazonから{count}通
    楽天から{yen}円
    SMSが{count}通
    SMSは届いてません
    SMSの差出人が Amazon`),
  ...calm(`got an email at {time} saying my password was changed
    my password was changed by someone at {time}
    password changed on {ymd}
    i changed the password {small} times
    the password they need is not something I'd share
    changed all my passwords last night
    can't remember my password at all
    my password hasn't been leaked according to the checker
    password reset link expired
    password reset for order {order}
    my password got reset and my username is now dragon{last4}
    the hacker, shadow{last4}, changed my password
    new username is xx_{last4} and password unknown
    he changed my password then renamed me to loser{small}
    password: (removed)
    password: ******
    password ********
    pw: ****
    pass: [hidden]
    password managers are great
    password is not the problem
    password isn't working
    passwordless login
    passkey set up on iphone{small}
    the passcode screen is frozen
    the pin pad is broken
    pin required
    pin was never shared
    code was sent but I ignored it
    codes keep coming, {count} so far
    got {count} verification codes
    verification code texts from {time} to {time}
    i did not give anyone the code
    a code arrived at {time}
    no code arrived
    error {err}, then {err}
    http {err}
    code {err} in red
    promo code WINTER{year}
    gift code already redeemed
    invite code expired
    area code 212 keeps calling
    zip 60614
    postcode LS1 4AP area
    order {order} and {order}
    amazon order {digital}
    order id {refPlain}
    order no. {ref}
    case #{refPlain}
    my case is {ref}
    support ticket {refPlain}
    ticket id {ref}
    ref {refPlain}
    reference: {ref}
    police ref {ref}
    report {refPlain} filed
    FTC report number {refPlain}
    IC3 {ref}
    confirmation {pnr}
    booking {pnr}
    flight {flight} at {time}
    train at {time}
    invoice #{refPlain}
    invoice {ref} for \${usd}
    tracking {trackingEn}
    usps {trackingEn}
    ups {ups}
    parcel {trackingEn} arrived {md}
    \${usdPlain} missing
    -\${usd}
    \${usd} at {time}
    USD {usd}
    {usd} dollars
    {usdPlain} bucks
    £{usd}
    €{usdPlain}
    ¥{yen}
    {yenBig} yen gone
    about {usdPlain} euros
    {small}k
    {small}.5k followers
    {count} messages
    {count} emails between {time} and {time}
    {count} login attempts
    {small} failed logins
    {small} devices
    {small} of my friends
    {ymd} at {timeSec}
    {timeSec} UTC
    on {md}
    in {year}
    since {small} am
    {small} minutes later
    v{ver}
    version {ver}
    firmware {ver}
    build {build}
    android {small}
    {model}
    my phone is a {model}
    tv is {model}
    last four {last4}
    ending {last4}
    card *{last4}
    xxxx xxxx xxxx {last4}
    **** **** **** {last4}
    the card was blocked at {time}
    card replaced {small} days ago
    exp date passed
    cvv not asked
    to {wallet}
    from {wallet} to {wallet}
    hash {tx}
    tx id {txPlain}
    see etherscan {tx}
    {btc}
    address {btcOld}
    commit {shaShort}
    {sha} is the commit
    sha-256 {sha64}
    {md5} md5
    etag {md5}
    uuid {uuid}
    error id {uuid}
    request {uuid}
    correlation id {uuid}
    <@{snowflake}>
    id {snowflake}
    message link https://discord.com/channels/{snowflake}/{snowflake}/{snowflake}
    https://x.com/a/status/{snowflake}
    https://example.com/?id={refPlain}
    https://example.com/item/{refPlain}
    https://t.me/somechannel/{small}
    https://maps.app.goo.gl/AbC{last4}xyz
    isbn {isbn}
    ean {isbn}
    meeting id {zoom}
    room {last4}
    unit {small}
    row {small} seat {small}
    platform {small}
    exit {small}B
    level {small}
    rank {count}
    {small}/{small} stars
    score {small}-{small}
    {small}%
    {small} kg
    {count} km
    {count} MB
    {small} GB
    1080p60
    4k
    5g
    ps5
    xbox series x
    rtx 4090
    h264
    mp4
    utf8
    base64
    ipv6
    web3
    seed phrase never left the drawer
    didn't type my seed phrase
    the 12 words are safe
    private key not exposed
    my api key was rotated
    token was reset
    session logged out
    all sessions ended
    cleared cookies at {time}
    didn't give my ssn
    social security office called
    they have my last 4 of ssn only
    my bank account is frozen
    account opened {year}
    account {small} of {small}
    sort of
    routing table
    phone off since {time}
    called {small} times
    short code 32665
    text from 72975
    reply STOP to 20736
    dial 911
    call 988
    my address has not changed
    address changed on {md}
    lives {small} blocks away
    {small}th street
    5th avenue store
    my email is fine
    email changed at {time}
    age {small}
    i'm {small}
    born in {year}
    class of {year}
    username is gamer{last4}
    my old nick was wolf{year}
    user wolf{year} added me
    @wolf{last4} sent it
    his handle: crypto_king{small}
    account named Support{small}
    group "Traders{year}"
    channel news{small}
    file invoice{small}.pdf
    setup{small}.exe
    IMG_{refPlain}.png
    photo_{ymd}.jpg
    report-{ymd}.docx
    game: portal2
    playing fortnite chapter{small}
    discord nitro 3 months
    steam wallet \${usd}
    steam level {small}
    trade offer {refPlain}
    sent {small} btc
    sent {usdPlain} to him
    sent him \${usdPlain}
    gave him \${usd}
    he got {usd} from me
    they took {yenBig}
    I paid {usd} twice
    transfer of {yenBig}
    read {small} reviews
    told {small} people
    got {small} texts
    text said nothing else
    typed it {small} times
    entered {small} giveaways
    shared {small} posts
    telegram group with {count} members
    instagram {count} posts
    facebook since {year}
    google says {small} devices
    amazon says \${usd}
    paypal took \${usd}
    microsoft alert at {time}
    apple id locked at {time}`),
]
