import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { helperRow, known, openStage, play, readStory } from './emulators/telegram/play.ts'
import type { Stage } from './emulators/telegram/play.ts'

const open: Stage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

const story = (name: string) => readStory(readFileSync(join(import.meta.dirname, 'stories', `${name}.yaml`), 'utf8'))

describe('the founding night over Telegram', () => {
  test('is played whole: the real engine, the real grammY, real sockets', async () => {
    const night = story('founding-night.ja')
    const stage = await openStage(night.start)
    open.push(stage)
    const { telegram } = stage
    const hana = telegram.addPerson('Hana', { language: 'ja' })
    const yuki = known(telegram, telegram.addPerson('Yuki', { language: 'ja' }))
    await stage.found({ helpers: [helperRow(yuki, { lead: true })] })
    const unmet = await play(stage, night, { victim: hana, helper: yuki })
    expect(unmet).toEqual([])
    expect(telegram.complaints).toEqual([])
    expect(telegram.rateFigures().ignored429).toBe(0)
    for (const { text } of hana.screen().messages) expect(text.length).toBeLessThanOrEqual(4096)
  })
})
