import { isJapanese } from './fold.ts'

const ENGLISH = new Set(
  'the a an and or but i my me is was it its to of in on for with that this they you he she we not no so at be have has had do did can could what how from are were am im been if just all got get out there any someone hello hi please help up about when who'.split(
    ' ',
  ),
)

/** Which of the two languages folded text is in; `other` when it is plainly neither. */
export function guessLanguage(folded: string): 'ja' | 'en' | 'other' {
  let japanese = 0
  let kana = 0
  let latin = 0
  let foreign = 0
  const sample = folded.slice(0, 4000)
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i)
    if (code >= 0x61 && code <= 0x7a) latin++
    else if (isJapanese(code)) {
      japanese++
      if (code <= 0x30ff || code >= 0xff66) kana++
    } else if (code >= 0xc0 && code < 0x2000) foreign++
    else if (code >= 0xac00 && code <= 0xd7af) foreign += 3
  }
  if (japanese > 0 && japanese * 4 >= latin && japanese > foreign) {
    return kana * 20 >= japanese || japanese < 12 ? 'ja' : 'other'
  }
  if (latin === 0) return 'other'
  if (foreign * 3 > latin) return 'other'
  const words = sample
    .replaceAll("'", '')
    .split(/[^a-z\u00c0-\u024f]+/)
    .filter(word => word !== '')
  const known = words.filter(word => ENGLISH.has(word)).length
  if (words.length >= 6 && known / words.length < 0.12) return 'other'
  return 'en'
}
