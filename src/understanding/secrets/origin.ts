/** A stretch of a rewritten text: `at` is where it begins there, `start`–`end` where it came from, `kept` whether it was copied. */
export type Piece = { at: number; start: number; end: number; kept: boolean }

/**
 * Takes a position in a text that was rewritten several times back to the text it began as.
 * @param history - pieces of each rewriting, oldest first
 * @param isEnd - whether the position closes a range (inside a replaced stretch it then means that stretch's end)
 */
export function origin(history: readonly (readonly Piece[])[], position: number, isEnd: boolean): number {
  let at = position
  for (let round = history.length - 1; round >= 0; round--) at = back(history[round] ?? [], at, isEnd)
  return at
}

function back(pieces: readonly Piece[], position: number, isEnd: boolean): number {
  let low = 0
  let high = pieces.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const at = pieces[middle]?.at ?? 0
    if (isEnd ? at < position : at <= position) low = middle
    else high = middle - 1
  }
  const piece = pieces[low]
  if (!piece) return position
  if (piece.kept) return Math.min(piece.end, piece.start + position - piece.at)
  return isEnd ? piece.end : piece.start
}
