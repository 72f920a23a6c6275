/** How much a text tells: one opening line, a short message, or a whole course of events. Thresholds differ. */
export type Told = 'opening' | 'message' | 'retold'

/** An opening line is shorter than the first, a message than the second, in characters. */
const LIMITS_CHARS = { ja: [60, 170], en: [110, 320] } as const

/** How much a text tells, by its length. */
export function toldIn({ length }: string, lang: 'ja' | 'en'): Told {
  const [message, retold] = LIMITS_CHARS[lang]
  return length < message ? 'opening' : length < retold ? 'message' : 'retold'
}
