import type { Library } from '../content/library.ts'

/**
 * A helper's own words are looked at before they reach a frightened person: a number or a link that is not in the registry is
 * held back, whoever wrote it. A helper's account can be stolen, and a mistyped number hurts as much as a false one.
 */

/** Everything of the registry that may stand in a helper's text. */
export const registered = ({ contacts }: Pick<Library, 'contacts'>): Set<string> =>
  new Set(contacts.flatMap(({ phone, url, mail }) => [phone, url, mail].filter(route => route !== undefined)))

/** What must not be passed on: the first unknown link, address or number in it; undefined when there is none. */
export function heldBack(text: string, allowed: ReadonlySet<string>): string | undefined {
  const plain = text.normalize('NFKC')
  const numbers = new Set([...allowed].map(digitsOf).filter(digits => digits.length > 0))
  const links = new Set([...allowed].map(bare))
  for (const [found] of plain.matchAll(LINK)) if (!links.has(bare(found))) return found
  for (const [found] of plain.matchAll(MAIL)) if (!links.has(bare(found))) return found
  const rest = plain.replaceAll(LINK, ' ').replaceAll(MAIL, ' ').replaceAll(DATE_OR_TIME, ' ')
  for (const [found] of rest.matchAll(NUMBER)) {
    const digits = digitsOf(found)
    if (digits.length >= MIN_DIGITS && !numbers.has(digits)) return found.trim()
  }
  return undefined
}

/** Whether a registered link, address or number stands in it. */
export function namesRoute(text: string, allowed: ReadonlySet<string>): boolean {
  const plain = text.normalize('NFKC')
  const links = [...plain.matchAll(LINK), ...plain.matchAll(MAIL)].length
  return (
    links > 0 ||
    [...plain.matchAll(NUMBER)].some(([found]) => [...allowed].some(route => digitsOf(route) === digitsOf(found)))
  )
}

/** Without characters that are not seen: they can turn a line round or hide in a link. */
export const visible = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, MAX_TEXT)
const MAX_TEXT = 4_000

/** Shorter numbers are steps, hours and amounts; registered short numbers (110, 188) need no check either. */
const MIN_DIGITS = 6
const LINK =
  /(?:[a-z]{2,10}:\/\/|www\.)[^\s「」『』()<>"']{1,300}|(?<![\w@.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|net|org|info|io|me|ly|gg|gl|to|cc|co|jp|uk|us|ru|cn|xyz|top|site|online|shop|app|dev|link|click|support|help|live|eu|de|fr)(?![a-z0-9-])(?:\/[^\s「」『』()<>"']{0,300})?/giu
const MAIL = /[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/giu
const DATE_OR_TIME = /\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}:\d{2}/gu
const NUMBER = /\+?\d(?:[\d\s().\u2010-\u2015\u2212\u30fc-]{0,3}\d){4,20}/gu

const digitsOf = (text: string) => (/^[a-z]+:|@/i.test(text) ? '' : text.replaceAll(/\D/g, ''))

/** A link without what makes no difference: scheme, `www.`, a slash or a full stop at the end, capitals. */
const bare = (link: string) =>
  link
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/.,;:!?。、]+$/u, '')
