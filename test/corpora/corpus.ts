import { HARMLESS as CALM_BLIND, HARMLESS_LATER, PLANTED as BLIND, PLANTED_LATER } from './blind.ts'
import { HELD_OUT as CALM_HELD_OUT, TUNED as CALM_TUNED } from './harmless.ts'
import { HELD_OUT, TUNED } from './planted.ts'
import { EIGHTH, EIGHTH_CALM } from './eighth.ts'
import { FIFTH, FIFTH_CALM } from './fifth.ts'
import { MADE_WORDS, NAMED_WORDS } from './made-words.ts'
import { SEVENTH, SEVENTH_CALM } from './seventh.ts'
import { SIXTH, SIXTH_CALM } from './sixth.ts'
import { CALM_NUMBERS, CALM_WORDS, CALM_WORDS_JA, TOLD_NUMBERS, TOLD_WORDS } from './told-words.ts'
import { FOURTH, FOURTH_CALM, THIRD, THIRD_CALM } from './unseen.ts'
import { dice } from './values.ts'
import { fill } from './values-more.ts'

/** One message of the corpus; `type` and `values` only where a secret is planted. `persons` are the values that are no secret but private. */
export type Sample = { text: string; template: string; type?: string; values: string[]; persons?: string[] }

const BEFORE = {
  ja: [
    '助けてください。',
    'すみません、夜中に失礼します。',
    '昨日の0:30ごろからアマゾンがおかしいです。',
    'パスワードは変えました。',
    '243通のメールが来ています。',
    'さっき2万円引かれました。',
  ],
  en: [
    'Please help. ',
    'sorry if this is long. ',
    'It started at 3:37 last night, 700 mails. ',
    'I changed my password already. ',
    'They took $200.00. ',
  ],
}
const AFTER = {
  ja: [
    'どうしたらいいですか',
    '\n警察には明日行きます。',
    '。注文番号は503-1234567-7654321です',
    ' 11:20に電話が来ました',
    '\nこの後20,000円のギフト券が届きました。',
  ],
  en: [
    ' what should I do',
    '\nPolice tomorrow.',
    '. Order 114-7654321-1234567 is not mine',
    ' They called at 11:20.',
    '\nThen a $50 gift card showed up.',
  ],
}

function around(text: string, roll: (n: number) => number): string {
  const language = /[぀-ヿ一-鿿]/.test(text) ? 'ja' : 'en'
  const form = roll(4)
  const before = BEFORE[language][roll(BEFORE[language].length)] ?? ''
  const after = AFTER[language][roll(AFTER[language].length)] ?? ''
  return (form === 1 || form === 3 ? before : '') + text + (form >= 2 ? after : '')
}

function grow(templates: readonly { type?: string; template: string }[], times: number, seed: number): Sample[] {
  const roll = dice(seed)
  return templates.flatMap(({ type, template }) =>
    Array.from({ length: times }, () => {
      const { text, values } = fill(template, roll)
      return { text: around(text, roll), template, values, ...(type && { type }) }
    }),
  )
}

/** The whole corpus: the part the guard was tuned on and the part that was held back. */
export const CORPUS = {
  planted: grow(TUNED, 6, 1),
  plantedHeldOut: grow(HELD_OUT, 6, 2),
  plantedUnseen: grow([...THIRD, ...FOURTH], 2, 7),
  harmlessUnseen: grow(
    [...THIRD_CALM, ...FOURTH_CALM].map(template => ({ template })),
    2,
    8,
  ),
  plantedFifth: grow(FIFTH, 1, 9),
  harmlessFifth: grow(
    FIFTH_CALM.map(template => ({ template })),
    2,
    10,
  ),
  plantedSixth: grow(SIXTH, 1, 11),
  harmlessSixth: grow(
    SIXTH_CALM.map(template => ({ template })),
    2,
    12,
  ),
  plantedSeventh: grow(SEVENTH, 2, 13),
  harmlessSeventh: grow(
    SEVENTH_CALM.map(template => ({ template })),
    5,
    14,
  ),
  plantedEighth: grow(EIGHTH, 2, 15),
  harmlessEighth: grow(
    EIGHTH_CALM.map(template => ({ template })),
    8,
    16,
  ),
  plantedBlind: grow([...BLIND, ...PLANTED_LATER], 6, 5),
  harmlessBlind: grow(
    [...CALM_BLIND, ...HARMLESS_LATER].map(template => ({ template })),
    16,
    6,
  ),
  harmless: grow(
    CALM_TUNED.map(template => ({ template })),
    16,
    3,
  ),
  harmlessHeldOut: grow(
    CALM_HELD_OUT.map(template => ({ template })),
    16,
    4,
  ),
}

/** The corpus by who wrote a part when, for what must be left out together. */
/** Only to learn from. */
export const MADE: { name: string; planted: Sample[]; harmless: Sample[] } = {
  name: 'made words',
  planted: grow(MADE_WORDS, 3, 17),
  harmless: grow(
    NAMED_WORDS.map(template => ({ template })),
    2,
    18,
  ),
}

/** Only to learn from. */
export const TOLD: { name: string; planted: Sample[]; harmless: Sample[] } = {
  name: 'told words',
  planted: grow([...TOLD_WORDS, ...TOLD_NUMBERS], 8, 19),
  harmless: grow(
    [...CALM_WORDS, ...CALM_WORDS_JA, ...CALM_NUMBERS].map(template => ({ template })),
    6,
    20,
  ),
}

export const SETS: readonly { name: string; planted: readonly Sample[]; harmless: readonly Sample[] }[] = [
  {
    name: 'first',
    planted: [...CORPUS.planted, ...CORPUS.plantedHeldOut],
    harmless: [...CORPUS.harmless, ...CORPUS.harmlessHeldOut],
  },
  { name: 'second', planted: CORPUS.plantedBlind, harmless: CORPUS.harmlessBlind },
  { name: 'third and fourth', planted: CORPUS.plantedUnseen, harmless: CORPUS.harmlessUnseen },
  { name: 'fifth', planted: CORPUS.plantedFifth, harmless: CORPUS.harmlessFifth },
  { name: 'sixth', planted: CORPUS.plantedSixth, harmless: CORPUS.harmlessSixth },
  { name: 'seventh', planted: CORPUS.plantedSeventh, harmless: CORPUS.harmlessSeventh },
  { name: 'eighth', planted: CORPUS.plantedEighth, harmless: CORPUS.harmlessEighth },
]
