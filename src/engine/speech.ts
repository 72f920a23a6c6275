import { z } from 'zod'
import type { CaseId, Language } from '../core/ids.ts'
import { PersonId } from '../core/ids.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../store/archive.ts'
import { stateOf } from './casefile.ts'
import { directory } from './directory.ts'
import type { Heard, Inbound, PlatformName } from './messages.ts'
import { SEEN_FOR_MS, rows } from './rows.ts'
import type { Screen } from './screen.ts'
import { loadFile } from './settle.ts'

/**
 * A voice message becomes words, outside every turn: the recording has been kept as evidence by then, and its words come in
 * as a text of their own. A recording can't be redacted before it leaves, so nothing leaves without the person's own yes.
 * What waits for its words is a row of its own: a crash in between repeats the listening, and never loses the words.
 */

/** A recording that was kept as evidence. */
export type Recording = {
  /** As it was heard, with `what` a file. */
  readonly inbound: Inbound
  /** The app's own id or link for the file. */
  readonly file: { readonly id: string; readonly bytes: number }
  /** The message to remove when its words held a secret. */
  readonly message?: string
}

/** What a door does for a recording that came through it. None of it rejects but `hear`. */
export type Hands = {
  sound(recording: Recording): Promise<Uint8Array | undefined>
  /** Says one of our sentences by its key. */
  say(recording: Recording, key: string, language?: Language, fill?: Readonly<Record<string, string>>): Promise<void>
  hear(inbound: Inbound): Promise<Heard>
  remove(recording: Recording): Promise<void>
}

export type Speech = {
  /** Resolves once it is durable that this is to be listened to; the listening goes on by itself. Rejects when nothing was kept. */
  take(recording: Recording): Promise<void>
  /** A door is open: what waited there is gone on with. @returns closes it again, after what is under way */
  open(platform: PlatformName, hands: Hands): () => Promise<void>
  /** The person has said whether a model may hear them; what waited for that is gone on with. Never rejects. */
  decided(person: PersonId): Promise<void>
}

export type Transcribe = (audio: {
  readonly bytes: Uint8Array
  readonly mime: string
  readonly about: string
}) => Promise<string | undefined>

export type SpeechParts = {
  readonly archive: Archive
  readonly log: Log
  readonly screen: Screen
  /** Absent where no model can listen; never rejects. */
  readonly transcribe?: Transcribe
}

/** Shown back to the person: enough to see whether it was understood. */
const MAX_SHOWN = 600
/** An app gives a recording out for about a day; later nobody waits for its words. */
const KEPT_MS = 24 * 3_600_000
const MAX_WAITING = 500

/** Waits for a yes or a no; the person has been told so. */
type Waiting = Recording & { readonly asked?: boolean }

const Stored = z.object({
  inbound: z.looseObject({
    id: z.string(),
    from: PersonId,
    place: z.looseObject({ platform: z.enum(['discord', 'telegram', 'terminal']), chat: z.string() }),
    what: z.looseObject({ kind: z.literal('file'), mime: z.string() }),
  }),
  file: z.object({ id: z.string(), bytes: z.number() }),
  message: z.string().optional(),
  asked: z.boolean().optional(),
})

