import type { Case } from '../core/case.ts'
import type { Param } from '../core/effects.ts'
import type { FactId, Instant, Language, PatternId, StepId, WaitId } from '../core/ids.ts'
import { formatNumber, formatTime, regionName } from './formats.ts'
import type { Library } from './library.ts'
import { rich } from './rich.ts'
import type { Rich } from './rich.ts'
import type { Text } from './schema.ts'

/** One reader's voice: finds a text by key in their language, fills its holes, and tells times in their time zone. */
export type Voice = {
  readonly language: Language
  text(key: string, params?: Readonly<Record<string, Param>>): Rich
  words(text: Text, params?: Readonly<Record<string, Param>>): Rich
  label(key: string): string
  has(key: string): boolean
  step(id: StepId): string
  fact(id: FactId): string
  pattern(id: PatternId, part?: 'title' | 'short'): string
  wait(id: WaitId): Rich
  time(at: Instant): string
  list(items: readonly string[]): string
  service: string
}

/**
 * @param now - to leave out the date of a time today
 * @throws when a key is not in texts.yaml: the house test finds it before a person does
 */
export function voice(
  library: Library,
  language: Language,
  state: Pick<Case, 'timeZone' | 'service'>,
  now: Instant,
): Voice {
  const { texts } = library
  const service =
    (state.service && texts[`service.${state.service}`]?.[language]) ??
    (state.service ? titled(state.service) : texts['service.generic']?.[language]) ??
    ''

  const find = (key: string): Text => {
    const text = texts[key]
    if (!text) throw new Error(`no text ${key} in texts.yaml`)
    return text
  }
  const step = (id: StepId) => library.steps.get(id)?.title[language] ?? id
  const fact = (id: FactId) => library.facts.get(id)?.label[language] ?? id
  const pattern = (id: PatternId, part: 'title' | 'short' = 'short') => library.patterns.get(id)?.[part][language] ?? id
  const value = (param: Param): string => {
    if (typeof param === 'string') return param
    if (typeof param === 'number') return formatNumber(param, language)
    if ('time' in param) return time(param.time)
    if ('step' in param) return withService(step(param.step))
    if ('pattern' in param) return pattern(param.pattern)
    if ('country' in param) return regionName(param.country, language)
    return fact(param.fact)
  }
  const withService = (words: string) => words.replaceAll('{service}', service)
  const words = (text: Text, params: Readonly<Record<string, Param>> = {}) => {
    const fill: Record<string, string> = { service }
    for (const [name, param] of Object.entries(params)) fill[name] = value(param)
    return rich(text[language], fill)
  }

  const time = (at: Instant) => formatTime(at, now, language, state.timeZone)

  return {
    language,
    service,
    text: (key, params) => words(find(key), params),
    words,
    label: key => find(key)[language],
    has: key => key in texts,
    step: id => withService(step(id)),
    fact: id => withService(fact(id)),
    pattern,
    wait: id => {
      const wait = library.waits.get(id)
      return wait ? words(wait.text) : []
    },
    time,
    list: items => items.join(language === 'ja' ? '、' : ', '),
  }
}

const titled = (id: string) =>
  id.replace(/(^|-)([a-z])/g, (_, gap: string, letter: string) => (gap ? ' ' : '') + letter.toUpperCase())
