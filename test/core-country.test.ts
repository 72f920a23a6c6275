import { describe, expect, test } from 'vitest'
import { TERMINAL_COMMUNITY, foundTerminalCommunity } from '../src/assemble.ts'
import { render } from '../src/content/render.ts'
import { plainText } from '../src/content/rich.ts'
import type { StepId } from '../src/core/ids.ts'
import { NO_ROSTER } from '../src/core/roster.ts'
import { CommunityRow } from '../src/engine/casefile.ts'
import { directory } from '../src/engine/directory.ts'
import { rows } from '../src/engine/rows.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { given, library, playbook } from './given.ts'

/** Whose desks are shown: asked where the answer changes them, and taken from the community or the language otherwise. */

const step = (id: string) => id as StepId
const how = (id: string) => ({ type: 'show', what: { how: step(id) } }) as const
const pressed = (scene: ReturnType<typeof given>) =>
  scene.effects.flatMap(({ buttons }) => buttons.flat()).filter(({ action }) => action.type === 'set-country')
const said = (scene: ReturnType<typeof given>) =>
  scene.effects
    .map(effect =>
      plainText(render(effect, { state: scene.state, events: [], roster: NO_ROSTER, now: 0 }, library, 'en').text),
    )
    .join('\n')
const losses = { money_lost: true, paid_by_transfer: true }
const paid = given(losses, { 'authority-impersonation': 4 })

describe('the country', () => {
  test('is asked beside the desks of a step, when nothing makes it likely', () => {
    const asked = paid.when(how('recall-transfer')).says('text:country.ask')
    expect(pressed(asked).map(({ label }) => label)).toContainEqual({ country: 'GB' })
  })
  test('once it is pressed, the desks of that country are shown at once, and it is not asked again', () => {
    const [british] = pressed(paid.when(how('recall-transfer'))).flatMap(({ action }) =>
      action.type === 'set-country' && action.country === 'GB' ? [action] : [],
    )
    if (!british) throw new Error('no button for the United Kingdom')
    const told = paid.when(british).says('text:country-set')
    expect(said(told)).toContain(
      library.contacts.find(({ country, purpose }) => country === 'GB' && purpose === 'bank-transfer-fraud')?.name.en,
    )
    expect(told.when(how('recall-transfer')).heard()).not.toContain('text:country.ask')
  })
  test('is not asked where every country has the same desk, nor in Japanese', () => {
    const everywhere = [...playbook.steps.values()].find(({ desks }) => desks.length === 0)
    expect(paid.when(how(everywhere?.id ?? '')).heard()).not.toContain('text:country.ask')
    const japanese = paid.when({ type: 'set-language', language: 'ja' }).when(how('recall-transfer'))
    expect(japanese.heard()).not.toContain('text:country.ask')
  })
  test('is the one of the community until somebody says otherwise', () => {
    const there = given(losses, { 'fake-shop': 4 }, { policy: { country: 'GB' } })
    expect(there.state.country).toBe('GB')
    expect(there.heard()).not.toContain('text:country-set')
    const read = given(losses, { 'fake-shop': 4 }, { policy: { country: 'GB' }, rest: { country: 'SG' } })
    expect(read.state.country).toBe('SG')
    expect(there.when({ type: 'set-country', country: 'JP' }).state.country).toBe('JP')
  })
  test('that /setup keeps reaches the cases of the community', async () => {
    const archive = await openArchive(memoryShelf({ now: () => 0 }), [Buffer.alloc(32, 1)])
    await foundTerminalCommunity(archive, 0)
    const key = rows.community(TERMINAL_COMMUNITY)
    const kept = await archive.load(key)
    const row = { ...CommunityRow.parse(kept?.value), country: 'GB' }
    await archive.commit({ put: [{ key, value: row, version: (kept?.version ?? 0) + 1 }] })
    expect((await directory(archive).policy(TERMINAL_COMMUNITY)).country).toBe('GB')
  })
  test('every button names a country with entries of its own', () => {
    const known = new Set(library.contacts.map(({ country }) => country))
    const named = [...playbook.steps.values()].flatMap(({ desks }) => desks)
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter(country => country === '*' || !known.has(country))).toEqual([])
  })
})
