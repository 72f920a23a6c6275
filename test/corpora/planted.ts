/** Messages with one or more secrets, as people write them when they are frightened. `type` is what has to be found. */
export type Planted = { type: string; template: string }

const of = (type: string, lines: string): Planted[] =>
  lines
    .trim()
    .split('\n')
    .map(line => ({ type, template: line.trim().replaceAll('\\n', '\n') }))

/** The part the detectors were tuned on. */
export const TUNED: Planted[] = [
  ...of(
    'card-number',
    `カード番号は{card}です、止めてもらえますか
    登録していたカードは {cardSpaced} です。有効期限は来年です
    {cardDashed} このカードが使われました
    カードは{cardWide}、名義は自分です
    番号これです→{cardWideDashed} 不正利用されてる
    相手に送った番号: {cardDotted}
    カードの番号を写します。\\n{cardLines}\\nお願いします
    慌てて {cardTwoLines} って入力しちゃいました
    偽サイトに{cardHidden}を入力してしまった
    口頭で言われるままに{cardKanji}と答えました
    my card is {card} please block it
    They have my card number {cardSpaced} exp 04/27
    typed {cardDashed} into the fake site, then realised
    I read it out: {cardWords}. He thanked me and hung up
    amex {amex} was charged 3 times
    visa:{card}(デビット)で2万円落ちてます
    アマゾンに登録してた{card}が勝手に消されてた
    card number\\n{card}\\nname on card is mine`,
  ),
  ...of(
    'one-time-code',
    `届いたコードは{otp}でした。これを電話の人に言ってしまいました
    認証コード:{otp}
    認証コードが{otp}って来て、そのまま教えました
    SMSで{otp}と届いたので相手に送りました
    {otp}でした
    ワンタイムパスワード {otp} を入力した後に引き落とされた
    「{otp}」という認証コードを友達のアカウントに送ってしまって
    確認コードは{otpWide}だったと思います
    6桁の番号{otp}を読み上げてしまいました
    【Amazon】{otp} は確認コードです。誰にも教えないでください
    本人確認コード\\n{otp}\\nというショートメールが何通も
    LINEの4桁の認証番号 {otp4} を聞かれて答えた
    {otpG} って番号が来て、Googleの確認らしいです
    my code is {otp} and he asked me to read it
    Your verification code is {otp}. Don't share it with anyone.
    {otp} is your Facebook confirmation code
    he said he needed the code so I sent {otpSpaced}
    the OTP was {otp} and I typed it in the fake page
    Telegram code: {otp}. You can also tap on this link
    I gave them the 6-digit code {otpDashed} over the phone
    security code {otp8} from my bank app, I read it to him
    login code {otp}, did I just give away my account
    got a text with {otp} and told the guy on the phone
    use {otp} as your Microsoft account security code`,
  ),
  ...of(
    'password',
    `パスは{pw}です
    パスワードは「{pwWord}」でした。簡単すぎました
    パスワード:{pw}
    使ってたパスワードは{pwStrong}で、全部のサイトで同じです
    IDとパスは user88 / {pw} でした
    pwは{pw}なんですけど変えた方がいいですか
    パスワードは{pwKana}でした
    「{pw}」というパスワードを使い回してました
    {pw}がパスワードです
    パスワードを{pwStrong}に変えました
    ぱすわーど {pw} で登録してました
    ログインパスは{pwStrong}
    my password is {pw}
    password: {pwStrong}
    pw {pw} please check if someone is in
    the password was {pwWord}, I used it everywhere
    user: momo\\npass: {pw}
    I used "{pw}" as my password since 2010
    my pass is {pwDashed} if that helps
    {pw} is my gmail password
    password used to be {pw} and now it's rejected
    they reset it to {pwStrong} wait no the password was {pwStrong}
    sent him my login momo@example.com:{pw}`,
  ),
  ...of(
    'pin',
    `暗証番号は{pin}です
    キャッシュカードの暗証番号 {pin} を教えてしまった
    PINコードは{pin}でした
    my PIN is {pin}
    I told them my pin number, {pin}
    pin: {pin} and the card is in the envelope`,
  ),
  ...of(
    'card-security-code',
    `裏の3桁は{cvc}です
    セキュリティコード{cvc}も入力しました
    cvv {cvc}
    CVCは{cvc}と書いてあります
    card security code is {cvc}
    the three digits on the back are {cvc}`,
  ),
  ...of(
    'seed-phrase',
    `シードフレーズは {seed12} です
    リカバリーフレーズを入れてしまいました: {seed24}
    ウォレットの復元用です\\n{seedNumbered}
    ふっかつのじゅもんは{seedJa}
    my seed is {seed12}
    I typed {seedCommas} into the site
    recovery phrase: {seed24}
    {seed12}`,
  ),
  ...of(
    'private-key',
    `秘密鍵 {hex64} を貼り付けました
    {wif} これをサイトに入れたら全部なくなった
    鍵です\\n{pem}
    private key: {hex64}
    my private key is 0x{hex64}
    {xprv} was on my desktop
    I pasted {wif} into telegram`,
  ),
  ...of(
    'token',
    `トークンは{discord}です、盗まれたかも
    ボットのトークン {telegram} が漏れました
    コンソールに貼ってと言われて {jwt} を送りました
    APIキー {openai} を公開してしまった
    Cookie: sessionid={session}; theme=dark
    my discord token {discord} got leaked
    token={session}
    export OPENAI_API_KEY={openai}
    aws key {aws} was in the repo
    {github} was in the file I ran
    slack {slack}
    Authorization: Bearer {jwt}
    posting to https://{webhook} every minute
    telegram bot token: {telegram}`,
  ),
  ...of(
    'my-number',
    `マイナンバーは{my}です
    個人番号 {mySpaced} の写真を送りました
    マイナンバー{myDashed}を入力させられた
    {myWide}という番号を教えました、マイナンバーカードのです
    番号は{my}と答えた
    I sent them my Japanese My Number {mySpaced}`,
  ),
  ...of(
    'national-id',
    `my SSN is {ssn}
    they asked for social security and I said {ssn}
    NRIC {nric} uploaded to the fake site
    제 주민등록번호 {rrn}
    ssn {ssn}, dob as well`,
  ),
  ...of(
    'recovery-code',
    `バックアップコードは {backup} と {backup} です
    backup codes: {backup} {backup} {backup}
    Googleのバックアップコード {backup8} を渡した
    recovery code {backup} was on the screenshot`,
  ),
]

