import type { Library } from '../content/library.ts'

/** Whether a text tries to draw somebody out of the room; the phrases are `shield.lures` in prompts/, both languages at once. */
export function isLure(text: string, { texts }: Pick<Library, 'texts'>): boolean {
  const phrases = texts['shield.lures']
  const folded = fold(text)
  return [phrases?.ja, phrases?.en].some(list => list?.split('|').some(phrase => folded.includes(fold(phrase))))
}

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\u200b-\u200f\u2060\ufeff]+/g, '')
