import { hashOn, NO_HASH } from '../hash.ts'

/** Features are numbers below this; two that fall on the same number share a weight. */
export const FEATURES = 1 << 17

/** Spreads a hash over the features. */
export function place(hash: number): number {
  let spread = hash ^ (hash >>> 15)
  spread = Math.imul(spread, 0x2c1b3c6d)
  return (spread ^ (spread >>> 12)) & (FEATURES - 1)
}

/** The hash of a word. */
export function hashed(text: string): number {
  let hash = NO_HASH
  for (let i = 0; i < text.length; i++) hash = hashOn(hash, text.charCodeAt(i))
  return hash
}
