import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { DeliveryError } from '../engine/messages.ts'
import type { Heard, Inbound, Platform } from '../engine/messages.ts'

/** Numbers for Prometheus: counts, times and ages, by app and kind; never an id or a word of a person. */
export type Metrics = {
  readonly registry: Registry
  /** Counts and times what a platform hears and sends. */
  watch(platform: Platform): Platform
  readonly outboxAge: Gauge
  readonly timerLateness: Gauge
  readonly pollAge: Gauge<'platform'>
  readonly openCases: Gauge
}

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15]

export function openMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'kakekomi_' })
  const heard = new Counter({
    name: 'kakekomi_inputs_total',
    help: 'Inputs by app, kind and what became of them (kept or failed)',
    labelNames: ['platform', 'kind', 'outcome'],
    registers,
  })
  const turn = new Histogram({
    name: 'kakekomi_turn_seconds',
    help: 'From an input to its durable commit',
    labelNames: ['platform'],
    buckets: SECONDS,
    registers,
  })
  const sent = new Counter({
    name: 'kakekomi_sends_total',
    help: 'Sends by app and outcome (sent, or why not)',
    labelNames: ['platform', 'outcome'],
    registers,
  })
  const send = new Histogram({
    name: 'kakekomi_send_seconds',
    help: 'How long the app took to answer a send',
    labelNames: ['platform'],
    buckets: SECONDS,
    registers,
  })
  const repeats = new Counter({
    name: 'kakekomi_repeats_total',
    help: 'Messages sent again because nobody knows whether they arrived',
    labelNames: ['platform'],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })

  function watch(platform: Platform): Platform {
    const { name } = platform
    const hear = (tell: (message: Inbound) => Promise<Heard>) => async (message: Inbound) => {
      const stop = turn.startTimer({ platform: name })
      try {
        const answer = await tell(message)
        heard.inc({ platform: name, kind: message.what.kind, outcome: 'kept' })
        return answer
      } catch (error) {
        heard.inc({ platform: name, kind: message.what.kind, outcome: 'failed' })
        throw error
      } finally {
        stop()
      }
    }
    return {
      ...platform,
      listen: tell => platform.listen(hear(tell)),
      async send(message) {
        const stop = send.startTimer({ platform: name })
        if (message.repeat) repeats.inc({ platform: name })
        try {
          const answer = await platform.send(message)
          sent.inc({ platform: name, outcome: 'sent' })
          return answer
        } catch (error) {
          sent.inc({ platform: name, outcome: error instanceof DeliveryError ? error.problem : 'error' })
          throw error
        } finally {
          stop()
        }
      },
    }
  }

  return {
    registry,
    watch,
    outboxAge: gauge('kakekomi_outbox_age_seconds', 'Age of the oldest message that waits to be sent'),
    timerLateness: gauge('kakekomi_timer_lateness_seconds', 'How long the earliest due timer has been waiting to ring'),
    pollAge: new Gauge({
      name: 'kakekomi_poll_age_seconds',
      help: 'Seconds since an app last answered a poll',
      labelNames: ['platform'],
      registers,
    }),
    openCases: gauge('kakekomi_open_cases', 'Open cases'),
  }
}
