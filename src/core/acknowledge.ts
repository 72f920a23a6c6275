import { button, cameRow, row } from './buttons.ts'
import { ringTold } from './calling.ts'
import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import type { Button, Line } from './effects.ts'
import type { Event } from './events.ts'
import type { Intent } from './intents.ts'
import { promiseLine } from './promises.ts'
import { currentStep, plan } from './plan.ts'

const byHelper = ({ by }: Event, { subject, reporter }: Case) => by !== undefined && by !== subject && by !== reporter

/**
 * What one event adds to the message: a short line, sometimes with buttons of its own.
 * @param next true when the message goes on with the next thing to do
 */
export function acknowledge(
  event: Event,
  before: Case,
  state: Case,
  setting: Setting,
  lines: Line[],
  buttons: Button[][],
  intents: readonly Intent[],
  next: boolean,
): void {
  switch (event.type) {
    case 'case-opened':
      // Before anything else happens: what nobody here will ever ask for, because the next fraud poses as help.
      lines.push({ text: event.reporter === event.subject ? 'opening' : 'opening.for-you' }, { text: 'opening.shield' })
      return
    case 'told':
      if (event.foreign && (event.tongue === undefined || event.tongue !== before.tongue))
        lines.push({
          text: event.tongue !== undefined && state.model === 'asked' ? 'other-language.model' : 'other-language',
        })
      if (event.cut) lines.push({ text: 'too-long' })
      return
    case 'secret-seen':
      for (const kind of event.kinds) lines.push({ text: `secret.${kind}` })
      return
    case 'model-allowed':
      lines.push({ text: event.allowed ? 'model.allowed' : 'model.refused' })
      return
    case 'second-hit-mentioned':
      if (!before.secondHitTold) lines.push({ text: 'second-hit' })
      return
    case 'fact-contradicted':
      lines.push({ text: 'contradicted', params: { fact: { fact: event.fact } } })
      return
    case 'step-done':
      lines.push({ text: 'done', params: { step: { step: event.step } } })
      // A helper ticks with the person's say: whoever is asked can take it back with one press.
      if (byHelper(event, state)) {
        lines.push({ text: 'done.by-helper', params: { name: state.help.ownerName ?? '' } })
        buttons.push(row(button('button.undo', { type: 'undo', step: event.step })))
      }
      return
    case 'step-undone':
      lines.push({ text: 'undone', params: { step: { step: event.step } } })
      return
    case 'step-waived':
      lines.push({ text: 'waived', params: { step: { step: event.step } } })
      return
    case 'step-put-off':
      lines.push({ text: 'put-off', params: { until: { time: event.until } } })
      buttons.push(row(button('button.now', { type: 'show', what: 'now' })))
      return
    case 'step-stuck': {
      lines.push({ text: event.reason === 'different' ? 'stuck.different' : 'stuck.cannot' })
      if (event.reason === 'cannot') lines.push({ step: event.step, part: 'cannot' })
      else lines.push({ step: event.step, part: 'how' })
      buttons.push(row(button('button.need-person', { type: 'offer-help' })))
      return
    }
    case 'answered':
      if (event.value === 'later') lines.push({ text: 'answered.later' })
      if (event.value === 'unsure') lines.push({ text: 'answered.unsure' })
      return
    case 'pattern-chosen':
      lines.push(
        event.pattern === 'other' || event.pattern === 'unsure'
          ? { text: 'chosen.unknown' }
          : { pattern: event.pattern, part: 'understood' },
      )
      return
    case 'pattern-rejected':
      lines.push({ text: 'rejected' })
      return
    case 'wait-started':
      lines.push({ wait: event.wait, part: 'text' })
      buttons.push(cameRow(event.wait))
      return
    case 'wait-reminded':
    case 'wait-lapsed':
      lines.push({ wait: event.wait, part: 'ask' })
      if (event.type === 'wait-lapsed') lines.push({ wait: event.wait, part: 'nothing' })
      buttons.push(row(
        { label: { wait: event.wait }, action: { type: 'came', wait: event.wait, came: true }, style: 'primary' },
        button('button.not-yet', { type: 'came', wait: event.wait, came: false }),
        button('button.need-person', { type: 'offer-help' }),
      )) // prettier-ignore
      return
    case 'wait-ended':
      // One answer may end several waits.
      if (event.came && !lines.some(line => 'text' in line && line.text === 'wait.came'))
        lines.push({ text: 'wait.came' })
      return
    case 'nudged': {
      const now = currentStep(plan(state, setting.playbook), state, event.at)
      lines.push({ text: `nudge.${Math.min(state.nudges, 3)}` })
      if (now) {
        const { step, pattern } = now
        lines.push({ step, part: 'text', pattern })
        buttons.push(row(
          button('button.done', { type: 'done', step }, 'primary'),
          button('button.cannot', { type: 'stuck', step, reason: 'cannot' }),
          button('button.later', { type: 'put-off', step, minutes: 180 }),
        )) // prettier-ignore
        buttons.push(row(button('button.need-person', { type: 'offer-help' })))
      }
      return
    }
    case 'noted':
      if (!event.private) lines.push({ text: 'noted' })
      return
    case 'evidence-added':
      if (byHelper(event, state)) return
      lines.push({ text: 'evidence-added', params: { name: event.name } }, { text: 'evidence.none-kept' })
      return
    case 'contact-logged':
      if (byHelper(event, state)) {
        lines.push({
          text: 'contact-logged.by-helper',
          params: { name: state.help.ownerName ?? '', contact: event.step ? { step: event.step } : event.contact },
        })
        return
      }
      lines.push(
        event.dueAt
          ? { text: 'contact-logged.promise', params: { until: { time: event.dueAt } } }
          : { text: 'contact-logged' },
      )
      return
    case 'promise-reminded': {
      const entry = state.contacts[event.index]
      if (entry) lines.push(promiseLine(entry))
      buttons.push(
        row(
          button('button.now', { type: 'show', what: 'now' }),
          button('card.support-ladder', { type: 'show', what: 'support-ladder' }),
        ),
      )
      return
    }
    case 'language-changed':
      lines.push({ text: 'language-changed' })
      return
    case 'time-zone-changed':
      lines.push({ text: 'time-zone-changed' })
      return
    case 'country-set':
      for (const intent of intents) {
        if (intent.type !== 'set-country') continue
        lines.push({ text: 'country-set', params: { country: { country: event.country } } })
        if (intent.step) lines.push({ step: intent.step, part: 'contacts' })
      }
      return
    case 'ring-called': {
      const told = ringTold(event, state, setting, next)
      lines.push(...told.lines)
      buttons.push(...told.buttons)
      return
    }
    case 'claim-expired':
    case 'released':
      lines.push({ text: 'help.owner-gone' })
      return
    case 'help-declined':
      lines.push({ text: 'help.declined' })
      return
    case 'help-offered':
      return
    case 'forget-asked':
      lines.push({ text: 'forget.ask' })
      buttons.push(
        row(button('button.forget', { type: 'forget' }, 'danger'), button('button.keep-open', { type: 'keep-open' })),
      )
      return
    case 'wishes-dropped':
      lines.push({ text: 'held.dropped' })
      return
    case 'close-asked':
      lines.push({ text: 'close.ask' })
      buttons.push(
        row(button('button.close', { type: 'close' }, 'primary'), button('button.keep-open', { type: 'keep-open' })),
      )
      return
    case 'closed':
      lines.push({ text: 'closed' }, { text: 'second-hit' })
      buttons.push(
        row(button('button.reopen', { type: 'reopen' }), button('button.export', { type: 'show', what: 'export' })),
      )
      return
    case 'reopened':
      lines.push({ text: 'reopened' })
      return
    case 'watched':
      lines.push({ text: 'watch.day', params: { day: event.day } })
      lines.push({ text: event.day === 7 || event.day === 30 ? 'watch.second-hit' : 'watch.ask' })
      buttons.push(row(
        button('button.quiet', { type: 'watch', quiet: true }, 'primary'),
        button('button.something-new', { type: 'watch', quiet: false }),
        button('button.stop-watch', { type: 'stop-watch' }),
      )) // prettier-ignore
      return
    case 'watch-answered':
      lines.push({ text: event.quiet ? 'watch.quiet' : 'watch.new' })
      return
    case 'watch-stopped':
      lines.push({ text: 'watch.stopped' })
      return
    case 'trust-restored':
      lines.push({ text: 'trust-restored' })
      return
    case 'forgotten':
      lines.push(
        intents.some(({ type }) => type === 'forget')
          ? { text: 'forgotten', params: { case: before.id, time: { time: event.at } } }
          : { text: 'forgotten.by-time' },
      )
      return
    case 'relayed':
      if (event.from !== 'helper' || event.machine) return
      if (event.ready)
        lines.push({ text: 'help.asks', params: { name: state.help.ownerName ?? '' } }, { text: event.ready })
      else lines.push({ said: event.text, from: state.help.ownerName, vouched: true })
      return
    case 'moved':
      lines.push({ text: 'moved' })
      return
    default:
      return
  }
}
