import type { Event } from '../core/events.ts'
import type { Library } from './library.ts'
import { quoted } from './quoted.ts'
import type { Scene } from './render.ts'
import { lines } from './rich.ts'
import type { Rich } from './rich.ts'
import type { Voice } from './voice.ts'

/** What a police officer or a support agent later reads: what happened, when it was told, in the order it was told. */
export function timeline(scene: Scene, _library: Library, speak: Voice): Rich {
  const { state, events } = scene
  const rows = events.flatMap(event => {
    const words = entry(event, scene, speak)
    return words ? [[{ text: `${speak.time(event.at)}  ` }, ...words]] : []
  })
  const title = speak.text('timeline.title', { case: state.id })
  return lines([title, ...(rows.length > 0 ? rows : [speak.text('timeline.empty')])])
}

function entry(event: Event, scene: Scene, speak: Voice): Rich | undefined {
  const forHelper = scene.reader === 'helper'
  const theirs = (text: string) => quoted(scene, text)
  switch (event.type) {
    case 'case-opened':
      return speak.text('timeline.opened')
    case 'told':
      return [
        ...speak.text(event.quoted ? 'timeline.quoted' : 'timeline.told', {
          text: event.happenedAt ? `(${theirs(event.happenedAt)}) ` : '',
        }),
        { text: theirs(event.text), style: 'quote' },
      ]
    case 'answered':
      return event.value === 'later'
        ? undefined
        : speak.text('timeline.fact', { fact: { fact: event.fact }, value: speak.label(`timeline.${event.value}`) })
    case 'step-done':
    case 'step-undone':
    case 'step-waived':
      return speak.text(`timeline.${event.type}`, { step: { step: event.step } })
    case 'step-stuck':
      return speak.text('timeline.step-stuck', { step: { step: event.step } })
    case 'wait-started':
    case 'wait-ended':
      return speak.text(`timeline.${event.type}`, {
        wait: speak
          .wait(event.wait)
          .map(({ text }) => text)
          .join(''),
      })
    case 'noted':
      // What helpers write for each other is never in what the person sees or takes away.
      if (event.private && !forHelper) return undefined
      return speak.text(event.private ? 'timeline.private-note' : 'timeline.noted', { text: theirs(event.text) })
    case 'relayed':
      if (event.machine) return undefined
      return event.ready
        ? speak.text('timeline.relayed', { text: speak.label(event.ready) })
        : [...speak.text('timeline.relayed', { text: '' }), { text: theirs(event.text), style: 'quote' }]
    case 'rings-ended':
      return speak.text('timeline.nobody')
    case 'suspected':
    case 'trust-restored':
      return forHelper ? speak.text(`timeline.${event.type}`) : undefined
    case 'evidence-added':
      return speak.text('timeline.evidence', {
        name: theirs(event.name),
        size: Math.ceil(event.bytes / 1024),
        hash: event.sha256?.slice(0, 16) ?? '—',
      })
    case 'contact-logged':
      return speak.text('timeline.contact', {
        contact: event.step ? speak.step(event.step) : theirs(event.contact),
        name: theirs(event.name ?? ''),
        reference: theirs(event.reference ?? ''),
        promise: theirs(event.promise ?? ''),
      })
    case 'ring-called':
      return speak.text('timeline.called', { count: event.helpers.length })
    case 'claimed':
    case 'handed-over':
    case 'taken-over':
      return speak.text('timeline.claimed', { name: theirs(event.name) })
    case 'secret-seen':
      return speak.text('timeline.secret')
    case 'closed':
      return speak.text('timeline.closed')
    case 'reopened':
      return speak.text('timeline.reopened')
    default:
      return undefined
  }
}
