/** What one pair takes: its two numbers and the number kept for it, side by side in memory, since they are read together. */
const WIDTH_BITS = 2
const WIDTH = 1 << WIDTH_BITS

function hashOf(high: number, low: number): number {
  const hash = Math.imul(high, 0x85ebca6b) ^ Math.imul(low, 0x9e3779b1)
  return hash ^ (hash >>> 15)
}

/** Pairs of 32-bit numbers → a number of zero or more, by open addressing: no boxes, no strings, no clean-up. */
export class PairTable {
  readonly #slots: Int32Array
  /** @param most how many pairs it will hold */
  constructor(most: number) {
    let slots = 16
    while (slots < most * 2) slots *= 2
    this.#slots = new Int32Array(slots * WIDTH)
  }
  /** Where a pair is, or would be: the number there is one more than the one kept, 0 when there is none. */
  #slotOf(high: number, low: number): number {
    const slots = this.#slots
    let slot = (hashOf(high, low) << WIDTH_BITS) & (slots.length - 1)
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

/** Which pairs were added since the last `clear`, which costs nothing. */
export class PairSet {
  readonly #slots: Int32Array
  #round = 1
  /** @param most how many pairs it will hold at once */
  constructor(most: number) {
    let slots = 16
    while (slots < most * 2) slots *= 2
    this.#slots = new Int32Array(slots * WIDTH)
  }
  clear(): void {
    // Rounds are numbered, so that what was added in another one counts as free; the numbers end some day.
    this.#round = (this.#round + 1) | 0
    if (this.#round > 0) return
    this.#slots.fill(0)
    this.#round = 1
  }
  /** Whether the pair was not yet added. */
  add(high: number, low: number): boolean {
    const slots = this.#slots
    let slot = (hashOf(high, low) << WIDTH_BITS) & (slots.length - 1)
    while (slots[slot + 2] === this.#round) {
      if (slots[slot] === high && slots[slot + 1] === low) return false
      slot = (slot + WIDTH) & (slots.length - 1)
    }
    slots[slot] = high
    slots[slot + 1] = low
    slots[slot + 2] = this.#round
    return true
  }
}
