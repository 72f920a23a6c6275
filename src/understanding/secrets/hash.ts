/** Features are numbers below this; two that fall on the same number share a weight. */
export const FEATURES = 1 << 16

/** The hash that nothing has been mixed into yet (FNV-1a). */
export const SEED = -2128831035

/** Takes one more sign or number into a hash. */
export function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 16777619)
}

/** Spreads a hash over the features. */
export function place(hash: number): number {
  let spread = hash ^ (hash >>> 15)
  spread = Math.imul(spread, 0x2c1b3c6d)
  return (spread ^ (spread >>> 12)) & (FEATURES - 1)
}

/** The hash of a word. */
export function hashed(text: string): number {
  let hash = SEED
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i))
  return hash
}
