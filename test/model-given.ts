import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Clock } from '../src/engine/clock.ts'
import { openSpeech } from '../src/engine/speech.ts'
import type { Log } from '../src/log.ts'
import type { Archive } from '../src/store/archive.ts'
import { openModels } from '../src/understanding/model/open.ts'
import { screen } from '../src/understanding/screen.ts'
import { startModelServer } from './emulators/model/start.ts'
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

/** A model that hears `words` in every recording: one server for the tests of a file, well again before each. */
export function hearingModel() {
  let server: ModelServer
  const voice = {
    words: '',
    get server() {
      return server
    },
  }
  beforeAll(async () => {
    server = await startModelServer({ chat: () => NOTHING_READ, transcribe: () => voice.words })
  })
  afterAll(() => server.close())
  beforeEach(() => {
    server.always(undefined)
    server.transcriptions.length = 0
    voice.words = 'さっきカードで3万円も引かれていました'
  })
  return voice
}
