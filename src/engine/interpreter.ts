import type { Case } from '../core/case.ts'
import type { Effect } from '../core/effects.ts'
import type { PersonId } from '../core/ids.ts'
import { plainText } from '../content/rich.ts'
import type { Rich } from '../content/rich.ts'
import type { Log } from '../log.ts'
import type { Clock } from './clock.ts'
import type { Translator } from './ear.ts'
import { aboutOf } from './names.ts'

/**
 * What a person who writes neither of our languages reads: the message in theirs, translated by a machine and marked so, with
 * their yes. Late, failed or changed in its numbers, the message goes out as it was written.
 */

/** What is said: the text, and the labels of its buttons in order. */
export type Wording = { readonly text: Rich; readonly labels: readonly string[] }

export type Interpreter = (
  said: Wording,
  about: { readonly effect: Effect; readonly state: Case; readonly reader: PersonId | undefined; readonly mark: Rich },
) => Promise<Wording>

/** A message waits this long for its translation; a later one is kept and serves the next message with the same words. */
export const TRANSLATION_WAIT_MS = 4_000
/** The longest label every app shows whole. */
const LABEL_CHARACTERS = 40

export function interpreter(translator: Translator | undefined, clock: Clock, log: Log): Interpreter {
  const inTime = (translated: Promise<string | undefined>): Promise<string | undefined> =>
    new Promise(resolve => {
      const takeBack = clock.wake(clock.now() + TRANSLATION_WAIT_MS, () => resolve(undefined))
      translated
        .catch((error: unknown) => void log.warn('translation-dropped', { error }))
        .then(words => {
          takeBack()
          resolve(words ?? undefined)
        }, resolve)
    })

  return async (said, { effect, state, reader, mark }) => {
    const { tongue, language } = state
    if (!translator || tongue === undefined || reader !== state.subject || !mayLeave(effect, state, translator))
      return said
    const to = tongue
    const [words, labels] = await Promise.all([
      inTime(translator.translate(plainText(said.text), language, to)),
      said.labels.length > 0 ? inTime(translator.translate(said.labels.join('\n'), language, to)) : undefined,
    ])
    if (words === undefined) return said
    return { text: [{ text: `${words}\n` }, ...mark], labels: sameLabels(said.labels, labels) }
  }
}

/**
 * Nothing leaves the house without a yes, nothing of a case that a stranger may have taken over, and no way into a case. What
 * is said to somebody in danger stands in prompts/, word by word.
 */
function mayLeave(effect: Effect, { model, suspect, crisis }: Case, { provider }: Translator): boolean {
  if (suspect || crisis || (provider !== undefined && model !== 'yes')) return false
  if (effect.invitation !== undefined) return false
  const isKey = effect.lines.some(line => 'text' in line && Object.keys(line.params ?? {}).some(name => KEYS.has(name)))
  return !isKey && !aboutOf(effect).some(name => name.startsWith('text:crisis'))
}
/** What opens a case or proves who somebody is. */
const KEYS = new Set(['token', 'phrase', 'case'])

/** Translated labels, when each of them came back and can be shown; else the ones we wrote. */
function sameLabels(labels: readonly string[], translated: string | undefined): readonly string[] {
  const lines = (translated ?? '').split('\n').map(line => line.trim())
  const fits = (label: string) => label !== '' && [...label].length <= LABEL_CHARACTERS
  return lines.length === labels.length && lines.every(fits) ? lines : labels
}
