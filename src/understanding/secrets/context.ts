import { isLetter } from '../local/fold.ts'
import { PhraseTrie } from '../local/phrase-trie.ts'

/** What kind of value a word announces. `other` words announce a harmless number and so silence weaker ones. */
export type ContextKind =
  | 'code'
  | 'code-weak'
  | 'pin'
  | 'cvc'
  | 'card'
  | 'expiry'
  | 'recovery'
  | 'password'
  | 'login'
  | 'my-number'
  | 'national'
  | 'bank'
  | 'account'
  | 'reference'
  | 'passport'
  | 'licence'
  | 'birth'
  | 'key'
  | 'token'
  | 'seed'
  | 'chain'
  | 'phone'
  | 'parcel'
  | 'told'
  | 'name'
  | 'user'
  | 'service'
  | 'side'
  | 'home'
  | 'other'

/** A context word found in the lower-cased folded text. */
export type Context = { kind: ContextKind; start: number; end: number }

const WORDS: Record<ContextKind, string> = {
  code: 'gate code|door code|entry code|alarm code|keypad code|badge door|badge code|ガードコード|オートロックの番号|オートロック|telephone banking number|6 digits|six digits|mtan|sms-tan|phototan|tan|验证码|驗證碼|인증번호|código|codigo|codice|number from the text|numbers from the text|digits from the text|number from the sms|number in the text|code from the text|6けたの番号|6けたの数字|6ケタ|セキュリティ番号|認証コード|認証こーど|確認コード|認証番号|確認番号|検証コード|ワンタイムパスワード|ワンタイムパス|ワンパス|ワンタイムコード|ログインコード|ログイン番号|本人確認コード|承認コード|承認番号|二段階認証の番号|2段階認証の番号|二段階認証コード|2段階認証コード|二段階コード|2段階コード|二要素コード|smsコード|smsの番号|smsの数字|smsに書いてあった番号|ショートメールの番号|ショートメールの数字|6桁のコード|六桁のコード|6桁の番号|六桁の番号|6桁の数字|六桁の数字|4桁の認証|セキュリティコード|セキュリティーコード|otp|one-time password|one time password|one-time code|one time code|one-time passcode|one time passcode|onetime code|verification code|verification number|verify code|confirmation code|auth code|authentication code|authenticator code|authorization code|authorisation code|security code|login code|log-in code|sign-in code|signin code|sign in code|access code|sms code|texted code|text code|2fa code|2-step code|two-factor code|two factor code|mfa code|2fa|passcode|6-digit code|six-digit code|6 digit code|six digit code|steam guard code|steam guard|スチームガード|steamガード|認証キー|認証用コード|トークンコード',
  'code-weak': '6桁|六桁|4桁|四桁|5桁|8桁|コード|こーど|code|codes',
  pin: 'pincode|pin-code|mon code|mi pin|il mio pin|メモラブル|opens with|unlocks with|で開きます|で開く|で開けられ|で開けて|phone passcode|iphone passcode|ipad passcode|lock screen passcode|device passcode|screen passcode|phone pin|screen lock|ロック解除|画面ロック|ロックの番号|ロックの数字|unlock pattern|暗証番号(4桁)|暗証番号 (4桁)|暗証番号4桁|4桁の暗証番号|四桁の暗証番号|4桁の暗証|ロック番号|ロック解除番号|ロック解除の番号|画面ロックの番号|解除番号|解除コード|lock code|unlock code|screen lock code|暗証番号|暗証|pinコード|pin番号|ピンコード|ピン番号|pin code|pin number|pin',
  cvc: 'card security|cid|csc|cvn|cvs|card verification|裏のコード|裏面のコード|カードの裏の数字|裏の3ケタ|裏の3けた|裏の三ケタ|裏の三けた|裏3ケタ|裏3けた|裏面3ケタ|裏面の3ケタ|security code on the back|code on the back|number on the back|numbers on the back|digits on the back|裏面3桁|裏3桁|裏面三桁|裏三桁|うらの3桁|裏面の3けた|cvc2|cvv2|cvc|cvv|裏の3桁|裏の三桁|裏面の3桁|裏面の三桁|裏の数字|裏面の数字|裏の番号|裏面の番号|裏側の3桁|カードのセキュリティコード|カード裏|3 digits on the back|three digits on the back|3 digit number on the back|number on the back|card security code|カードの裏',
  card: 'カード番号|カードナンバー|クレカ番号|クレカの番号|クレジットカード番号|クレジット番号|デビットカード番号|カードの番号|card number|card no|card num|card #|credit card|debit card|card details|cc number|クレジットカード|クレカ|デビットカード',
  expiry:
    '期限|有効期限|有効期間|expiry date|expiration date|expiration|expiry|expires|valid thru|valid until|exp date|exp',
  recovery:
    '回復用コード|復旧用コード|復元用コード|再発行コード|バックアップ コード|リカバリー コード|緊急コード|緊急用のコード|emergency code|emergency codes|rescue code|バックアップコード|リカバリーコード|リカバリコード|回復コード|復旧コード|復元コード|復元キー|リカバリーキー|リカバリキー|回復キー|復旧キー|緊急用コード|予備コード|予備のコード|バックアップ用コード|バックアップ用のコード|引き継ぎコード|引継ぎコード|引継コード|引き継ぎパス|復旧用のコード|回復用のコード|emergency recovery code|backup key|2fa backup|spare code|spare codes|backup codes|backup code|recovery codes|recovery code|recovery key|backup key|rescue code|rescue key|account recovery code|restore code|restore key|transfer code',
  password:
    'contraseña|contrasena|mot de passe|senha|wachtwoord|kennwort|hasło|haslo|密码|密碼|비밀번호|비번|пароль|mật khẩu|kata sandi|memorable word|memorable place|memorable name|security word|secret word|magic word|safe word|code word|まもりことば|pasuwaado|pasuwa-do|pasuwado|pasukoodo|パスワード|ログインパスワード|ぱすわーど|パスコード|パスフレーズ|ログインパス|パス|password|passwd|passwort|passphrase|pass phrase|pass word|pw|pwd|pass|psw|パスワ|ぱす|質問の答え|質問への答え|secret answer|security answer|answer to my secret question|answer to my security question|answer to the secret question|answer to the security question|security question answer|passwords|passcodes|pws|合言葉|合い言葉|あいことば|パスワド|p/w|passw|秘密の質問|秘密の答え|wi-fiのキー|wifiのキー|wifiキー|wi-fiキー|ネットワークキー|暗号化キー|wifi key|wi-fi key|network key',
  login:
    'log on|logon|ログオン|vpn|リモートデスクトップ|router admin|logging in|logged in|logging into|logged into|log into|sign into|signing in|wi-fi|wifi|ログイン情報|ログイン|ろぐいん|アカウント情報|login|log in|credentials|creds|signin|sign in',
  'my-number':
    '個人番号カードの番号|個人番号カード|マイナカードの番号|マイナカード|マイナンバーカードの番号|マイナンバーカード番号|マイナンバーの番号|マイナンバー|個人番号|my number|mynumber',
  national:
    '基礎年金番号|年金番号|年金手帳|被保険者番号|保険者番号|雇用保険番号|雇用保険|住民票コード|健康保険証|保険証の番号|保険証番号|記号・番号|medicare card|medicare|medicaid|pps number|ppsn|voter id|tax code|social security number|social security|ssn|sin number|social insurance number|nric|fin number|national insurance number|national insurance|ni number|nino|aadhaar|aadhar|adhaar|resident registration|주민등록번호|住民登録番号|身份证|national id|id card number|identity number|national identity|identity card|social sec|my social|their social|his social|her social|tax file number|tax file no|tax id|tax number|taxpayer number|tfn|nhs number|nhs no|cpf|cnpj|dni|nie|hkid|hong kong id|pesel|codice fiscale|steuer-id|steueridentifikationsnummer|bsn|personnummer|curp|pan card|medicare number|citizen number|health insurance number|insurance number|sin is|sin:|社会保障番号|国民番号|身分証番号|身分証の番号|身分証明書番号|納税者番号|住民番号|外国人登録番号|在留カード番号|在留カードの番号',
  bank: '口座番号|銀行口座|振込先|振り込み先|口座|普通預金|普通|当座|貯蓄|記号番号|記号|account number|account no|acct no|acct number|acct|account #|routing number|routing|sort code|aba number|bank account|checking account|chequing account|savings account|current account|acc no|acc number|acc #|a/c no|a/c|bsb|支店|預金',
  account: 'account|acct',
  reference:
    'ケース|trans|store|reg|管理no|逮捕状番号|receipt|meeting id|uid|client_id|client id|app id|guild id|message id|注文番号|オーダー番号|オーダーid|注文id|受付番号|受理番号|受付no|問い合わせ番号|お問い合わせ番号|お問合せ番号|問合せ番号|伝票番号|追跡番号|送り状番号|荷物番号|配送番号|予約番号|会員番号|お客様番号|お客さま番号|契約番号|整理番号|管理番号|ケース番号|ケースid|チケット番号|照会番号|取引番号|決済番号|請求番号|請求書番号|領収書番号|相談番号|事件番号|申請番号|案件番号|参照番号|利用者番号|顧客番号|注文no|注文|case number|case no|case id|case #|case|order number|order no|order id|order #|order|reference number|reference no|reference|ref no|ref number|ref|ticket number|ticket no|ticket id|ticket #|ticket|tracking number|tracking no|tracking id|tracking|police report|report number|report no|crime reference|crime number|incident number|incident no|incident|confirmation number|booking number|booking reference|invoice number|invoice no|invoice|transaction id|transaction number|complaint number|customer number|customer id|member number|membership number|claim number',
  passport:
    'パスポート番号|パスポートの番号|パスポート|旅券番号|旅券|passport number|passport no.|passport no|passport #|passport',
  licence:
    "免許証番号|運転免許証|免許証の番号|免許証|免許番号|免許の番号|免許|dl number|dl no|dl #|driver's license|drivers license|driver license|driving licence|driving license|driver's licence|licence number|license number",
  birth: '生年月日|誕生日|生まれ|date of birth|birth date|birthdate|birthday|dob|born on|born',
  token:
    'access token|auth token|bot token|トークン|token|クッキー|cookies|cookie|セッションid|セッション|session id|session|jwt|.roblosecurity|bearer',
  key: 'api_hash|api hash|app_secret|client_secret|client secret|セットアップキー|設定キー|シークレット|setup key|set-up key|2fa secret|totp secret|totp|2fa key|authenticator key|authenticator secret|pk|秘密鍵|秘密キー|プライベートキー|private key|privkey|priv key|secret key|秘密のキー|シークレットキー|signing key|apiキー|api key|apikey|api secret|api token|secret',
  seed: 'シードフレーズ|シード フレーズ|リカバリーフレーズ|リカバリフレーズ|シークレットフレーズ|復元フレーズ|ニーモニック|回復フレーズ|seed phrase|seed words|recovery phrase|secret phrase|secret recovery phrase|mnemonic|backup phrase|recovery words|12 words|24 words|12単語|24単語|12個の単語|24個の単語|seed|シード',
  chain:
    '公開鍵|公開キー|public key|pubkey|ssh-rsa|ssh-ed25519|トランザクション|txハッシュ|tx hash|txid|tx id|transaction hash|transaction|ハッシュ|hash|etherscan|sha256|sha-256|checksum|アドレス|address',
  phone: '電話番号|電話|携帯番号|携帯|でんわ|tel|phone number|phone|mobile|cell|call me|whatsapp|fax|連絡先',
  parcel:
    '伝票|追跡|荷物|小包|宅配|配達|配送|ヤマト|佐川|ゆうパック|送り状|parcel|package|shipment|delivery|courier|fedex|ups|dhl',
  told: '送り|送信|送っ|通知|読まさ|読んで|一つずつ|ひとつずつ|sent|番号|数字|入れ|said|says|read|replied|answered|enter|numbers|digits|答え|返事|口頭|言う|言わ|聞かれ|聞き出|見せ|一桁|けた|届く|届き|届け|sms|ショートメール|ショートメッセージ|教え|伝え|入力|打ち込|打っ|読み上げ|届い|来た|きた|送られて|送って|言っちゃ|言って|渡し|to confirm your|to verify your|to log in|to sign in|to complete your|text came|text was|message said|message says|sms was|told|gave|give|read it|read out|read him|read her|read them|texted|text said|text says|text message|forwarded|put it in|typed in|pasted|handed|screenshot|スクショ|転送|返信|返し|entered|typed|type in|sent him|sent her|sent them|sent me|got a text|shared|二段階|2段階|認証|ワンタイム|verify|verification|one-time|authenticator',
  name: '担当者|担当|name on the account|cardholder name|card holder|名義人|名義|氏名|お名前|宛名|受取人|口座名義|本名|届け先の名前|名前|full name|account holder|cardholder|name on the card|in the name of|under the name|the name is|his name is|her name is|real name is|named|name is|name was|recipient',
  user: 'renamed|rename|named|called|hacker|犯人|相手の名前|改名|username|user name|user id|userid|user|nickname|handle|gamertag|screen name|account name|ユーザー名|ユーザー|ユーザid|ユーザーid|アカウント名|アカウント|ハンドル|ニックネーム|表示名|ログインid|id|profile|channel|server|サーバー|チャンネル',
  service: '',
  side: 'on the strip|the strip|うら|on back|うら側|後ろ|背面|裏っかわ|うしろ|by the signature|near the signature|signature|サイン欄|裏側|裏面|署名欄|サイン欄|表面|カードの表|アメックスの表|on the back|of the back|back of|on the front|reverse side|signature strip|signature panel',
  home: '住所|自宅|実家|家は|住んで|住まい|住居|転居先|引っ越し先|届け先|配送先|送り先|アパート|マンション',
  other:
    '下4桁|下四桁|下4けた|末尾4桁|末尾の4桁|末尾|boarding pass|season pass|battle pass|game pass|day pass|bus pass|rail pass|エラーコード|エラー番号|エラー|qrコード|qr コード|バーコード|クーポンコード|プロモコード|プロモーションコード|招待コード|紹介コード|友達コード|フレンドコード|国コード|国番号|市外局番|銀行コード|支店コード|支店番号|店番|店番号|金融機関コード|証券コード|銘柄コード|商品コード|品番|型番|商品番号|製品番号|シリアル番号|ソースコード|文字コード|カラーコード|郵便番号|部屋番号|バージョン|会議コード|error code|error codes|error|err|status code|response code|zip code|zipcode|zip|postcode|postal code|postal|area code|country code|dialing code|promo code|coupon code|discount code|referral code|invite code|friend code|qr code|qr codes|barcode|source code|product code|dress code|code of conduct|version|http|build|article|model|isbn|jan|型式|postcode|color code|parallel|swift code|bank code|branch code|store number|shop number|店舗番号|flight|short code|block number|ブロック番号|ブロック',
}

