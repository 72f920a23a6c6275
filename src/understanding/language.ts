/** The languages the bot speaks, and everything else. */
export type Language = 'ja' | 'en' | 'other'

/**
 * `sure` is false where the text is too short or too mixed to say (an emoji, "ok", a number). `tongue` is the ISO 639 code of
 * the language likeliest meant, where it is another than the bot's two and can be told.
 */
export type Detected = { language: Language; sure: boolean; tongue?: string }

const words = (list: string): Set<string> => new Set(list.split(' '))

const ENGLISH = words(
  'the a an and or but is was are were be been am i you he she it we they my your his her our their me him them this that these those of to in on at for from with ' +
    "by not no don't didn't can't cannot won't have has had do does did will would can could should what when where how why who which there here just now then after before " +
    'someone somebody something everything money account hacked stolen scammed email mail phone help please password bought order card bank got get said told sent ' +
    "i'm it's i've they're that's what's any all some more out up so if about because as into over than too very still back also only",
)
const ROMAJI = words(
  'desu masu mashita masen deshita shita shimashita shimatta suru sareta saremashita sarete watashi boku ore anata kore sore are kono sono ano wa ga wo ni kara made desuka masuka ' +
    'nai nakatta arimasu arimasen imasu imasen onegai onegaishimasu kudasai tasukete dou doushiyou doushitara ikutsu nani naze dare itsu doko demo dakedo kedo node kara toka mou mada ' +
    'akaunto nottorareta nottorare nottori okane meeru keisatsu denwa ginko kaado tsukaware kane sagi damasareta damasare pasuwaado kowai komatte komatteimasu yabai zenbu shiranai hito ' +
    'sumimasen konnichiwa arigatou hontou dekinai dekimasen kita kimashita tte desukedo desune yo ne no to mo',
)
const FOREIGN: Record<string, Set<string>> = {
  es: words(
    'el la los las de que y en un una por con para mi me se no es ha he está esta cuenta dinero tarjeta correo ayuda hola pero como qué han del al lo su',
  ),
  fr: words(
    'le la les de des et en un une que qui pour avec mon ma mes je ne pas est a ai compte argent carte aide bonjour mais du au dans sur ce il elle nous vous été',
  ),
  de: words(
    'der die das und ist nicht ich mein meine ein eine mit von zu den dem auf für wurde habe hat konto geld karte hilfe hallo aber wie was bitte sie wir es im',
  ),
  pt: words(
    'o a os as de que e em um uma por com para meu minha não é foi conta dinheiro cartão ajuda olá mas como do da no na eu me se',
  ),
  it: words(
    'il la le lo di che e in un una per con mio mia non è ho ha conto soldi carta aiuto ciao ma come del della mi si sono stato',
  ),
  nl: words('de het een en is niet ik mijn met van te op voor werd heb heeft geld kaart hulp hallo maar hoe wat'),
  id: words(
    'yang dan di ke dari saya aku akun uang tidak ini itu ada untuk dengan sudah telah kartu bantuan tolong halo tapi bagaimana',
  ),
  vi: words('tôi là và của không có cho với tài khoản tiền bị được này đã mất giúp'),
  tl: words('ang ng sa ako ko mga na ay hindi po pera tulong account nila yung'),
  tr: words('bir ve bu hesabım hesap para ben benim için ne değil yardım lütfen çok'),
  pl: words('i w na nie się jest to z do mój moje konto pieniądze pomoc jak mam został'),
}

/** Word → the languages that have it: one look for each word of a text. */
const FOREIGN_OF = new Map<string, string[]>()
for (const [code, list] of Object.entries(FOREIGN)) {
  for (const word of list) FOREIGN_OF.set(word, [...(FOREIGN_OF.get(word) ?? []), code])
}

/** The language a person writes in, judged by their own prose: quoted lines, links and code count only when there is nothing else. */
export function detect(text: string): Detected {
  const sample = text.length > SAMPLE_MAX ? text.slice(0, SAMPLE_MAX) : text
  const own = sample.replace(QUOTED, ' ')
  const judged = judge(own)
  return judged.sure ? judged : better(judged, judge(sample))
}

/** The language alone; see `detect` for how sure it is. */
export function language(text: string): Language {
  return detect(text).language
}

/** Scripts of their own; where two languages share one, the letters that only one of them has come first. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ko', /[\uac00-\ud7a3]/],
  ['uk', /[іїєґ]/i],
  ['ru', /[\u0400-\u04ff]/],
  ['el', /[\u0370-\u03ff]/],
  ['he', /[\u0590-\u05ff]/],
  ['fa', /[پچژگ]/],
  ['ar', /[\u0600-\u06ff]/],
  ['hi', /[\u0900-\u097f]/],
  ['bn', /[\u0980-\u09ff]/],
  ['ta', /[\u0b80-\u0bff]/],
  ['si', /[\u0d80-\u0dff]/],
  ['th', /[\u0e00-\u0e7f]/],
  ['my', /[\u1000-\u109f]/],
  ['km', /[\u1780-\u17ff]/],
]

/** Enough to know a language by; a longer text changes nothing. */
const SAMPLE_MAX = 4_000

