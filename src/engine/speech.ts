import type { CaseId, Language } from '../core/ids.ts'
import type { Archive } from '../store/archive.ts'
import { stateOf } from './casefile.ts'
import { directory } from './directory.ts'
import type { Inbound } from './messages.ts'
import type { Screen } from './screen.ts'
import { loadFile } from './settle.ts'

/**
 * A voice message becomes words, outside every turn: the recording has been kept as evidence by then, and its words come in
 * as a text of their own. A recording can't be redacted before it leaves, so nothing leaves without the person's own yes.
 */

export type Heard =
  /** What was said, for the engine; `shown` is the same without secrets, for the person's own eyes. */
  | { readonly words: string; readonly shown: string; readonly language: Language | undefined }
  /** A text key: why it was not listened to. */
  | { readonly note: 'speech' | 'speech.consent'; readonly language: Language | undefined }

export type Speech = {
  /** @param sound reads the recording; called only after a yes. Never rejects */
  listen(inbound: Inbound, sound: () => Promise<Uint8Array | undefined>): Promise<Heard>
}

export type Transcribe = (audio: {
  readonly bytes: Uint8Array
  readonly mime: string
  readonly about: string
}) => Promise<string | undefined>

/** Shown back to the person: enough to see whether it was understood. */
const MAX_SHOWN = 600

/** @param transcribe absent where no model can listen; never rejects */
export function openSpeech(parts: {
  readonly archive: Archive
  readonly screen: Screen
  readonly transcribe?: Transcribe
}): Speech {
  const people = directory(parts.archive)

  async function consent({ from, language }: Inbound) {
    const { row } = await people.person(from)
    const { file } = row.case ? await loadFile(parts.archive, row.case) : { file: undefined }
    const state = file && stateOf(file)
    const isOwn = state?.phase === 'open' && state.subject === from && !state.suspect
    const spoken = state?.language ?? row.language ?? language
    if (!isOwn || state.model === 'no' || state.policy.model === 'off') return { may: 'no', language: spoken } as const
    return { may: state.model === 'yes' ? 'yes' : 'asks', caseId: row.case as CaseId, language: spoken } as const
  }

  return {
    async listen(inbound, sound) {
      const unheard = { note: 'speech', language: inbound.language } as const
      const { transcribe } = parts
      if (!transcribe || inbound.what.kind !== 'file') return unheard
      try {
        const { may, caseId, language } = await consent(inbound)
        if (may === 'no') return { ...unheard, language }
        if (may === 'asks') return { note: 'speech.consent', language }
        const bytes = await sound()
        const words = bytes && (await transcribe({ bytes, mime: inbound.what.mime, about: caseId }))
        if (!words) return { ...unheard, language }
        const { text } = parts.screen(words)
        return { words, shown: text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text, language }
      } catch {
        // Only the store can fail here; the recording is kept, and the person can still write.
        return unheard
      }
    },
  }
}