/** Who sends codes. */
const SERVICES =
  'telegram|line|whatsapp|instagram|facebook|google|gmail|discord|steam|paypal|amazon|apple|icloud|microsoft|yahoo|paypay|mercari|revolut|wise|coinbase|binance|netflix|twitter|tiktok|snapchat|uber|signal|viber|kakao|ebay|twitch|roblox|epic|テレグラム|ライン|ワッツアップ|インスタ|フェイスブック|グーグル|ディスコード|スチーム|ペイパル|アマゾン|アップル|マイクロソフト|ヤフー|ペイペイ|メルカリ|楽天|ドコモ|ソフトバンク|銀行|ツイッター'
WORDS.service = SERVICES

/** Words made of two halves: what it is for and what it is. Any pair says the same, so all pairs stand here without being listed. */
const PAIRS: readonly { kind: ContextKind; heads: string; links: string; tails: string }[] = [
  {
    kind: 'code',
    heads:
      '認証|確認|検証|本人確認|ログイン|サインイン|ワンタイム|二段階|2段階|二段階認証|2段階認証|二要素|承認|セキュリティ|sms|アクセス|照合|認証アプリ|2fa|ショートメール',
    links: '|の|用|用の',
    tails: 'コード|番号|数字|ナンバー|パスコード|キー|桁',
  },
  {
    kind: 'code',
    heads: `verification|verify|auth|authentication|authenticator|authorization|login|log-in|sign-in|signin|security|access|sms|text|2fa|two-factor|two-step|one-time|one time|mfa|secret|${SERVICES.replace(/\|[^a-z].*/, '')}`,
    links: ' | guard | login | security | verification ',
    tails: 'code|number|passcode|digits|pin',
  },
  {
    kind: 'code',
    heads: '4|5|6|8|four|five|six|eight',
    links: ' digit |-digit |digit ',
    tails: 'code|number|passcode|otp|thing',
  },
  {
    kind: 'recovery',
    heads: 'バックアップ|リカバリー|リカバリ|復旧|回復|復元|緊急|予備|引き継ぎ|引継ぎ|非常用',
    links: '|の|用|用の',
    tails: 'コード|キー|番号',
  },
  {
    kind: 'recovery',
    heads: 'backup|recovery|rescue|emergency|restore|spare',
    links: ' | login | access | 2fa ',
    tails: 'code|codes|key',
  },
]

