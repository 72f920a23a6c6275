/** The first place in ascending numbers that holds `least` or more; their count where none does. */
export function firstFrom(ascending: ArrayLike<number>, least: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < least) low = middle + 1
    else high = middle
  }
  return low
}