/** Written before any tuning. First run: 251 of 264 caught (95.1 %); its misses were then repaired, so it now guards against going back. */
export const HELD_OUT: Planted[] = [
  ...of(
    'card-number',
    `夫のクレカ({cardSpaced})が勝手に登録されてて怖いです
    えっと、{cardWide} 期限が03/28で入れちゃいました
    カード会社に電話中です。番号 {cardDashed} 、これで合ってますか
    please help, {card} is my debit card and they drained it
    number: {cardTwoLines}
    the site took {cardSpaced} and then crashed
    {cardWideDashed}を止めたい
    JCBの{cardHidden}です`,
  ),
  ...of(
    'one-time-code',
    `友達から「番号教えて」って言われて{otp}って返しちゃった
    PayPayの認証番号が{otp4}で、それを伝えました
    銀行のワンタイム、{otp}です。言いました
    {otp}がインスタのログインコードみたい
    WhatsApp code {otpDashed} sent to "my sister"
    he said read me the number, it was {otp}, I told him
    steam sent me a code {otp} and I entered it on their page
    Enter {otp} to verify. I did not ask for this`,
  ),
  ...of(
    'password',
    `アマゾンのパス{pw}だったんだけど短すぎたかな
    パスワード\\n{pwStrong}\\nです
    パスワードが{pw}だったので当てられたんだと思います
    login: kenji55 password: {pw}
    it was {pw} my old password from school
    I changed my password to {pwStrong} just now
    Pw = {pwStrong}
    メールは taro@example.jp 、パスは {pw}`,
  ),
  ...of('pin', `ATMの暗証番号が{pin}だとばれました\nhe knows my pin ({pin})`),
  ...of('card-security-code', `セキュリティーコードの{cvc}も書いた\nand the cvv2 was {cvc}`),
  ...of(
    'seed-phrase',
    `MetaMaskの12単語 {seed12} を打ち込んだ\nwallet words below\\n{seedNumbered}\nニーモニック:{seedCommas}`,
  ),
  ...of('private-key', `プライベートキーは{hex64}\nprivkey {wif}\nhere is the key {pem}`),
  ...of(
    'token',
    `curl -H "Authorization: Bearer {openai}"\n.ROBLOSECURITY={session}\nDISCORD_TOKEN={discord}\n{telegram} ← これがbotのトークン`,
  ),
  ...of('my-number', `通知カードの個人番号→{my}\nマイナンバーも聞かれて、{mySpaced} と答えました`),
  ...of('national-id', `social security number: {ssn}\nI gave my nric {nric} to the recruiter`),
  ...of(
    'recovery-code',
    `リカバリーコード {backup}、{backup} を見られた\nhe asked for my discord backup code, {backup}`,
  ),
]