/** Words that one slip of the finger away are still read as meant: a letter left out or two exchanged. */
const MISTYPED: readonly { kind: ContextKind; word: string }[] = [{ kind: 'password', word: 'password' }]

function* everyWord(): Generator<readonly [ContextKind, string]> {
  for (const [kind, words] of Object.entries(WORDS))
    for (const word of words.split('|')) {
      yield [kind as ContextKind, word]
      // Whoever is upset does not convert: せきゅりてぃこーど is セキュリティコード.
      const plain = word.replace(/[ァ-ヶ]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0x60))
      if (plain !== word && /^[ぁ-んー]{5,}$/.test(plain)) yield [kind as ContextKind, plain]
    }
  for (const { kind, heads, links, tails } of PAIRS)
    for (const head of heads.split('|'))
      for (const link of links.split('|')) for (const tail of tails.split('|')) yield [kind, head + link + tail]
  for (const { kind, word } of MISTYPED)
    for (let at = 1; at < word.length; at++) {
      yield [kind, word.slice(0, at) + word.slice(at + 1)]
      yield [kind, word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)]
    }
}

/** Every word with its first meaning; one pass over the text finds them all. */
const KINDS = new Map<string, ContextKind>()
for (const [kind, word] of everyWord()) if (!KINDS.has(word)) KINDS.set(word, kind)
const ENTRIES = [...KINDS].map(([word, kind]) => ({ word, kind, ascii: /^[a-z0-9]/.test(word) }))
const TRIE = new PhraseTrie([...KINDS.keys()])

