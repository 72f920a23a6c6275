/** A story with what a careful reader found in it. */
export type LabelledStory = {
  id?: string
  lang: string
  text: string
  pattern: string
  also?: string[]
  facts: Record<string, unknown>
}

/** What a reader must give to be measured. */
export type Readable = {
  language: string
  patterns: { id: string; probability: number }[]
  facts: Record<string, { value: boolean; quote: string }>
}

type Tally = { right: number; wrong: number; missed: number }

/** Figures over a set of stories; shares are between 0 and 1. */
export type Score = {
  stories: number
  byLanguage: Record<string, PatternFigures>
  all: PatternFigures
  perPattern: Record<string, { stories: number; top1: number; lenient: number; top3: number }>
  perFact: Record<string, Tally & { flipped: number }>
  worst: { id: string; expected: string; got: string; text: string }[]
}

/** The figures the bars are set on. */
export type PatternFigures = {
  stories: number
  top1: number
  lenientTop1: number
  top3: number
  falseAlarms: number
  missedIncidents: number
  factPrecision: number
  factRecall: number
  negationRecall: number
  flippedNegations: number
  languageRight: number
  unsupportedQuotes: number
}

/**
 * Reads every story and compares. A fact counts as right when id and value are those of the label.
 * @param labelled the facts that the labels speak of where they hold; others that the reader knows are not judged
 */
export function scoreStories(
  stories: readonly LabelledStory[],
  read: (text: string) => Readable,
  labelled?: ReadonlySet<string>,
): Score {
  const readings = stories.map(story => {
    const reading = read(story.text)
    const facts = Object.entries(reading.facts).filter(([id]) => labelled?.has(id) ?? true)
    return { story, reading: { ...reading, facts: Object.fromEntries(facts) } }
  })
  const perPattern: Score['perPattern'] = {}
  const perFact: Score['perFact'] = {}
  const worst: Score['worst'] = []
  for (const { story, reading } of readings) {
    const accepted = acceptedOf(story)
    const ids = reading.patterns.map(({ id }) => id)
    const pattern = (perPattern[story.pattern] ??= { stories: 0, top1: 0, lenient: 0, top3: 0 })
    pattern.stories++
    if (ids[0] === story.pattern) pattern.top1++
    if (accepted.has(ids[0] ?? '')) pattern.lenient++
    else
      worst.push({
        id: story.id ?? '',
        expected: [...accepted].join('/'),
        got: ids.slice(0, 3).join(' '),
        text: story.text,
      })
    if (ids.slice(0, 3).some(id => accepted.has(id))) pattern.top3++
    for (const [fact, value] of Object.entries(story.facts)) {
      if (typeof value !== 'boolean') continue
      const tally = (perFact[fact] ??= { right: 0, wrong: 0, missed: 0, flipped: 0 })
      const got = reading.facts[fact]
      if (got === undefined) tally.missed++
      else if (got.value === value) tally.right++
      else {
        tally.wrong++
        if (!value) tally.flipped++
      }
    }
    for (const fact of Object.keys(reading.facts)) {
      if (typeof story.facts[fact] !== 'boolean') {
        const tally = (perFact[fact] ??= { right: 0, wrong: 0, missed: 0, flipped: 0 })
        tally.wrong++
      }
    }
  }
  const languages = [...new Set(stories.map(({ lang }) => lang))].sort()
  return {
    stories: stories.length,
    all: figuresOf(readings),
    byLanguage: Object.fromEntries(
      languages.map(lang => [lang, figuresOf(readings.filter(({ story }) => story.lang === lang))]),
    ),
    perPattern,
    perFact,
    worst,
  }
}

function acceptedOf(story: LabelledStory): Set<string> {
  return new Set([story.pattern, ...(story.also ?? [])].map(id => (id === 'other' ? 'unknown' : id)))
}

