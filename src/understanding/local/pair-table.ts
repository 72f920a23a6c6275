/** What one pair takes: its two numbers and the number kept for it, side by side in memory, since they are read together. */
const WIDTH = 4

/** Pairs of 32-bit numbers → a number of zero or more, by open addressing: no boxes, no strings, no clean-up. */
export class PairTable {
  readonly #slots: Int32Array
  readonly #mask: number
  /** @param most how many pairs it will hold */
  constructor(most: number) {
    let slots = 16
    while (slots < most * 2) slots *= 2
    this.#slots = new Int32Array(slots * WIDTH)
    this.#mask = slots - 1
  }
  /** Where a pair is, or would be: the number there is one more than the one kept, 0 when there is none. */
  #slotOf(high: number, low: number): number {
    let hash = Math.imul(high, 0x85ebca6b) ^ Math.imul(low, 0x9e3779b1)
    hash ^= hash >>> 15
    let slot = (hash & this.#mask) * WIDTH
    const slots = this.#slots
    while (slots[slot + 2] !== 0 && (slots[slot] !== high || slots[slot + 1] !== low)) {
      slot = (slot + WIDTH) & (slots.length - 1)
    }
    return slot
  }
  /** The number kept for a pair, or -1. */
  get(high: number, low: number): number {
    return this.#slots[this.#slotOf(high | 0, low | 0) + 2]! - 1
  }
  /** Keeps a number unless the pair has one; whether it had none. */
  add(high: number, low: number, value: number): boolean {
    const slot = this.#slotOf(high | 0, low | 0)
    if (this.#slots[slot + 2] !== 0) return false
    this.#slots[slot] = high
    this.#slots[slot + 1] = low
    this.#slots[slot + 2] = value + 1
    return true
  }
}
