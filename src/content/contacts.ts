import { LIKELY_COUNTRY } from '../core/desks.ts'
import type { Language } from '../core/ids.ts'
import type { Library } from './library.ts'
import type { Contact } from './schema.ts'
import { lines } from './rich.ts'
import type { Rich, Segment } from './rich.ts'
import type { Voice } from './voice.ts'

/** The dated registry: the only source of numbers and links. A wrong number hurts people. */

const DAY_MS = 86_400_000
/** After this an entry says that it has not been checked since. */
const STALE_AFTER_DAYS = 120
/** After this a telephone number is not shown at all; a link still is, with its date. */
const WITHHELD_AFTER_DAYS = 400
/** Never more than three links in a message: people under stress read little. */
const MAX_SHOWN = 3

/** Entries for a purpose: of the country, else EU-wide where it fits, else everywhere. */
export function contactsFor(
  library: Library,
  purpose: string,
  country: string | undefined,
  language: Language,
): Contact[] {
  const wanted = country ?? LIKELY_COUNTRY[language]
  const all = library.contacts.filter(contact => contact.purpose === purpose)
  const own = all.filter(contact => contact.country === wanted)
  if (own.length > 0) return own
  const wider = wanted && EU.has(wanted) ? all.filter(contact => contact.country === 'EU') : []
  return wider.length > 0 ? wider : all.filter(contact => contact.country === '*')
}

export const EU = new Set('AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '))

/** The lines that show entries for several purposes, each with its date; undefined when there is nothing to show. */
export function contactLines(
  library: Library,
  purposes: readonly string[],
  country: string | undefined,
  voice: Voice,
  now: number,
): Rich | undefined {
  // Several purposes may lead to the same door: it is shown once.
  const byName = new Map(
    purposes
      .flatMap(purpose => contactsFor(library, purpose, country, voice.language).slice(0, 2))
      .map(contact => [contact.name[voice.language], contact]),
  )
  const found = [...byName.values()].slice(0, MAX_SHOWN)
  if (found.length === 0) return voice.text('contacts.none')
  return lines(found.map(contact => entry(contact, voice, now)))
}

function entry(contact: Contact, voice: Voice, now: number): Rich {
  const age = (now - Date.parse(contact.checked)) / DAY_MS
  const { language } = voice
  const name = contact.name[language]
  if (contact.phone && contact.mark !== 'U' && age > WITHHELD_AFTER_DAYS && !contact.url)
    return voice.text('contacts.withheld', { name })
  const segments: Segment[] = [{ text: `• ${name}` }]
  if (contact.phone && contact.mark !== 'U' && age <= WITHHELD_AFTER_DAYS)
    segments.push({ text: ' ' }, { text: contact.phone, style: 'bold' })
  if (contact.url) segments.push({ text: ` ${contact.url}` })
  if (contact.mail && contact.mark !== 'U') segments.push({ text: ` ${contact.mail}` })
  const details = [contact.hours?.[language], contact.note?.[language]]
    .filter(Boolean)
    .join(language === 'ja' ? '。' : '. ')
  if (details) segments.push({ text: ` (${details})` })
  if (contact.phone || contact.url || contact.mail)
    segments.push(
      { text: ' ' },
      ...voice.text(age > STALE_AFTER_DAYS ? 'contacts.stale' : 'contacts.asof', { date: contact.checked }),
    )
  return segments
}

/** A way to reach somebody, as it looks in a text: a link, a mail address, a telephone number. */
const ROUTE =
  /https?:\/\/[^\s)）」]+|[\w.+-]+@[\w-]+\.[\w.]+|#\d{4}|(?<![\d.,:/-])\+?\d{1,4}(?:[- ]\d{2,4}){2,}|(?<![\d.,:/-])0\d{9,10}(?!\d)/g
const DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * Numbers and links of a text that are not in the registry: nothing that holds one is ever sent, whoever wrote it.
 * @returns them as they stand in the text; empty when all are known
 */
export function unknownRoutes(text: string, library: Library): string[] {
  const known = library.contacts
    .map(({ phone, url, mail, note, hours }) =>
      [phone, url, mail, ...Object.values(note ?? {}), ...Object.values(hours ?? {})].join(' '),
    )
    .join(' ')
  const found = [...text.normalize('NFKC').matchAll(ROUTE)].map(([route]) => route.replace(/[。、.]+$/, ''))
  return found.filter(route => !DATE.test(route) && !known.includes(route))
}
