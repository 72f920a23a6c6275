/** The hash of no units (FNV-1a); `hashOn` takes it on by one unit, or by another hash. */
export const NO_HASH = 0x811c9dc5 | 0
export const hashOn = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)
