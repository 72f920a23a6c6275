/** The figures as they come in: printed at once, and kept for the files. */

export type Figure = {
  id: string
  what: string
  value: number
  unit: string
  target: string
  met: boolean
  beside?: string
}

export const figures: Figure[] = []
/** Three digits say enough about a measurement. */
export const rounded = (value: number) => Number(value.toPrecision(3))

export function say(figure: Figure): void {
  const { id, what, unit, target, met, beside } = figure
  const value = rounded(figure.value)
  figures.push({ ...figure, value })
  console.log(
    `${id.padEnd(5)}${what}: ${value} ${unit} (target ${target}: ${met ? 'met' : 'not met'})${beside ? `; ${beside}` : ''}`,
  )
}
