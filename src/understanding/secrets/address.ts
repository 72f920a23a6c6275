import type { Context } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'

const PREFECTURE =
  /北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|神奈川県|新潟県|富山県|石川県|福井県|山梨県|長野県|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|兵庫県|奈良県|和歌山県|鳥取県|島根県|岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県/g
const NUMBER = '[0-9〇一二三四五六七八九十]{1,5}'
const BLOCK = `${NUMBER}(?:丁目|番地の?|番|号|[-のノ](?=[0-9〇一二三四五六七八九十])| ?-(?=[0-9]))(?:${NUMBER}(?:丁目|番地の?|番|号|[-のノ](?=[0-9]))?){0,4}`
/** Sapporo and other towns laid out on a grid: 北7条西13丁目. */
const STREETS = '(?:[東西南北]?[0-9〇一二三四五六七八九十]{1,3}条(?:[東西南北](?=[0-9〇一二三四五六七八九十]))?)?'
const BUILDING =
  '(?:[ 、]?[一-龠ァ-ヶーA-Za-z]{1,16}(?:マンション|ハイツ|コーポ|荘|アパート|ビル|タワー|レジデンス|ハウス|棟|館|メゾン|団地)?[ ]?[0-9]{2,4}(?:号室|号)?)?'
const AFTER_PREFECTURE = new RegExp(
  `^ ?(?=[^\\n。、0-9]{0,20}[市区町村郡])[一-龠々ぁ-んァ-ヶー ]{2,28}?${STREETS}${BLOCK}${BUILDING}`,
)
/** Country places have a number behind a gap and no blocks. */
const COUNTRYSIDE = /^(?=[^\n。、0-9]{0,20}[市区町村郡])[一-龠々ぁ-んァ-ヶー]{4,28} \d{1,4}(?=[\s、。]|$|の|です|に)/
const AFTER_TOWN = new RegExp(
  `^(?!内|外|民|長|役|議|場|所|営|立|別)[一-龠々ぁ-んァ-ヶー]{0,12}?${STREETS}${BLOCK}${BUILDING}`,
)
const STREET =
  /(?<![\w$¥€£.,-])\d{1,5}[A-Za-z]? (?:[NSEW]\.? )?(?:[A-Z][a-z]{1,15}|\d{1,3}(?:st|nd|rd|th))(?: [A-Z][a-z]{1,15}){0,3} (?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Close|Square|Crescent|Highway|Hwy|Parkway)\b\.?(?:,? (?:Apt|Apartment|Unit|Suite|Flat|#)\.? ?\w{1,6})?(?:,? [A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15})?)?(?:,? [A-Z]{2})?(?: \d{5}(?:-\d{4})?)?/g
const UK_POSTCODE = /(?<![A-Za-z0-9])[A-Z]{1,2}\d[A-Z\d]? \d[A-BD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])/g
const STATE_POSTCODE = /(?<![A-Za-z])(?:[A-Z]{2,3}),? (?:\d{5}(?:-\d{4})?|\d{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\w-])/g
/** The lines of an address that lead up to its postcode: from a house number or a named house on, words with capitals, commas. */
const BEFORE_POSTCODE =
  /(?:(?:Flat|Apt|Apartment|Unit|Suite|Room|Lot) )?#?\d{1,5}[A-Za-z]?(?:[/-]\d{1,5})?,?(?:[ \n](?:[A-Z][A-Za-z.'-]*|of|the|on|upon|\d{1,5}[A-Za-z]?(?:st|nd|rd|th)?|#\w{1,5}),?){1,10}[ \n]$/
const JAPANESE_POSTCODE = /〒 ?\d{3}-?\d{4}|(?<=郵便番号[はが:=」 ]{0,3})\d{3}-?\d{4}(?!\d)/g

/** A part of a town and a house number, where a word says that somebody lives there. */
const AT_HOME =
  /^[はが:のもを、\n 」「(]{0,3}([一-龠々ァ-ヶー]{2,10}[0-9]{1,4}-[0-9]{1,4}(?:-[0-9]{1,4}){0,2})(?![0-9円年])/
const ABROAD =
  /(?<![\w$€£.,-])\d{1,4}(?: ?bis)?,? (?:rue|avenue|av\.|boulevard|bd|via|viale|calle|place|allée|chemin|impasse|piazza|corso|rua|avenida|plaza) (?:d[eu] |de la |des |della? |di |l')?[A-ZÉÈ][\wé'-]{1,20}(?: [A-Z][\wé'-]{1,20}){0,3}(?:,? \d{4,5} [A-Z][\wé-]{2,20})?|[A-ZÄÖÜ][a-zäöüß-]{2,24}(?:straße|strasse|str\.|weg|platz|allee|gasse) \d{1,4} ?[a-z]?(?:,? \d{4,5} [A-ZÄÖÜ][\wäöüß-]{2,20})?|(?:Calle|Via|Rua|Rue|Avenida) (?:d[eiu] |della? )?[A-Z][\wé'-]{2,20}(?: [A-Z][\w'-]{2,20}){0,2},? \d{1,4}(?!\d)/g
const BOX = /\bP\.? ?O\.? ?Box [0-9]{1,6}(?:, [A-Z][a-z]{2,15},? [A-Z]{2} \d{5})?|私書箱 ?第?[0-9]{1,6}号?/g

/** Finds postal addresses down to the house number; a prefecture, town or country alone stays readable. */
export function addresses(folded: Folded, sorted: readonly Context[]): Finding[] {
  const found: Finding[] = []
  const { text } = folded
  const add = (start: number, end: number): void => {
    found.push(finding('address', start, end, 46))
  }
  for (const match of text.matchAll(PREFECTURE)) {
    const start = match.index + match[0].length
    const line = text.slice(start, start + 70)
    const rest = AFTER_PREFECTURE.exec(line) ?? COUNTRYSIDE.exec(line)
    if (rest) add(start, start + rest[0].length)
  }
  for (const match of text.matchAll(/[市区町村]/g)) {
    const rest = AFTER_TOWN.exec(text.slice(match.index + 1, match.index + 50))
    if (!rest || /^\d/.test(rest[0])) continue
    // The prefecture stays readable, so the town begins after it.
    const town = /(?:[一-龠々]{1,5}|[ァ-ヶー]{2,5}|[ぁ-ん]{2,4})$/.exec(
      text.slice(Math.max(0, match.index - 5), match.index),
    )
    const head = town?.[0].replace(/^.*[都道府県]/, '')
    if (head) add(match.index - head.length, match.index + 1 + rest[0].length)
  }
  for (const { kind, end } of sorted) {
    if (kind !== 'home') continue
    const match = AT_HOME.exec(text.slice(end, end + 40))
    if (match?.[1]) add(end + match[0].length - match[1].length, end + match[0].length)
  }
  for (const pattern of [UK_POSTCODE, STATE_POSTCODE])
    for (const match of text.matchAll(pattern)) {
      const lines = BEFORE_POSTCODE.exec(text.slice(Math.max(0, match.index - 90), match.index))
      if (lines) add(match.index - lines[0].length, match.index + match[0].length)
    }
  for (const pattern of [BOX, ABROAD, STREET, UK_POSTCODE, JAPANESE_POSTCODE])
    for (const match of text.matchAll(pattern)) add(match.index, match.index + match[0].length)
  return found
}