const QUOTED =
  /```[^`]{0,8000}```|^[ \t]*[>>].*$|https?:\/\/\S{1,500}|「[^」\n]{0,400}」|『[^』\n]{0,400}』|"[^"\n]{0,400}"|“[^”\n]{0,400}”|\[[a-z …0-9]{2,40}\]/gim

function better(own: Detected, whole: Detected): Detected {
  return whole.sure || own.language === 'other' ? whole : own
}

function judge(text: string): Detected {
  let kana = 0
  let han = 0
  let latin = 0
  let foreign = 0
  let hangul = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if ((unit >= 0x3041 && unit <= 0x30ff && unit !== 0x30fb) || (unit >= 0xff66 && unit <= 0xff9f)) kana += 1
    else if ((unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf) || unit === 0x3005) han += 1
    else if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xff21 && unit <= 0xff5a))
      latin += 1
    else if (unit >= 0xac00 && unit <= 0xd7a3) hangul += 1
    else if (unit >= 0x0370 && unit <= 0x1cff) foreign += 1
    else if (unit >= 0xc0 && unit <= 0x024f && unit !== 0xd7 && unit !== 0xf7) latin += 1
  }
  const japanese = kana + (kana > 0 ? han : 0)
  const letters = kana + han + latin + foreign + hangul
  if (letters === 0) return { language: 'other', sure: false }
  if ((hangul + foreign) * 2 > letters)
    return {
      language: 'other',
      sure: hangul + foreign >= 3,
      tongue: SCRIPTS.find(([, script]) => script.test(text))?.[0],
    }
  if (kana > 0 && kana * 12 >= han && japanese * 4 >= latin) return { language: 'ja', sure: japanese >= 2 }
  if (han > 0 && han * 2 >= latin) return chinese(text, han)
  return alphabetic(text, kana)
}

/** Only Chinese characters: signs that one of the two countries alone uses decide, else a short note is taken for Japanese. */
function chinese(text: string, han: number): Detected {
  const simplified = text.match(/[这们说为对吗请帐账号发现钱银诈骗谁该还没门问题时间给让买卖邮电话黑]/g)?.length ?? 0
  const traditional = text.match(/[這們說嗎請帳號發現錢詐騙該還沒門問題時間給讓買賣郵電話您]/g)?.length ?? 0
  const shared = text.match(/[的了是我你他她在不有被]/g)?.length ?? 0
  const japanese = text.match(/[乗込働円気対応帰売続検証戻駅畑峠々緊急停止詐欺届被害]/g)?.length ?? 0
  if (simplified + traditional + shared > japanese && simplified + traditional + shared > 0 && han >= 4)
    return { language: 'other', sure: true, tongue: traditional > simplified ? 'zh-Hant' : 'zh' }
  return han <= 24 ? { language: 'ja', sure: false } : { language: 'other', sure: false }
}

function alphabetic(text: string, kana: number): Detected {
  const tokens =
    text
      .toLowerCase()
      .replace(/[’‘]/g, "'")
      .normalize('NFC')
      .match(/[\p{L}']+/gu) ?? []
  if (tokens.length === 0) return { language: 'other', sure: false }
  let english = 0
  let romaji = 0
  const foreign: Record<string, number> = {}
  for (const token of tokens) {
    if (ENGLISH.has(token)) english += 1
    if (ROMAJI.has(token)) romaji += token.length > 3 ? 2 : 1
    for (const code of FOREIGN_OF.get(token) ?? []) foreign[code] = (foreign[code] ?? 0) + 1
  }
  const marked = tokens.filter(token => /[^a-z']/.test(token)).length
  const [tongue, most = 0] = Object.entries(foreign).sort(([, a], [, b]) => b - a)[0] ?? []
  const other = most + marked
  if (romaji > english * 1.5 && romaji > other && romaji >= 3) return { language: 'ja', sure: true }
  if (other > english && other >= 2) return { language: 'other', sure: other >= 3, tongue }
  if (english >= 2 || (english >= 1 && tokens.length <= 8)) return { language: 'en', sure: english >= 2 }
  if (kana > 0) return { language: 'ja', sure: false }
  if (tokens.every(token => /^[a-z']+$/.test(token)))
    return { language: tokens.length >= 2 || (tokens[0]?.length ?? 0) >= 4 ? 'en' : 'other', sure: false }
  return { language: 'other', sure: false }
}
