/** The most spellings one form with alternatives may stand for; more is a slip of the author. */
const MOST_SPELLINGS = 2000

/**
 * Spells out the alternatives of an authored form: `(log|sign) in(to)?` stands for four, `url?` for two, `[0-9]` for
 * ten. Throws when brackets do not match or a form stands for more than two thousand spellings.
 */
export function spellOut(form: string): string[] {
  const spelled = expand(form.replaceAll('[0-9]', '(0|1|2|3|4|5|6|7|8|9)'), form)
  return [...new Set(spelled)]
}

function expand(form: string, authored: string): string[] {
  const open = form.indexOf('(')
  if (open < 0) {
    if (form.includes(')')) throw new Error(`reader vocabulary: "${authored}" closes a bracket that it does not open`)
    return withoutOptional(form)
  }
  const close = closingOf(form, open)
  if (close < 0) throw new Error(`reader vocabulary: "${authored}" opens a bracket that it does not close`)
  const isOptional = form[close + 1] === '?'
  const choices = alternativesOf(form.slice(open + 1, close)).flatMap(part => expand(part, authored))
  if (isOptional) choices.push('')
  const before = withoutOptional(form.slice(0, open))
  const after = expand(form.slice(close + (isOptional ? 2 : 1)), authored)
  if (before.length * choices.length * after.length > MOST_SPELLINGS) {
    throw new Error(`reader vocabulary: "${authored}" stands for too many spellings`)
  }
  return before.flatMap(head => choices.flatMap(choice => after.map(tail => head + choice + tail)))
}

/** `url?` is "url" and "ur"; a question mark at the beginning is itself. */
function withoutOptional(literal: string): string[] {
  const optional = literal.indexOf('?', 1)
  if (optional < 0) return [literal]
  const tails = withoutOptional(literal.slice(optional + 1))
  return tails.flatMap(tail => [literal.slice(0, optional) + tail, literal.slice(0, optional - 1) + tail])
}

/** Where the bracket opened at `open` closes, or -1. */
function closingOf(form: string, open: number): number {
  let depth = 0
  for (let i = open; i < form.length; i++) {
    if (form[i] === '(') depth++
    else if (form[i] === ')' && --depth === 0) return i
  }
  return -1
}

/** Splits at the bars that are not inside inner brackets. */
function alternativesOf(inner: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < inner.length; i++) {
    if (inner[i] === '(') depth++
    else if (inner[i] === ')') depth--
    else if (inner[i] === '|' && depth === 0) {
      parts.push(inner.slice(from, i))
      from = i + 1
    }
  }
  parts.push(inner.slice(from))
  return parts
}

/**
 * Takes an authored form apart into the parts that follow each other, each a choice of spellings; the empty spelling is
 * the part left out. A form whose first parts may all be left out begins with the first that may not.
 */
export function sequenceOf(form: string): string[][] {
  const parts: string[][] = []
  let literal = ''
  for (let i = 0; i < form.length;) {
    if (form[i] !== '(') {
      literal += form[i++]
      continue
    }
    const end = closingOf(form, i)
    if (end < 0) throw new Error(`reader vocabulary: "${form}" opens a bracket that it does not close`)
    if (literal !== '') parts.push(spellOut(literal))
    literal = ''
    const isOptional = form[end + 1] === '?'
    parts.push(spellOut(form.slice(i, end + 1) + (isOptional ? '?' : '')))
    i = end + (isOptional ? 2 : 1)
  }
  if (literal !== '') parts.push(spellOut(literal))
  const first = parts.findIndex(part => !part.includes(''))
  if (first < 0) throw new Error(`reader vocabulary: "${form}" may be left out as a whole`)
  return parts.slice(first)
}

/** Where a blank may be left out: stands in for ` ?` while a form is taken apart. */
const MAYBE_BLANK = '\u0001'

/**
 * Takes an authored form of a language with blanks apart: parts that follow each other, each a choice of word runs; an
 * empty run is the part left out.
 */
export function wordSequenceOf(form: string): string[][][] {
  const marked = form.replaceAll("'", '').replaceAll(' ?', MAYBE_BLANK)
  const parts: string[][][] = []
  let depth = 0
  let part = ''
  for (const char of marked + ' ') {
    if (char === '(') depth++
    else if (char === ')') depth--
    if (char !== ' ' || depth > 0) {
      part += char
      continue
    }
    if (part !== '') {
      const spellings = spellOut(part).flatMap(spelling =>
        spelling.includes(MAYBE_BLANK)
          ? [spelling.replaceAll(MAYBE_BLANK, ' '), spelling.replaceAll(MAYBE_BLANK, '')]
          : [spelling],
      )
      parts.push([...new Set(spellings)].map(wordsOf))
    }
    part = ''
  }
  if (depth !== 0) throw new Error(`reader vocabulary: "${form}" has brackets that do not match`)
  return parts
}

function wordsOf(spelling: string): string[] {
  return spelling.split(/[^a-z0-9*~\u00c0-\u1fff]+/u).filter(word => word !== '' && word !== '*')
}

/** Splits what an author wrote for one concept into its forms: a list, or one text with `·` or line ends between. */
export function splitForms(written: unknown, where: string): string[] {
  const parts: unknown[] = Array.isArray(written) ? written : [written]
  return parts.flatMap(part => {
    if (typeof part !== 'string' && typeof part !== 'number') {
      throw new Error(`reader vocabulary: ${where} holds something that is not text`)
    }
    return String(part)
      .split(/[·\n]/)
      .map(form => form.trim())
      .filter(form => form !== '')
  })
}
