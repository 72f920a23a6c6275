import { expect, test } from 'vitest'
import { CaseId } from '../src/core/ids.ts'
import type { Duty } from '../src/engine/casefile.ts'
import { virtualClock } from '../src/engine/clock.ts'
import { courier } from '../src/engine/courier.ts'
import { DeliveryError } from '../src/engine/messages.ts'
import type { Address, DeliveryProblem, Platform } from '../src/engine/messages.ts'
import { silentLog } from '../src/log.ts'

const CHAT: Address = { platform: 'telegram', chat: '7', kind: 'private' }
const CASE = CaseId.parse('courier000')

/**
 * A chat without idempotent sends, two duties for it, and an archive that refuses to note the urgent one so many times.
 * @param problem - what every send meets
 */
function desk({ refusals, problem }: { refusals: number; problem?: DeliveryProblem }) {
  const clock = virtualClock(0)
  const arrived: string[] = []
  const tried: number[] = []
  const told: string[] = []
  const failed: string[] = []
  let left = refusals
  const platform: Platform = {
    name: 'telegram',
    idempotent: false,
    lanes: 4,
    async listen() {},
    async send({ id }) {
      tried.push(clock.now())
      if (problem) throw new DeliveryError(problem, 'no')
      arrived.push(id)
      return { message: id }
    },
    async close() {},
  }
  const post = courier(
    [platform],
    {
      async compose(_, id) {
        return { id, to: CHAT, text: [{ text: id }], buttons: [], language: 'ja', mentions: [], quiet: false, repeat: false, about: [] } // prettier-ignore
      },
      async begun(_, id) {
        if (id === 'urgent' && left-- > 0) throw new Error('the disk is full')
        return true
      },
      async done() {},
      async failed(_, id) {
        failed.push(id)
      },
      unauthorised: name => void told.push(name),
    },
    clock,
    silentLog,
  )
  const duty = (id: string, priority: number) => ({ id, to: CHAT, effect: { priority }, begun: 0 }) as unknown as Duty
  post.add(CASE, [duty('urgent', 0), duty('later', 3)])
  const pass = async (untilMs: number) => {
    do await new Promise(resolve => setImmediate(resolve))
    while (clock.step(untilMs))
    clock.set(untilMs)
  }
  return { arrived, pass, tried, told, failed }
}

test('what could not be written down before it left keeps its turn before the less urgent of its chat', async () => {
  const { arrived, pass } = desk({ refusals: 2 })
  await pass(500)
  expect(arrived).toEqual([])
  await pass(60_000)
  expect(arrived).toEqual(['urgent', 'later'])
})

test('a message that can never be written down does not shut its chat for the others', async () => {
  const { arrived, pass } = desk({ refusals: Infinity })
  await pass(60_000)
  expect(arrived).toEqual(['later'])
})

test('a token that is refused is told to the operator, and the chat is not knocked at again for minutes; nothing is given up', async () => {
  const { tried, told, failed, pass } = desk({ refusals: 0, problem: 'unauthorised' })
  await pass(4 * 60_000)
  expect(told).toEqual(['telegram', 'telegram'])
  expect(tried).toHaveLength(2)
  await pass(6 * 60_000)
  expect(tried).toHaveLength(4)
  expect(failed).toEqual([])
})