export function openSpeech(parts: SpeechParts): Speech {
  const { archive, log } = parts
  const people = directory(archive)
  const doors = new Map<PlatformName, { hands: Hands; work: Set<Promise<void>> }>()
  /** The same recording may come from its row and from the app at once. */
  const underWay = new Set<string>()
  /** Looked for while it was under way, after an answer of the person say: looked at once more. */
  const missed = new Set<string>()

  const keyOf = ({ inbound }: Recording) => rows.spoken(people.key(inbound.from), archive.blind(inbound.id))
  const wordsId = ({ inbound }: Recording) => `${inbound.id}/speech`
  const put = (waiting: Waiting) =>
    archive.commit({ put: [{ key: keyOf(waiting), value: waiting, expiresAt: waiting.inbound.at + KEPT_MS }] })

  const isWanted = (recording: Recording) => archive.has(keyOf(recording))

  async function consent({ from, language }: Inbound) {
    const { row } = await people.person(from)
    const { file } = row.case ? await loadFile(archive, row.case) : { file: undefined }
    const state = file && stateOf(file)
    const isOwn = state?.phase === 'open' && state.subject === from && !state.suspect
    const spoken = state?.language ?? row.language ?? language
    if (!isOwn || state.model === 'no' || state.policy.model === 'off') return { may: 'no', language: spoken } as const
    return { may: state.model === 'yes' ? 'yes' : 'asks', caseId: row.case as CaseId, language: spoken } as const
  }

  /** @returns false while the person's answer is waited for */
  async function listen(waiting: Waiting, hands: Hands): Promise<boolean> {
    const { inbound } = waiting
    const { transcribe } = parts
    if (await archive.has(rows.seen(wordsId(waiting)))) return true
    const { may, caseId, language } = await consent(inbound)
    if (transcribe && may === 'asks') {
      if (waiting.asked) return false
      await hands.say(waiting, 'speech.consent', language)
      if (await isWanted(waiting)) await put({ ...waiting, asked: true })
      return false
    }
    const bytes = transcribe && may === 'yes' ? await hands.sound(waiting) : undefined
    const mime = inbound.what.kind === 'file' ? inbound.what.mime : ''
    const words = bytes && caseId && (await transcribe?.({ bytes, mime, about: caseId }))
    // Erased meanwhile: its words must not begin a case anew.
    if (!(await isWanted(waiting))) return true
    if (!words) await hands.say(waiting, 'speech', language)
    else await tell(waiting, words, language, hands)
    return true
  }

  /** What was heard is shown first, so that a word heard wrongly can be put right; then it is told like anything typed. */
  async function tell(
    recording: Recording,
    words: string,
    language: Language | undefined,
    hands: Hands,
  ): Promise<void> {
    const { text } = parts.screen(words)
    const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
    await hands.say(recording, 'speech.heard', language, { words: shown })
    const told = { ...recording.inbound, id: wordsId(recording), what: { kind: 'text', text: words } } as const
    const { note, remove } = await hands.hear(told)
    if (note) await hands.say(recording, note, language)
    if (remove) await hands.remove(recording)
  }

  const settled = (waiting: Waiting) =>
    archive.commit({
      remove: [keyOf(waiting)],
      plain: [{ key: rows.seen(wordsId(waiting)), expiresAt: waiting.inbound.at + SEEN_FOR_MS }],
    })

  function run(waiting: Waiting): void {
    const { id, place } = waiting.inbound
    const door = doors.get(place.platform)
    if (!door) return
    if (underWay.has(id)) return void missed.add(id)
    underWay.add(id)
    const hint = 'The words of a voice message are tried again at the next start; the person was asked to write.'
    const work = listen(waiting, door.hands)
      .catch(async (error: unknown) => {
        log.error('speech-not-told', { platform: place.platform, error, hint })
        await door.hands.say(waiting, 'speech')
        return false
      })
      .then(over => (over ? settled(waiting) : undefined))
      .catch((error: unknown) => log.error('speech-not-settled', { platform: place.platform, error }))
      .finally(() => {
        underWay.delete(id)
        door.work.delete(work)
        if (!missed.delete(id)) return
        const resumed = resume(keyOf(waiting)).finally(() => door.work.delete(resumed))
        door.work.add(resumed)
      })
    door.work.add(work)
  }

  async function resume(prefix: string, platform?: PlatformName): Promise<void> {
    try {
      for (const key of await archive.keys(prefix, { limit: MAX_WAITING })) {
        const kept = await archive.load(key)
        const waiting = kept && (Stored.parse(kept.value) as unknown as Waiting)
        if (waiting && (platform === undefined || waiting.inbound.place.platform === platform)) run(waiting)
      }
    } catch (error) {
      log.error('speech-not-resumed', { error, hint: 'Voice messages that waited are tried again at the next start.' })
    }
  }

  return {
    async take({ inbound: { name: _name, ...inbound }, ...rest }) {
      const recording = { ...rest, inbound }
      // An input that comes again while its row is looked after.
      if (await isWanted(recording)) return
      await put(recording)
      run(recording)
    },
    open(platform, hands) {
      const door = { hands, work: new Set<Promise<void>>() }
      doors.set(platform, door)
      const resumed = resume(rows.spokenBy(''), platform).finally(() => door.work.delete(resumed))
      door.work.add(resumed)
      return async () => {
        if (doors.get(platform) === door) doors.delete(platform)
        while (door.work.size > 0) await Promise.all(door.work)
      }
    },
    decided: person => resume(rows.spokenBy(people.key(person))),
  }
}
