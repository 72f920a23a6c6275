import type { Json } from './world.ts'

/** Component types that carry a custom_id in a message. */
const SELECTS = [3, 5, 6, 7, 8]
const V2_ONLY = [9, 10, 11, 12, 13, 14, 17]

/** Faults in the components of one message: rows, counts, custom ids, button and select rules. */
export function checkComponents(components: Json[], isV2: boolean): string[] {
  const faults: string[] = []
  const all = components.flatMap(flatten)
  if (!isV2 && components.length > 5) faults.push(`components: Must be 5 or fewer in length (${components.length}).`)
  if (isV2 && all.length > 40)
    faults.push(`components: The total number of components cannot exceed 40 (${all.length}).`)
  const oldStyle = !isV2 && all.find(component => V2_ONLY.includes(Number(component.type)))
  if (oldStyle) faults.push(`components: type ${String(oldStyle.type)} requires the IS_COMPONENTS_V2 flag`)
  for (const component of all) {
    if (component.type === 1) faults.push(...checkRow(component))
    if (component.type === 2) faults.push(...checkButton(component))
    if (SELECTS.includes(Number(component.type))) faults.push(...checkSelect(component))
  }
  return [...faults, ...repeatedIds(all)]
}

/** Faults in a modal: 1 to 5 top-level components, unique custom ids, each input labelled. */
export function checkModal(modal: Json): string[] {
  const faults: string[] = []
  const top = (modal.components as Json[] | undefined) ?? []
  if (top.length < 1 || top.length > 5)
    faults.push(`data.components: Must be between 1 and 5 in length (${top.length}).`)
  for (const [at, component] of top.entries()) {
    const path = `data.components[${at}]`
    const inner = (component.components as Json[] | undefined) ?? []
    if (component.type === 1 && inner.length !== 1) faults.push(`${path}: a modal row holds exactly one text input`)
    if (component.type === 1 && !inner[0]?.label) faults.push(`${path}.components[0].label: This field is required`)
    const wrapped = component.type === 18 ? (component.component as Json) : undefined
    if (wrapped?.label) faults.push(`${path}.component.label: not allowed inside a label`)
    const input = wrapped ?? inner[0]
    if (input?.type === 4) faults.push(...checkTextInput(input, path))
    if (input && SELECTS.includes(Number(input.type))) faults.push(...checkSelect(input))
  }
  return [...faults, ...repeatedIds(top.flatMap(flatten))]
}

/** A component and everything inside it. */
export function flatten(component: Json): Json[] {
  const inside = [
    ...((component.components as Json[] | undefined) ?? []),
    ...[component.component, component.accessory].filter(part => part !== undefined && part !== null),
  ] as Json[]
  return [component, ...inside.flatMap(flatten)]
}

function checkRow(row: Json): string[] {
  const inside = (row.components as Json[] | undefined) ?? []
  const selects = inside.filter(component => SELECTS.includes(Number(component.type)))
  if (inside.length < 1 || inside.length > 5) return [`components: a row holds 1 to 5 components (${inside.length})`]
  return selects.length > 0 && inside.length > 1 ? ['components: a select menu takes a whole row'] : []
}

function checkButton(button: Json): string[] {
  const faults: string[] = []
  const isLink = button.style === 5
  if (isLink && !button.url) faults.push('components: a link button needs a url')
  if (isLink && button.custom_id) faults.push('components: a link button has no custom_id')
  if (!isLink && button.style !== 6 && !button.custom_id) faults.push('components: a button needs a custom_id')
  if (!isLink && button.url) faults.push('components: only a link button has a url')
  if (button.style !== 6 && !button.label && !button.emoji)
    faults.push('components: a button needs a label or an emoji')
  return faults
}

function checkSelect(select: Json): string[] {
  const faults: string[] = []
  const options = (select.options as Json[] | undefined) ?? []
  const values = options.map(option => String(option.value))
  if (new Set(values).size < values.length)
    faults.push(`components: option value already used in ${String(select.custom_id)}`)
  for (const option of options)
    for (const key of ['label', 'value', 'description'] as const)
      if (typeof option[key] === 'string' && (option[key].length > 100 || option[key].length < 1))
        faults.push(`components: option ${key} must be 1 to 100 in length`)
  const min = Number(select.min_values ?? 1)
  const max = Number(select.max_values ?? 1)
  if (min > max) faults.push('components: min_values is above max_values')
  if (select.type === 3 && max > options.length) faults.push('components: max_values is above the number of options')
  if (options.filter(option => option.default === true).length > max)
    faults.push('components: more default options than max_values')
  return faults
}

function checkTextInput(input: Json, path: string): string[] {
  const value = typeof input.value === 'string' ? input.value : ''
  const max = Number(input.max_length ?? 4000)
  if (Number(input.min_length ?? 0) > max) return [`${path}: min_length is above max_length`]
  return value.length > max ? [`${path}: value is longer than max_length`] : []
}

function repeatedIds(components: Json[]): string[] {
  const ids = components.flatMap(component => (typeof component.custom_id === 'string' ? component.custom_id : []))
  return ids
    .filter((id, at) => ids.indexOf(id) !== at)
    .map(id => `components: Component custom id cannot be duplicated (${id})`)
}
