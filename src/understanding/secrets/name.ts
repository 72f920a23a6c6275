import type { Context } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'
import { persons } from './person.ts'

/** The most frequent Japanese family names; precision first, so a rare name without a label stays. */
const FAMILY_NAMES = (
  '佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡部 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 斉藤 齋藤 清水 山崎 阿部 森 池田 橋本 山下 石川 中島 前田 藤田 後藤 ' +
  '小川 岡田 村上 長谷川 近藤 石井 遠藤 坂本 青木 藤井 西村 福田 太田 三浦 岡本 松田 中川 中野 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 柴田 酒井 宮崎 横山 高木 安藤 ' +
  '宮本 大野 内田 工藤 高田 丸山 今井 河野 藤原 村田 武田 上野 杉山 増田 菅原 平野 大塚 千葉 久保 松井 岩崎 木下 野口 松尾 野村 菊地 菊池 佐野 大西 杉本 新井 浜田 古川 市川 ' +
  '小松 水野 桜井 吉川 山内 西田 飯田 西川 小山 望月 島田 北村 東 五十嵐 福島 服部 安田 中田 川口 平田 川崎 本田 久保田 沢田 辻 関 吉村 樋口 岩田 田口 中西 土屋 秋山 大橋 堀 松下 片山'
).split(' ')
const FAMILY = new Set(FAMILY_NAMES)

/** Length of the family name a name begins with, 0 where it is none we know. */
function familySize(name: string): number {
  for (const size of [3, 2, 1]) if (FAMILY.has(name.slice(0, size))) return size
  return 0
}

const NOT_A_NAME =
  /他人|本人|自分|私|第三者|知人|不明|別人|会社|法人|知ら|誰|家族|友人|友達|外国|男性|女性|同じ|違|カード|口座|変更|名前|相手|犯人|住所|電話|様|先生|店|社|日本|中国|英語|漢字|非公開|偽名|実名|匿名/
const JAPANESE_NAME =
  /^[「『"'【]?((?:[一-龠々]{1,4}[  ]?[一-龠々]{1,4}|[ァ-ヶー]{2,8}[ ・][ァ-ヶー]{2,8}|[A-Z][A-Za-z]{1,14} [A-Z][A-Za-z]{1,14}))(?=[」』"'】\s、。,)]|さん|様|氏|です|でし|だっ|という|って|になって|に変|と書|名義|の|$)/
const ENGLISH_NAME =
  /^(?: is| was)?[:\s"'“]{1,3}((?:Mr\.? |Mrs\.? |Ms\.? |Dr\.? )?[A-Z][a-z]{1,14}(?: [A-Z]\.)?(?: [A-Z][a-zA-Z'-]{1,15}){1,2})/
const NOT_ENGLISH_NAME =
  /\b(?:Amazon|Google|Apple|Discord|Telegram|Steam|Microsoft|Support|Team|Bank|Card|Services?|Customer|Security|Account|Gift|Prime|Visa|Mastercard|Paypal|Coinbase|Binance|The|My|Your|This|It|Not|Unknown|Instagram|Facebook|Whatsapp|Crypto|Trading|Recovery|Center|Centre|Department|Ltd|Inc|Llc|Corp)\b/i

/** Finds names of persons where the text says that it is one: a label, an honorific, "the name is", whose name it is. */
export function names(folded: Folded, sorted: readonly Context[], contacts: readonly Finding[]): Finding[] {
  const found: Finding[] = []
  const { text } = folded
  for (const context of sorted) {
    if (context.kind !== 'name') continue
    const link = /^ ?(?:は|が|に|を|:|=|\n){0,2} ?/.exec(text.slice(context.end, context.end + 4))?.[0].length ?? 0
    const rest = text.slice(context.end + link, context.end + link + 40)
    const match = JAPANESE_NAME.exec(rest)
    if (match?.[1] && link > 0 && personal(match[1])) {
      const start = context.end + link + match[0].indexOf(match[1])
      found.push(finding('name', start, start + match[1].length, 35))
      continue
    }
    const english = ENGLISH_NAME.exec(text.slice(context.end, context.end + 50))
    if (english?.[1] && !NOT_ENGLISH_NAME.test(english[1])) {
      const start = context.end + english[0].length - english[1].length
      found.push(finding('name', start, start + english[1].length, 35))
    }
  }
  for (const match of text.matchAll(/さん|様|さま|氏(?!名)/g)) {
    let from = match.index
    while (from > match.index - 6 && isHan(text.charCodeAt(from - 1))) from -= 1
    for (; from < match.index - 1; from++) {
      const name = text.slice(from, match.index)
      if (name.length > 5 || familySize(name) < 2) continue
      if (!NOT_A_NAME.test(name)) found.push(finding('name', from, match.index, 35))
      break
    }
  }
  for (const match of text.matchAll(/\b(?:Mr|Mrs|Ms|Dr)\.? ([A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14})?)/g)) {
    const value = match[1] ?? ''
    if (!NOT_ENGLISH_NAME.test(value))
      found.push(finding('name', match.index + match[0].length - value.length, match.index + match[0].length, 35))
  }
  return [...found, ...persons(folded, contacts)]
}

function isHan(unit: number): boolean {
  return (unit >= 0x4e00 && unit <= 0x9fff) || unit === 0x3005
}

function personal(name: string): boolean {
  if (NOT_A_NAME.test(name) || NOT_ENGLISH_NAME.test(name)) return false
  return /^[A-Zァ-ヶ]/.test(name) || familySize(name) > 0
}
