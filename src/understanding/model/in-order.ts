/**
 * Works on several items at once and hands results back in the order of the items.
 * @param width items under way at once
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void> {
  const underWay: Promise<Result>[] = []
  for await (const item of items) {
    const result = work(item)
    // Whoever waits for an earlier item must not be hit by a later one's fault.
    result.catch(() => undefined)
    underWay.push(result)
    if (underWay.length >= width) yield await underWay.shift()!
  }
  while (underWay.length > 0) yield await underWay.shift()!
}