const OTHER_CODE = /^(?!送信|受信|受取|引換|入力|通知|変更|再送|新規|設定|登録|到着|臨時|専用|本人)[一-龠]{2}$/

/** Finds every context word, the longest at each place, none overlapping. Sorted by start. `lower` is the lower-cased folded text. */
export function contexts(lower: string): Context[] {
  const found: Context[] = []
  for (let at = 0; at < lower.length; at++) {
    const unit = lower.charCodeAt(at)
    if (isLetter(unit) && isLetter(lower.charCodeAt(at - 1))) continue
    let longest: number | undefined
    let node = TRIE.step(0, unit)
    for (let i = at + 1; node !== 0; node = TRIE.step(node, lower.charCodeAt(i++))) {
      const entry = TRIE.endsAt(node)?.[0]
      if (entry === undefined) continue
      const cuts = ENTRIES[entry]!.ascii && isLetter(lower.charCodeAt(i)) && isLetter(lower.charCodeAt(i - 1))
      // A single sign with anything behind it is part of another word: 裏切り says nothing of the back of a card.
      const isPart = i === at + 1 && i < lower.length
      if (!cuts && !isPart) longest = entry
    }
    if (longest === undefined) continue
    const { word, kind } = ENTRIES[longest]!
    const end = at + word.length
    // 店舗コード, 地域コード: what stands before says that it is no code to log in with; those are listed as whole words.
    const other = word === 'コード' && OTHER_CODE.test(lower.slice(Math.max(0, at - 2), at))
    found.push({ kind: other ? 'other' : kind, start: at, end })
    at = end - 1
  }
  return found
}

/** Index of the first (a context, say) that starts at or after `position`. */
export function firstAfter(sorted: readonly { readonly start: number }[], position: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.start ?? 0) < position) low = middle + 1
    else high = middle
  }
  return low
}

/** Words that speak of getting in somewhere. */
export const LOGIN: readonly ContextKind[] = ['password', 'login']

/** Whether a word of one of these kinds begins from `from` to `to`, both included. */
export function isSpokenOf(
  sorted: readonly Context[],
  from: number,
  to: number,
  kinds: readonly ContextKind[],
): boolean {
  for (let at = firstAfter(sorted, from); at < sorted.length; at++) {
    const context = sorted[at]
    if (!context || context.start > to) return false
    if (kinds.includes(context.kind)) return true
  }
  return false
}
