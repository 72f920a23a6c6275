import type { Planted } from './planted.ts'
import { calm, of } from './unseen.ts'

/**
 * A set in wordings of its own, written before a look at the detectors and measured once before anything was mended for it:
 * first sight 405 of 464 gone from the text (87.3 %), 398 also named by their type (85.8 %), none of 846 look-alikes taken for
 * a secret. Mended since.
 */
export const FIFTH: Planted[] = [
  ...of(
    'card-number',
    `さっきのサイトに {card} って番号を打ち込んでしまったんです
    カードは三井住友で、{cardSpaced} です。止められますか?
    {cardDashed} このカードが勝手に使われてる
    えーとカードの番号なんですけど、{cardWide}、これで合ってるはずです
    番号を読み上げました。{cardWideSpaced} です
    楽天の {cardDotted} が登録されてました
    入力したのは\\n{cardLines}\\nです
    {cardTwoLines}\\n楽天カードです
    写すとこう: {cardThreeLines}
    アメックスなので15桁です {amex}
    AMEX {amexPlain} 有効期限は来年
    電話で「{cardSpaced}」と伝えてしまいました
    VISA({cardDashed})とJCBのどっちか分からない
    使われたのは旦那の家族カード {card} のほうです
    番号→{cardSpaced}
    デビットの{card}から引き落とされた
    {cardWords} って英語で言わされました
    カード番号を漢字で書きますね、{cardKanji}
    {cardSlashed} を入れたら次の画面に進んだ
    {cardUnder} これ、消したほうがいいですよね
    カード情報: {cardWideDashed} / 名義 YAMADA HANAKO
    最初の8桁が{cardHalves}だったと思います
    プリペイドの裏に{cardSpaced}とあって、それを写真で送りました
    メモ帳に残ってた {cardHidden}
    my visa is {card}, can you tell me if it is burnt
    they have {cardSpaced} which is my debit card
    the number I typed in was {cardDashed}
    {card}
    {cardSpaced}
    read it out over the phone: {cardSpaced}
    so the long number across the front, {cardDotted}, is what he asked for
    it was the mastercard ending... well the whole thing is {card}
    card\\n{cardLines}\\nexp 04/29
    i put {cardTwoLines} into the form
    Amex: {amexDashed}
    amex number was {amexPlain}
    cc# {cardDashed}
    PAN {card} was in the skimmer dump
    he texted back my own card, {cardSpaced}, and I froze
    {cardWords} is what i said to the guy on the phone
    saved cards on the account: {cardSpaced}, {cardDashed}
    my mum's card {cardUnder} is on there too
    first half {cardHalvesEn} so they have everything
    I think it's {cardLetters} but the last group might be wrong`,
  ),
  ...of(
    'card-security-code',
    `裏の3桁の{cvc}も聞かれて答えました
    CVVは{cvc}です
    セキュリティコード {cvc} まで入れちゃったんですけど
    カード裏面の数字({cvc})も入力済み
    せきゅりてぃこーどは{cvc}でした
    署名欄の横の三桁、{cvc} を言いました
    CVC2 {cvc} を送信
    アメックスの表の4桁 {otp4} を教えた(セキュリティコードです)
    the three digits on the back are {cvc}
    cvv {cvc}, exp 11/27
    CVC={cvc}
    I also gave them the security code, {cvc}
    security number on the back: {cvc}
    back of card {cvc}
    4 digit code on the front of the amex {otp4}`,
  ),
  ...of(
    'one-time-code',
    `SMSで {otp} が来て、それを相手に送ってしまいました
    認証番号{otp}
    「{otp}」というコードを電話の人に読み上げました
    届いた6桁は{otpSpaced}でした
    ワンタイムパスワード{otpDashed}を入力した
    確認コードが {otpWide} と表示されています
    さっきの番号、{otpKanji}です。言ってしまいました
    認証コードは「{otpPos}」でした
    コードは {otpSpread} です
    {otp} ってコード誰にも言うなって書いてあるけど言っちゃった
    LINEの認証番号を聞かれて{otp4}と返事した
    Amazonから「{otp} はお客様の確認コードです」って何回も来る
    二段階認証の{otp}、これ入れていいやつですか
    本人確認の番号が{otp8}でした
    ワンタイムパスコード: {otp}(有効期限10分)
    認証アプリに出てる{otpSpaced}を教えてと言われて教えた
    6桁の数字 {otp} をDMしました
    Googleの {otpG} を転送してしまった
    届いたメールの数字{otp}を画面に入力するように言われました
    OTP {otp} 来てるんだけど
    pinじゃなくてワンタイムの方 {otp}
    ログインコード:{otp}。このコードを人に教えないでください。Telegram
    Telegramから {otp5} が来たので友達に送った
    {otp5} がログインコードだそうです
    認証用のコード、よん はち に きゅう じゃなくて {otpSpread} だった
    ぼくの画面には{otpWide}って出てたからそのまま送った
    コード送ったのは事実です。{otp} です
    SMSの数字は{otpComma}の順でした
    メルカリの認証番号 {otp4} を伝えた
    セキュリティコードが{otp}とSMSで届いた
    認証コード\\n{otp}\\nを入力
    【PayPay】認証コード {otp4}
    【Yahoo! JAPAN】確認コードは {otp} です
    Your verification code is {otp}
    {otp} is your Instagram code. Don't share it.
    i gave him the 6 digits, {otp}
    the text said {otp} and I read it to her
    whatsapp code: {otpDashed}
    Your WhatsApp code {otpDashed} don't share this code
    Telegram sent {otp5} and I forwarded it
    Login code: {otp5}. Do not give this code to anyone
    Use {otp} to verify your Snapchat account
    got a text w/ {otp}, he said it was to prove I'm real
    my authenticator shows {otpSpaced} right now
    2fa {otp}
    6-digit thing {otp} from steam guard, told the "admin"
    steam guard: {otpAlpha}
    Here is the Steam Guard code you need to login: {otpAlpha}
    PayPal: {otp} is your security code
    one time passcode {otp8} expires in 5 min
    so the code, which was {otp}, went straight to them
    I said four numbers to him: {otp4}, from the sms
    he asked what the sms says and I answered {otp}
    {otpWords}. That was the code I read out.
    code = {otp} (from my bank's text)
    the passcode they texted me was {otpSpread}
    G-{otp} from google, is that bad
    OTP for your transaction of INR 4,999 is {otp}
    Revolut: {otp} is the code to confirm your payment
    just pasted {otp} into the chat bc she wanted "the pin from the sms"`,
  ),
  ...of(
    'recovery-code',
    `バックアップコード {backup8} を使われた
    復旧コードの {backup} を控えてたメモを見られた
    リカバリーコード\\n{backup}\\nも書いておきます
    Discordのバックアップコードは{backup}です
    予備のコード {backup8} を相手に教えました
    回復キーは{recoveryLong}でした
    Appleの復旧キー {recoveryLong} を渡してしまいました
    バックアップ用コード({backup8})の写真を撮られた
    機種変更の引き継ぎコード {recovery10} を教えました
    緊急用のコードが {recovery10} です
    my backup codes: {backup}
    recovery code {backup} was in the screenshot
    recovery key {recoveryLong}
    one of the google backup codes, {backup8}, is gone
    I kept {recovery10} as my emergency recovery code
    2FA backup {backup} leaked too
    here's the recovery key from my mac: {recoveryLong}
    rescue code R{recovery10}
    discord backup code {backup8}
    account recovery code they tricked me into sending is {recovery10}`,
  ),
  ...of(
    'password',
    `パスワード変えて {pwStrong} にしたけど大丈夫かな
    パスは{pw}
    ぱすわーど {pw}
    パスワードを「{pwStrong}」に変更しました
    変更後は{pwStrong}というパスワードです
    パスワードが{pw}のままだったのがまずかった
    前のパスワード({pw})をまだ使ってる人がいる
    Amazonのパスワードは{pw}で、楽天も同じです
    pw→{pw}
    pw {pwStrong}
    pass：{pwStrong}
    PW：{pw}に戻しておきました
    IDとパスは taro2020 と {pwStrong} です
    ログインID: yamada / パスワード: {pwStrong}
    ID yamada_h\\nパスワード {pw}
    パスワード\\n{pwStrong}\\nでログインできます
    パスワードを聞かれたので{pw}と答えました
    相手に {pwStrong} ってパスワード送っちゃいました
    {pwStrong} これがいまのパスワードです
    {pw} ←パスワード
    いつも{pw}を使い回してました、パスワード
    妻のパスワードは{pw}にしてあるはず
    ニコニコのほうは{pwStrong}でパスワード別です
    たぶんパスワードは{pw}か{pwStrong}
    昔のパスワードなんですけど{pw}でした
    暗証じゃなくてパスワードのほう、{pwStrong}
    パスワードを{pwStrong}としたところ、ログインできなくなった
    パスワードは {pwDashed} (自動生成)
    自動生成の {pwDashed} をパスワードにしてます
    ログイン用の合い言葉 {pwKana}
    秘密の質問の答えは{pwKana}
    パスワード候補: {pw}、{pwStrong}
    パスワードを教えます。{pw}。入ってみてください
    これで入れます → {pwStrong} (パスワード)
    パスワードは「{pwWord}」だけ
    パスワードにペットの名前の{pwKana}を入れてた
    パスワードって {pw} だと弱いですか?それにしてます
    仮のやつ {pwStrong} でログインして変えろと言われた
    {pwStrong}に変えたんだけどパスワードまた変わってた
    パスコードじゃなくパスワードで {pw}
    Wi-Fiの暗号化キーは{pwStrong}
    ルーターの管理画面 admin / {pwStrong}
    インスタ: hanako_0412 / {pwStrong}
    アカウント情報を送ります\\nmail: hanako@example.jp\\npass: {pwStrong}
    ログインできる人いたら頼む pw={pw}
    やられる前のパス:{pw} 今のパス:{pwStrong}
    パスワードなら{pwStrong}
    パスワードに使っていたのは{pw}です
    パスワード、{pw}だったんですよね
    会社のパスワード{pwStrong}まで漏れた
    パスを{pw}から{pwStrong}へ
    my password was {pw}
    the password is {pwStrong}
    I changed it to {pwStrong} as my new password
    password changed to {pwStrong}
    pw: {pwStrong}
    my pw is {pw} lol
    pass {pw}
    it's {pw}, the password I mean
    user: bella99 pass: {pwStrong}
    login bella99:{pwStrong}
    bella@example.com / {pwStrong}
    I used {pw} as my password on everything
    password = "{pwStrong}"
    they know my password ({pw})
    old password {pw} new password {pwStrong}
    so I typed my password, {pwStrong}, on the fake page
    the password for the netflix is '{pw}'
    hes got my passwrd its {pw}
    passwd {pwStrong}
    my passphrase: {pwPhrase}
    passphrase is {pwPhrase}
    the password you need is {pwStrong}, please log in and look
    try {pwStrong} as password
    password → {pwStrong}
    password - {pw}
    Password:\\n{pwStrong}
    i reset it and picked {pwStrong} for the password
    my roblox password is {pwWord}
    every account has the same password which is {pw}
    Her password? {pwStrong}
    the temporary password was {pwStrong}
    they made the password {pwStrong} so I couldnt get in
    wifi pass is {pwStrong}
    password hint: dog. password: {pw}
    security answer is {pw}
    admin password of our server: {pwStrong}
    log in with {pwStrong} it still works
    use my login hana / {pwStrong} and see for yourself
    I told them my password is {pw} and now I'm locked out
    the pw i gave was {pwStrong}, same as paypal
    creds below\\nuser hana\\n{pwStrong}`,
  ),
  ...of(
    'pin',
    `暗証番号は{pin}です
    暗証番号{otp4}を入力しました
    ATMの暗証{pin}を伝えた
    キャッシュカードの暗証番号(4桁)は {otp4}
    スマホのロック解除は{otp4}
    iPhoneのパスコード {otp}
    画面ロックの番号が{otp4}って知られてる
    キャッシュカードと暗証番号{otp4}を渡してしまった
    4桁の暗証は「{pinWide}」でした
    銀行の暗証、{otp4}なんですけど
    暗証番号\\n{otp4}
    取引暗証は{otp4}
    my pin is {otp4}
    PIN {pin}
    the pin for that card is {otp4}
    i told him my atm pin, {pin}
    phone passcode {otp}
    she knows my phone's unlock code {otp4}
    pin number: {otp4}
    card pin = {pin}
    my four digit pin was {otp4}
    they asked for my pin and I wrote {otp4}`,
  ),
  ...of(
    'seed-phrase',
    `シードフレーズは {seed12} です
    リカバリーフレーズを入力しました\\n{seedNumbered}
    {seed24}
    メタマスクの12個の単語: {seedCommas}
    秘密の単語を送りました {seed12}
    ニーモニック\\n{seedLines}
    {seedUpper} をサポートに伝えた
    復元フレーズ「{seed12}」
    ウォレットの言葉を全部教えました。{seedMarked}
    {seed15} これで戻せますか
    {seedJa}
    シード18語 {seed18}
    my seed phrase: {seed12}
    I typed {seed24} into the site
    {seedNumbered}
    the 12 words were {seedCommas}
    recovery phrase\\n{seedLines}
    {seedUpper}
    {seedMarked}
    secret recovery phrase is "{seed12}"
    words: {seedBullets}
    {seed15}
    here are my twenty four words {seed24}
    phantom asked and I pasted {seedDashes}
    seed was {seed18} and the wallet is empty now`,
  ),
  ...of(
    'private-key',
    `秘密鍵は {hex64} です
    秘密鍵 0x{hex64} を貼ってしまった
    {wif} を入力しました
    プライベートキー\\n{hex64}
    ウォレットの鍵 {wif}
    {pem}
    拡張秘密鍵 {xprv} が漏れた
    private key {hex64}
    my private key is 0x{hex64}
    I pasted {wif} in the airdrop site
    {pemEc}
    ssh key:\\n{pemOpenssh}
    the key 0x{hex64} controls my wallet
    xprv {xprv}
    exported from metamask: {hex64} (private)`,
  ),
  ...of(
    'token',
    `トークンが {discord} です
    Botのトークン {telegram} をグループに貼りました
    ボットのtoken={discord}
    {telegram}
    Cookieに session={session} って書いてありました
    F12で出たこれ貼りました {jwt}
    APIキー {openai}
    AWSのキー {aws} が公開されてた
    GitHubの {github} をコミットした
    Slackの {slack} も漏れてる
    Webhookは {webhook}
    auth_token={session}; ct0={hex64}
    Authorization: Bearer {jwt}
    my discord token is {discord}
    {discord}
    bot token from botfather {telegram}
    sessionid={session}
    he made me copy {jwt} from the console
    PHPSESSID={session}
    {openai}
    openai key {openai} got scraped
    aws {aws}
    github pat {github}
    {slack}
    hook url https://{webhook}
    Cookie: li_at={session}; JSESSIONID=x
    mfa token {mfaToken}
    the .ROBLOSECURITY cookie _|WARNING:-DO-NOT-SHARE-THIS.--|_{hex64}`,
  ),
  ...of(
    'my-number',
    `マイナンバーは{my}です
    個人番号 {mySpaced}
    マイナンバーカードの番号 {myDashed} を送信してしまいました
    12桁の{my}、マイナンバーです
    {myWide}(マイナンバー)
    偽の役所に個人番号{my}を教えた
    マイナ番号 {mySpaced} と生年月日を聞かれた
    通知カードに書いてある{my}を伝えました
    my number (japan) {mySpaced}
    my japanese individual number is {my}
    マイナンバー\\n{mySpaced}
    個人番号は「{my}」
    まいなんばーは{mySpaced}
    {mySpaced} ってマイナンバー見られたらまずいですか
    I gave them my My Number {my}`,
  ),
  ...of(
    'national-id',
    `my ssn is {ssn}
    SSN {ssnPlain}
    social security number {ssnSpaced}
    my social is {ssn}
    social: {ssn}
    they've got my social, {ssnPlain}
    national insurance number {nino}
    NI number {ninoSpaced}
    my nino is {nino}
    SIN {sin}
    my social insurance number is {sin}
    NRIC {nric}
    my IC number is {nric}
    aadhaar {aadhaar}
    Aadhaar number: {aadhaar}
    CPF {cpf}
    my brazilian cpf is {cpf}
    DNI {dni}
    tax file number {tfn}
    my NHS number is {nhs}
    住民登録番号 {rrn}
    韓国の住民番号{rrn}を教えました
    社会保障番号({ssn})を入力した
    身份证号 {cnid}
    台湾の身分証番号 {twid}
    HKID {hkid}`,
  ),
  ...of(
    'private',
    `振込先は三菱UFJ銀行 新宿支店 普通 {account} です
    普通 {account} に振り込みました
    口座番号は{account}
    ゆうちょ 記号{yuchoSymbol} 番号{yuchoNumber}
    自分の口座(みずほ 普通預金 {account})から抜かれた
    店番123 口座 {account}
    当座 {account} カ)ヤマダ
    普通預金の{account}に入れてと言われた
    支店名:本店 種別:普通 番号:{account}
    住信SBIネット銀行 代表口座 {account} です
    口座は{account}で名義は私です
    iban {iban}
    my iban is {ibanSpaced}
    {ibanSpaced}
    {ibanGb} that's the account they asked me to pay
    sort code {sort} account {ukAccount}
    sort {sort} acc no {ukAccount}
    {sort} {ukAccount}
    routing {aba} account {usAccount}
    account number {usAccount} at chase
    my bank account is {usAccount}
    wire it to acct# {usAccount}
    BSB 062-000 acct {ukAccount}
    my checking account, {usAccount}, is at zero
    IBAN:{ibanFr}`,
  ),
  ...of(
    'private',
    `私の番号は{mobile}です
    電話 {mobileTight}
    携帯{mobile}に連絡ください
    {mobileWide}にかけてください
    {mobileWorld} が私のLINEの番号
    TEL:{tel}
    実家は{telParen}です
    自宅の電話は{tel}、留守のことが多いです
    {mobileDots}
    連絡先→{mobileSpaced}
    母の携帯が{mobile}で、そっちにも電話が来てます
    電話番号は{mobileKanji}です
    my number is {phoneUs}
    call me on {ukMobile}
    text me: {usPhoneDashed}
    +1 {usPhoneDots} is mine
    my cell {usPhonePlain}
    reach me at {ukMobileWorld}
    my dad's phone {ukLandline} keeps ringing
    phone: {usPhoneDashed}
    whatsapp {inPhone}
    my mobile is {ukMobile}`,
  ),
  ...of(
    'private',
    `メールは{mail}です
    {mail}
    連絡先 {mailWide}
    {mail}に届いてます
    アドレスは{mailAt}
    登録メールアドレスが{mail}に変えられていた
    mail me at {mail}
    my email is {mailPlus}
    {mail} is my backup mail
    email: {mail}, please write there
    it's {mailSpelled}
    contact <{mail}>
    my work mail {mailPlus} got the same thing
    they changed the recovery mail to {mail}
    {mailSpaced} is where it went`,
  ),
  ...of(
    'private',
    `住所は東京都{addressJa}です
    {addressJaFull}
    届け先が〒{zip} {addressJaFull} になってました
    {addressJaFull}に住んでいます
    大阪府{addressJaKanji}の自宅に荷物が来た
    実家の住所 {addressJaFull} を書いてしまいました
    〒{zip}\\n{addressJaFull}\\n山田様方
    引っ越し前は{addressJaFull}でした
    家は{addressJaShort}です
    北海道{addressJaSapporo}です
    {addressJaBuilding}に届けられた
    配送先:{addressJaFull}
    I live at {addressEn}
    my address is {addressUsFull}
    {addressUsFull}
    shipped to {addressUsFull}, that is my house
    ship to: {addressUkFull}
    I'm at {addressUkFull}
    they have my home address, {addressEn}
    home: {addressUsFull}
    Flat 4, {addressEn}
    my parents live on {addressEn}
    PO Box {usdPlain}, Springfield, IL 62701
    Apt 12B {addressEn}, Denver CO 80203
    we moved from {addressUkFull} last year`,
  ),
  ...of(
    'private',
    `パスポート番号は{passport}です
    旅券番号 {passport} を送った
    免許証番号{licence}
    運転免許の番号が {licence} で写真も送った
    健康保険証の記号 1234 番号 {insurance}
    生年月日は{birthJa}です
    誕生日{birthJa}まで聞かれた
    昭和{showa}生まれです
    my passport number is {passport}
    passport {passport} scanned and sent
    driver's license {usLicence}
    DOB {birthEn}
    born {birthEn}
    date of birth: {birthUs}
    my birthday is {birthEn}, they asked for that too`,
  ),
]