function figuresOf(readings: readonly { story: LabelledStory; reading: Readable }[]): PatternFigures {
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
  let top1 = 0
  let lenient = 0
  let top3 = 0
  let alarms = 0
  let missed = 0
  let right = 0
  let read = 0
  let gold = 0
  let denied = 0
  let deniedRight = 0
  let flipped = 0
  let language = 0
  let unsupported = 0
  for (const { story, reading } of readings) {
    const accepted = acceptedOf(story)
    const ids = reading.patterns.map(({ id }) => id)
    const first = ids[0] ?? ''
    if (first === story.pattern || (story.pattern === 'other' && first === 'unknown')) top1++
    if (accepted.has(first)) lenient++
    if (ids.slice(0, 3).some(id => accepted.has(id))) top3++
    if (story.pattern === 'none' && !accepted.has(first)) alarms++
    if (story.pattern !== 'none' && first === 'none' && !accepted.has('none')) missed++
    if (reading.language === story.lang) language++
    for (const [fact, { value, quote }] of Object.entries(reading.facts)) {
      read++
      if (story.facts[fact] === value) right++
      if (!story.text.includes(quote)) unsupported++
    }
    for (const [fact, value] of Object.entries(story.facts)) {
      if (typeof value !== 'boolean') continue
      gold++
      if (value) continue
      denied++
      if (reading.facts[fact]?.value === false) deniedRight++
      if (reading.facts[fact]?.value === true) flipped++
    }
  }
  const harmless = readings.filter(({ story }) => story.pattern === 'none').length
  return {
    stories: readings.length,
    top1: share(top1, readings.length),
    lenientTop1: share(lenient, readings.length),
    top3: share(top3, readings.length),
    falseAlarms: share(alarms, harmless),
    missedIncidents: share(missed, readings.length - harmless),
    factPrecision: share(right, read),
    factRecall: share(right, gold),
    negationRecall: share(deniedRight, denied),
    flippedNegations: share(flipped, denied),
    languageRight: share(language, readings.length),
    unsupportedQuotes: unsupported,
  }
}

/** The score as lines of text: figures, patterns, facts, worst cases. */
export function formatScore(score: Score, mostWorst = 12): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(8)
  const rows: [string, keyof PatternFigures][] = [
    ['top-1', 'top1'],
    ['lenient top-1', 'lenientTop1'],
    ['top-3', 'top3'],
    ['false alarms', 'falseAlarms'],
    ['missed incidents', 'missedIncidents'],
    ['fact precision', 'factPrecision'],
    ['fact recall', 'factRecall'],
    ['negation recall', 'negationRecall'],
    ['negations flipped', 'flippedNegations'],
    ['language', 'languageRight'],
  ]
  const columns = [['all', score.all] as const, ...Object.entries(score.byLanguage)]
  const lines = [
    `${''.padEnd(20)}${columns.map(([name, { stories }]) => `${name} (${stories})`.padStart(12)).join('')}`,
  ]
  for (const [label, key] of rows) {
    lines.push(`${label.padEnd(20)}${columns.map(([, figures]) => percent(figures[key]).padStart(12)).join('')}`)
  }
  lines.push(
    `${'quotes not in text'.padEnd(20)}${columns.map(([, f]) => String(f.unsupportedQuotes).padStart(12)).join('')}`,
  )
  lines.push('', 'per pattern: stories, top-1, lenient, top-3')
  for (const [id, p] of Object.entries(score.perPattern).sort()) {
    lines.push(
      `  ${id.padEnd(28)}${String(p.stories).padStart(4)}${String(p.top1).padStart(5)}${String(p.lenient).padStart(5)}${String(p.top3).padStart(5)}`,
    )
  }
  lines.push('', 'per fact: right, wrong, missed')
  for (const [id, t] of Object.entries(score.perFact).sort()) {
    lines.push(
      `  ${id.padEnd(40)}${String(t.right).padStart(4)}${String(t.wrong).padStart(5)}${String(t.missed).padStart(5)}`,
    )
  }
  lines.push('', 'worst cases')
  for (const { id, expected, got, text } of score.worst.slice(0, mostWorst)) {
    lines.push(`  ${id} expected ${expected}, got ${got}: ${text.slice(0, 120).replaceAll('\n', ' ')}`)
  }
  return lines.join('\n')
}
