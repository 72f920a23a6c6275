import type { Library } from '../../content/library.ts'
import type { Clock } from '../../engine/clock.ts'
import type { SecondReader } from '../../engine/ear.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import { openBudget } from './budget.ts'
import type { ModelSettings } from './chat.ts'
import { openModerator } from './moderate.ts'
import { openOpenAI } from './openai-client.ts'
import { openModelReader } from './read.ts'
import { openSecondReader } from './second-reader.ts'
import { openTranscriber } from './transcribe.ts'
import type { Transcriber } from './transcribe.ts'
import { openTranslator } from './translate.ts'
import type { ModelTranslator } from './translate.ts'

/** Everything a running bot does with a model; nothing of it exists without a key. */
export type Models = {
  readonly secondReader: SecondReader
  readonly translator: ModelTranslator
  readonly transcriber?: Transcriber
}

export type ModelsParts = {
  readonly settings: ModelSettings
  readonly library: Library
  readonly archive: Archive
  readonly clock: Clock
  readonly log: Log
}

/**
 * @returns undefined where no model is configured
 * @throws an Error naming the setting when the provider can't be used
 */
export async function openModels(parts: ModelsParts): Promise<Models | undefined> {
  const { settings, library, archive, clock, log } = parts
  const { apiKey, baseUrl, model } = settings
  if (!apiKey && !model) return undefined
  const services = [...library.patterns.values()].flatMap(pattern => pattern.services)
  const reader = await openModelReader(settings, services)
  // Audio and moderation are OpenAI's; another provider's key is no use there.
  const openai = apiKey && !model ? openOpenAI({ apiKey, baseUrl }) : undefined
  return {
    secondReader: openSecondReader({
      reader,
      moderator: openai && openModerator(openai, log),
      provider: providerOf(settings),
      patterns: library.patterns.keys(),
      facts: new Set(library.facts.keys()),
      question: fact => library.facts.get(fact)?.ask?.en,
      archive,
      clock,
      log,
    }),
    translator: await openTranslator({ settings, provider: providerOf(settings), archive, clock, log }),
    transcriber:
      openai &&
      openTranscriber(
        openai,
        openBudget(archive, () => clock.now()),
        log,
      ),
  }
}

/** Who gets the texts, in a name a person can look up: the host that was configured, or the provider. */
export function providerOf({ baseUrl, model }: ModelSettings): string {
  if (model) return model.split(':')[0] ?? model
  return baseUrl ? new URL(baseUrl).host : 'OpenAI'
}
