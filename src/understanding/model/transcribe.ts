import type OpenAI from 'openai'
import { toFile } from 'openai'
import type { Log } from '../../log.ts'
import type { Budget } from './budget.ts'
import { failureOf, HINTS } from './failure.ts'

/** A voice message becomes a text like any other: guarded, read, never kept as sound. */
export type Transcriber = {
  /**
   * @param about the case whose allowance pays for it
   * @returns undefined when it couldn't be heard; never rejects
   */
  readonly transcribe: (audio: {
    readonly bytes: Uint8Array
    readonly mime: string
    readonly about: string
  }) => Promise<string | undefined>
}

const MODEL = 'gpt-4o-mini-transcribe'
/** The provider's own limit. */
export const MAX_AUDIO_BYTES = 25 * 1024 * 1024

/** The provider goes by the name's ending; Telegram's voice notes are Opus in Ogg. */
const ENDINGS: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'm4a',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/webm': 'webm',
  'audio/flac': 'flac',
}

/** Is this a kind of sound that can be heard? */
export const isSpeech = (mime: string): boolean => endingOf(mime) !== undefined
const endingOf = (mime: string) => ENDINGS[mime.toLowerCase().split(';')[0]?.trim() ?? '']

export function openTranscriber(client: OpenAI, budget: Budget, log: Log, model = MODEL): Transcriber {
  return {
    async transcribe({ bytes, mime, about }) {
      const ending = endingOf(mime)
      if (!ending || bytes.length === 0 || bytes.length > MAX_AUDIO_BYTES) return undefined
      try {
        if (!(await budget.take(about))) {
          log.warn('voice-unheard', { reason: 'budget', hint: HINTS.budget })
          return undefined
        }
        const file = await toFile(bytes, `voice.${ending}`, { type: mime })
        const { text } = await client.audio.transcriptions.create({ file, model })
        return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
      } catch (error) {
        const reason = failureOf(error)
        log.warn('voice-unheard', { reason, error, hint: HINTS[reason] })
        return undefined
      }
    },
  }
}
