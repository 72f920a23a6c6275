import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Ear } from '../engine/ear.ts'

/**
 * What the detectors and the reader look for, in shapes that touch all of them: numbers, codes, passwords, addresses, phrases in
 * both languages. Nobody sees these texts.
 */
const SHAPES = [
  'コード 123456 届いた パスワードは sakura88 です 東京都港区1-2-3 090-1234-5678 昨日の夜 アマゾンで100円 ',
  'password is hunter2x code 482913 card 4111 1111 1111 1111 order 12 34-5 a.b@c.jp https://a.b/ I did not ',
  '12.34. 5 6、7 一二三 ab12-cd34 token aB3aB3aB3aB3aB3aB3aB3 sent 123456 to ',
] as const
const ROUNDS = 3
const REPEATS = 100

/**
 * Reads long made-up texts, so that the first long text of a person costs no more than the hundredth: patterns are compiled when
 * they are first used. Other work gets its turn between two of them.
 */
export async function exercise(ear: Ear): Promise<void> {
  for (let round = 0; round < ROUNDS; round++)
    for (const text of [SHAPES.join(''), ...SHAPES]) {
      await nextTurn()
      ear.listen(text.repeat(REPEATS), { language: round % 2 === 0 ? 'ja' : 'en' })
    }
}
