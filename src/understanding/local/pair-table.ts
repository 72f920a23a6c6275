/** Pairs of 32-bit numbers → a number of zero or more, by open addressing: no boxes, no strings, no clean-up. */
export class PairTable {
  readonly #high: Int32Array
  readonly #low: Int32Array
  readonly #values: Int32Array
  readonly #mask: number
  /** @param most how many pairs it will hold */
  constructor(most: number) {
    let slots = 16
    while (slots < most * 2) slots *= 2
    this.#high = new Int32Array(slots)
    this.#low = new Int32Array(slots)
    this.#values = new Int32Array(slots).fill(-1)
    this.#mask = slots - 1
  }
  #slotOf(high: number, low: number): number {
    let hash = Math.imul(high, 0x85ebca6b) ^ Math.imul(low, 0x9e3779b1)
    hash ^= hash >>> 15
    let slot = hash & this.#mask
    while (this.#values[slot] !== -1 && (this.#high[slot] !== high || this.#low[slot] !== low)) {
      slot = (slot + 1) & this.#mask
    }
    return slot
  }
  /** The number kept for a pair, or -1. */
  get(high: number, low: number): number {
    return this.#values[this.#slotOf(high | 0, low | 0)]!
  }
  /** Keeps a number unless the pair has one; whether it had none. */
  add(high: number, low: number, value: number): boolean {
    const slot = this.#slotOf(high | 0, low | 0)
    if (this.#values[slot] !== -1) return false
    this.#high[slot] = high
    this.#low[slot] = low
    this.#values[slot] = value
    return true
  }
}