export const FIFTH_CALM: string[] = [
  ...calm(`パスワードは変えました
    パスワードは昨日変更済みです
    パスワードは教えていません
    パスワードって毎月変えたほうがいいですか
    パスワードを変えたのに {time} にまたログインされた
    パスワードは8文字以上にしています
    パスワード変更メールが{count}通来た
    パスワードを忘れたのでリセットしたいです
    パスワードが{small}回まちがっていると出ます
    パスワードリセットの案内が{md}に来た
    パスワード再設定の期限は{ymd}まで
    パスは使い回していません
    パスワードは{year}年から同じです
    pwは変えてあります
    新しいパスワードは誰にも言ってません
    パスワードを入れたら真っ白になった
    パスワードもIDもわからない
    パスワードはGoogleに保存しています
    パスワードは1Passwordで管理しています
    パスワードマネージャーはBitwardenです
    パスキーにしました
    暗証番号は誰にも教えていません
    暗証番号を{small}回間違えるとロックされますか
    暗証番号は4桁です
    認証コードは来ていません
    認証コードが{count}通届きました
    認証コードを送ってと言われたけど送っていません
    認証番号は6桁です
    確認コードは{time}に届いた
    ワンタイムパスワードは10分で切れるそうです
    SMSは{time}と{time}に来ました
    コードの入力画面が出ます
    エラーコード {err} が出ます
    エラー{err}でログインできない
    注文番号は{order}です
    注文 {digital} の覚えがありません
    注文番号{order}で{yen}円
    問い合わせ番号 {tracking} で追跡できます
    伝票番号{tracking}
    荷物の追跡番号は{trackingEn}
    受付番号は{refPlain}と言われました
    受付番号{ref}
    ケースID {ref} をもらいました
    警察の受理番号は{count}号です
    {yen}円の請求が来ました
    {yenPlain}円引き落とされた
    {yenBig}円を振り込みました
    合計で{yenBig}円です
    {small}万円が{small}回
    毎月{yen}円
    残高が{yen}円しかない
    ギフト券{yen}円分を{small}枚
    {jdate}の{time}ごろです
    {ymd} {timeSec} にログイン
    {md}から{md}まで
    {jdate}に登録しました
    {time}から{time}のあいだ
    {count}通のメールが一晩で来た
    迷惑メールが{count}件
    {count}件の通知
    フォロワーが{count}人いました
    再生{count}回
    型番は{model}です
    iPhone{small}を使っています
    Windows 11 バージョン 22H2 ビルド {build}
    アプリのバージョンは{ver}
    Androidの{ver}です
    シリアル番号は聞かれていません
    郵便番号は{zip}です
    〒{zip}
    {year}年からの会員です
    {year}年に作ったアカウント
    東京2020のとき作った
    下4桁は{last4}です
    カードの末尾{last4}に請求
    カードは止めました
    カード番号は教えてません
    カードは2枚登録していました
    カード会社に{time}に電話した
    セキュリティコードは入れてません
    セキュリティコードって裏の3桁のことですか
    有効期限切れと出ます
    ウォレットのアドレスは{wallet}です
    送金先は{wallet}でした
    トランザクション {tx}
    取引ハッシュ:{tx}
    ビットコインのアドレス {btc} に送りました
    コミット {sha} から壊れた
    コミットハッシュは{shaShort}
    ハッシュ値 {sha} を確認しました
    メッセージID {snowflake}
    サーバーIDは{snowflake}です
    ユーザーID {snowflake} の人です
    https://www.amazon.co.jp/gp/css/order-details?orderID={order} を見てください
    https://discord.com/channels/{snowflake}/{snowflake}/{snowflake}
    https://example.com/help/{refPlain}
    YouTubeの https://youtu.be/dQw4w9WgXcQ です
    警察は#9110ですか
    188に電話しました
    110番しました
    ISBN {isbn} の本
    JANコード{isbn}
    気温は{small}度で湿度は{small}%
    {small}時間待ちました
    スコア{count}対{count}
    部屋番号は{last4}
    座席は{small}列{small}番
    会員数は{yenBig}人
    メモリは16GBでSSDは512GB
    画面は1920x1080です
    IPは分かりません
    1 2 3 4 5 6 と順に押しました
    手順1、2、3までやりました
    1. ログアウト\\n2. パスワード変更\\n3. 二段階認証
    3-2-1でカウントして
    0時23分に気づきました
    0:23、0:31、0:45の3回
    {yen}円、{yen}円、{yen}円の順で引かれてます
    {md} {yen}円\\n{md} {yen}円\\n{md} {yen}円
    鍵アカにしました
    秘密鍵は見せていません
    シードフレーズは紙に書いてあります
    シードフレーズって何ですか
    リカバリーフレーズの12個の単語は誰にも見せてない
    バックアップコードは10個あります
    復旧コードは印刷して保管しています
    トークンは再発行しました
    トークンってなんですか
    botのトークンは変えました
    クッキーは削除しました
    マイナンバーは教えていません
    マイナンバーカードを写真で送りました
    マイナポイントが{yen}円分
    マイナンバーは12桁ですよね
    口座は凍結してもらいました
    普通の口座です
    普通預金が{yen}円
    振込は{md}に{yen}円
    口座番号は言ってません
    電話が{count}回鳴った
    電話は{time}に切れました
    電話番号は変えていません
    住所は書いてません
    住所が知らない人のものになってた
    {small}丁目あたりのコンビニ
    3丁目の角です
    名前は伏せます
    生年月日は言っていない
    {small}歳です
    母は{small}0代です
    パスワードが漏れたのは{count}件だとニュースで見た
    ポイントが{count}ポイント減った
    {count}円の送料
    チャージ{yen}円
    レベル{count}のキャラが消えた
    フレンドコードは昔のです
    ルームID {refPlain}
    ZoomのミーティングID {zoom}
    時刻は{timeSec}
    お客様番号は{refPlain}です
    契約番号 {ref}
    見積番号 Q-{refPlain}
    請求書番号 INV-{refPlain}
    会員番号は{refPlain}
    チケット番号#{count}
    #{count} のチケットです
    {small}月{small}日から{small}日間
    {year}/{md} から使ってます
    Ver.{ver} にしたら直った
    パスワード変えてください
    パスワード変えてからログインできません
    パスワードを変えるにはどこを押せばいいですか
    パスワードは変えたけどメールアドレスが変えられていた
    パスワード:変更済み
    パスワード→変更した
    パスワード:忘れた
    PW:不明
    パス:まだ変えてない
    ID:わからない パスワード:わからない
    二段階認証:オン
    認証コード:届かない
    暗証番号:変更済み
    カード:停止済み
    コード:なし
    パスワード「を」変えるのか聞かれた
    パスワードに大文字が必要です
    パスワードは英数字{small}桁
    パスワードの有効期限は90日
    パスワードの欄にメールアドレスを入れてしまった
    パスワード1234とかにはしてません`),
  ...calm(`my password was changed
    I changed my password
    my password was reset at {time}
    password reset mail came at {time}
    password changed {small} times tonight
    they changed my password and my email
    my password has not changed since {year}
    the password is 12 characters long
    I don't remember the password
    I never told anyone my password
    what is a strong password
    password manager says {count} leaked
    i use 1Password
    I use Bitwarden for my passwords
    should I change my password again
    password must have 8 characters
    password: changed
    password: unknown
    pw: changed already
    pw changed yesterday
    pass the message on to them
    boarding pass for {md}
    I passed the test in {year}
    my password is safe
    my password is different everywhere
    my password is in my notebook
    my password is the same as before
    the password is correct but it says wrong
    password works on the phone
    the pin is blocked
    pin it to the top please
    I pinned message {snowflake}
    my pin has not leaked
    pin: changed
    the code did not arrive
    the code expired after 10 minutes
    code: none
    I got {count} codes in one night
    I did not share the code
    verification code never came
    verification code requests at {time} and {time}
    error code {err}
    error {err} when I log in
    status {err} from the site
    area code 415
    zip code 90210
    my zip is 94107
    postcode SW1A 1AA
    promo code SAVE20
    discount code WELCOME10
    discount code SPRING{year}
    country code +81
    order {order}
    order number {order} is not mine
    order #{refPlain}
    my order {digital} was cancelled
    tracking number {trackingEn}
    tracking {ups}
    UPS says {ups}
    case {refPlain}
    case number {ref}
    case id {ref} from support
    ticket #{count}
    ticket {refPlain}
    reference {ref}
    ref no {refPlain}
    confirmation number {ref}
    booking reference {pnr}
    flight {flight} on {md}
    invoice INV-{refPlain}
    invoice {refPlain} for \${usd}
    \${usd} is gone
    they took \${usdPlain}
    \${usd} and \${usd} and \${usd}
    {usd} USD
    I lost {yenBig} yen
    {yenBig} won
    £{usdPlain} from my savings
    €{usd} to someone in spain
    {count} emails in an hour
    {count} spam mails
    {count} people saw it
    {count} followers
    {count} notifications
    at {time} and again at {time}
    between {time} and {time} on {ymd}
    {ymd} {timeSec}
    on {md}/{year}
    since {year}
    I was born in the 90s
    account made in {year}
    member since {year}
    {small} days ago
    {small} hours and {small} minutes
    version {ver}
    app version {ver} build {build}
    iOS {ver}
    Windows build {build}
    iPhone {small} pro
    model {model}
    model number {model}
    serial not given
    resolution 1920x1080
    16GB ram and a 512GB ssd
    ends in {last4}
    card ending {last4} was charged
    the last four digits are {last4}
    visa ending in {last4}, \${usd}
    my card is frozen
    card was cancelled at {time}
    I didn't give the card number
    they only have the last 4
    cvv not entered
    never gave the cvv
    expired card
    bank called at {time}
    my bank froze it
    account closed in {year}
    account number unknown
    my account was opened in {year}
    routing was fine
    wallet {wallet}
    sent 0.5 eth to {wallet}
    tx {tx}
    transaction hash {tx}
    txid {txPlain}
    btc address {btc}
    commit {sha}
    commit {shaShort} broke it
    git sha {sha}
    sha256 of the file is {sha64}
    checksum {sha64}
    md5 {md5}
    uuid {uuid}
    request id {uuid}
    trace id {md5}
    message id {snowflake}
    server id {snowflake}
    user id {snowflake}
    guild {snowflake}
    https://discord.com/channels/{snowflake}/{snowflake}
    https://example.com/orders/{order}
    https://github.com/owner/repo/commit/{sha}
    https://www.youtube.com/watch?v=dQw4w9WgXcQ
    https://bit.ly/3xYz9Ab
    https://example.com/reset?lang=en&step=2
    isbn {isbn}
    barcode {isbn}
    zoom id {zoom}
    room {last4}
    seat {small}C
    gate {small}
    level {count}
    score {count}-{count}
    k/d {small}.{small}
    {count} points
    temperature {small} degrees
    step 1 2 3 4 5 6 done
    1. log out\\n2. change password\\n3. turn on 2fa
    press 1, then 2, then 4
    seed phrase is on paper
    I never shared my seed phrase
    what is a seed phrase
    12 words in a drawer
    my private key is safe
    the private key was never online
    backup codes are printed
    I have 10 backup codes left
    recovery codes: printed
    bot token was rotated
    token revoked
    the token price fell to \${usd}
    {count} tokens of that coin
    cookies cleared
    session expired
    session ended at {time}
    my ssn was not shared
    they asked for my social but I refused
    social media since {year}
    phone died at {time}
    {small} missed calls
    call 911
    text 7726 to report spam
    dial 159
    IC3 complaint {refPlain}
    police report {ref}
    crime reference {ref}
    Action Fraud NFRC{refPlain}
    my address was changed to someone else's
    somewhere on 5th avenue
    street was closed
    my email was changed at {time}
    no mail since {md}
    my name is not important
    my birthday is next week
    I'm {small}
    she is 7{small}
    two of us, 34 and 36
    about 40 percent
    half of {usd}
    {usd} + {usd} = a lot
    the password page at https://accounts.google.com/signin/recovery
    login from Chrome 121.0.6167.85 on Windows 10
    login from 3 devices in 2 countries
    uid {refPlain}
    friend code is old
    steam level {small}
    steam trade {refPlain}
    my username is dragon{small}
    username: hana_0412
    his name there is User{refPlain}
    gamertag xX{small}SniperXx
    the file is IMG_{refPlain}.jpg
    screenshot_{year}1124-{refPlain}.png
    invoice_{refPlain}.pdf
    passport photo was not sent
    license expired in {year}
    Model S 75D
    call of duty 4
    route 66
    code of conduct section {small}
    the secret santa list
    key account manager
    the key thing is to stay calm
    I lost my house key
    token of thanks
    pin drop quiet
    pass on the left
    one time I paid \${usdPlain}
    one-time fee of \${usdPlain}
    one time payment {usd}
    code red at {time}
    dress code is casual`),
]
