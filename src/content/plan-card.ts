import { bands } from '../core/bands.ts'
import { activeWaits } from '../core/focus.ts'
import { currentStep, plan } from '../core/plan.ts'
import type { PlanStep } from '../core/plan.ts'
import { holding } from '../core/triage.ts'
import type { Library } from './library.ts'
import type { Scene } from './render.ts'
import { bold, bullet, lines } from './rich.ts'
import type { Rich } from './rich.ts'
import type { Voice } from './voice.ts'

/** The likeliest pattern's words; cards are drawn for it. */
export const likeliest = ({ state }: Scene, library: Library) => {
  const id = holding(state, library.playbook)[0]
  return id && library.patterns.get(id)
}

/** The whole plan, band by band, with what is being waited for and what goes wrong on this way. */
export function planCard(scene: Scene, library: Library, speak: Voice): Rich {
  const { state, now } = scene
  const steps = plan(state, library.playbook)
  const current = currentStep(steps, state, now)
  const title =
    holding(state, library.playbook)
      .map(id => speak.pattern(id))
      .join(' + ') || speak.label('preview.unknown')
  const waits = activeWaits(state)
  const hope = likeliest(scene, library)?.hope
  return lines([
    bold(speak.text('plan.title', { pattern: title })),
    ...bands(steps).flatMap(band => [
      [{ text: '\n' }, ...bold(speak.text(`plan.band.${band.urgency}`))],
      ...band.steps.map(item => stepLine(item, item.step === current?.step, scene, speak)),
    ]),
    // A line of its own between the steps and what is said about them all.
    ...parts([
      waits.length > 0 ? [speak.text('plan.waits'), ...waits.map(id => bullet(speak.wait(id)))] : [],
      trapsOf(scene, library, speak),
      hope ? [speak.words(hope)] : [],
    ]),
  ])
}

const parts = (all: readonly (readonly Rich[])[]): Rich[] =>
  all.flatMap(part => part.map((rich, place) => (place === 0 ? [{ text: '\n' }, ...rich] : rich)))

function stepLine(item: PlanStep, isCurrent: boolean, { state }: Scene, speak: Voice): Rich {
  const name = speak.step(item.step)
  const at = state.steps[item.step]?.at
  switch (item.state) {
    case 'done':
      return [
        { text: '✓ ' },
        { text: name, style: 'strike' },
        ...(at ? [{ text: ' ' }, ...speak.text('plan.done', { time: { time: at } })] : []),
      ]
    case 'waiting':
      return [{ text: '… ' }, { text: name }, { text: ' — ' }, ...speak.text('plan.waiting')]
    case 'waived':
      return [{ text: '– ' }, { text: name }, { text: ' — ' }, ...speak.text('plan.waived')]
    case 'cannot':
      return [{ text: '× ' }, { text: name }, { text: ' — ' }, ...speak.text('plan.cannot')]
    case 'locked':
      // Only a gate is worth explaining: the plain order can be seen from the list.
      return item.lockedBy === 'after'
        ? [{ text: `○ ${name}` }]
        : [{ text: `🔒 ${name} ` }, ...speak.text('plan.locked', { steps: speak.list(item.locks.map(speak.step)) })]
    case 'open':
      return isCurrent ? [{ text: '▶ ' }, { text: name, style: 'bold' }] : [{ text: '○ ' }, { text: name }]
  }
}

/** The two most important things that go wrong on this way. */
function trapsOf(scene: Scene, library: Library, speak: Voice): Rich[] {
  const traps = likeliest(scene, library)?.traps.slice(0, 2) ?? []
  return traps.length > 0 ? [speak.text('plan.traps'), ...traps.map(trap => bullet(speak.words(trap)))] : []
}
