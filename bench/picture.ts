/** The figures as one small SVG table: a mark for each target, met or not. */
export function picture(result: {
  at: string
  node: string
  fsyncMs: number
  figures: readonly { id: string; what: string; value: number; unit: string; target: string; met: boolean }[]
}): string {
  const ROW = 22
  const height = 56 + result.figures.length * ROW
  const text = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const rows = result.figures.map(({ id, what, value, unit, target, met }, n) => {
    const y = 62 + n * ROW
    return `<circle cx="18" cy="${y - 5}" r="5" fill="${met ? '#2b7a4b' : '#b4541a'}"/><text x="32" y="${y}">${id}</text><text x="66" y="${y}">${text(what)}</text><text x="700" y="${y}" text-anchor="end">${value} ${text(unit)}</text><text x="716" y="${y}" fill="#555">${text(target)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="880" height="${height}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/><text x="12" y="24" font-size="16">Kakekomi in figures</text><text x="12" y="42" fill="#555">${result.at.slice(0, 10)}, Node ${result.node}, fsync p50 ${result.fsyncMs} ms; green = target met</text>${rows.join('')}</svg>\n`
}
