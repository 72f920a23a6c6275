import type { Clock } from '../src/engine/clock.ts'
import { openSpeech } from '../src/engine/speech.ts'
import type { Log } from '../src/log.ts'
import type { Archive } from '../src/store/archive.ts'
import { openModels } from '../src/understanding/model/open.ts'
import { screen } from '../src/understanding/screen.ts'
import type { ModelServer } from './emulators/model/start.ts'
import type { Modelled } from './emulators/telegram/play.ts'
import { library } from './given.ts'

/** Everything a running bot has with a key, behind an emulated provider. */
export const modelled =
  (server: ModelServer) =>
  async ({ archive, clock, log }: { archive: Archive; clock: Clock; log: Log }): Promise<Modelled> => {
    const settings = { apiKey: server.key, baseUrl: server.url }
    const models = await openModels({ settings, library, archive, clock, log })
    return {
      secondReader: models?.secondReader,
      translator: models?.translator,
      speech: openSpeech({ archive, log, screen, transcribe: models?.transcriber?.transcribe }),
    }
  }

/** What a reader that finds nothing answers. */
export const NOTHING_READ = {
  summary: '',
  whose: 'writer',
  patterns: [],
  facts: [],
  service: '',
  country: '',
  language: 'ja',
}
