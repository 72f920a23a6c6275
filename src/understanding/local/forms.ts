/** The most spellings one form with alternatives may stand for; more is a slip of the author. */
const MOST_SPELLINGS = 2000

/**
 * Spells out the alternatives of an authored form: `(log|sign) in(to)?` stands for four, `url?` for two, `[0-9]` for
 * ten. Throws when brackets do not match or a form stands for more than two thousand spellings.
 */
export function spellOut(form: string): string[] {
  const spelled = new Set<string>()
  expand(form.replaceAll('[0-9]', '(0|1|2|3|4|5|6|7|8|9)'), form, spelled)
  return [...spelled]
}

function expand(form: string, authored: string, spelled: Set<string>): void {
  const open = form.lastIndexOf('(')
  if (open < 0) {
    if (form.includes(')')) throw new Error(`reader vocabulary: "${authored}" closes a bracket that it does not open`)
    const optional = form.indexOf('?')
    if (optional > 0) {
      expand(form.slice(0, optional) + form.slice(optional + 1), authored, spelled)
      expand(form.slice(0, optional - 1) + form.slice(optional + 1), authored, spelled)
      return
    }
    spelled.add(form)
    if (spelled.size > MOST_SPELLINGS) throw new Error(`reader vocabulary: "${authored}" stands for too many spellings`)
    return
  }
  const close = form.indexOf(')', open)
  if (close < 0) throw new Error(`reader vocabulary: "${authored}" opens a bracket that it does not close`)
  const isOptional = form[close + 1] === '?'
  const rest = form.slice(close + (isOptional ? 2 : 1))
  const parts = form.slice(open + 1, close).split('|')
  if (isOptional) parts.push('')
  for (const part of parts) expand(form.slice(0, open) + part + rest, authored, spelled)
}

/**
 * Takes an authored form apart into the parts that follow each other, each a choice of spellings; the empty spelling is
 * the part left out. A form whose first parts may all be left out begins with the first that may not.
 */
export function sequenceOf(form: string): string[][] {
  const parts: string[][] = []
  let literal = ''
  for (let i = 0; i < form.length; ) {
    if (form[i] !== '(') {
      literal += form[i++]
      continue
    }
    let depth = 0
    let end = i
    for (; end < form.length; end++) {
      if (form[end] === '(') depth++
      else if (form[end] === ')' && --depth === 0) break
    }
    if (depth !== 0) throw new Error(`reader vocabulary: "${form}" opens a bracket that it does not close`)
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
