import { expect, test } from 'vitest'
import { CaseId } from '../src/core/ids.ts'
import type { Duty } from '../src/engine/casefile.ts'
import { virtualClock } from '../src/engine/clock.ts'
import { courier } from '../src/engine/courier.ts'
import type { Address, Platform } from '../src/engine/messages.ts'
import { silentLog } from '../src/log.ts'

const CHAT: Address = { platform: 'telegram', chat: '7', kind: 'private' }
const CASE = CaseId.parse('courier000')

/** A chat without idempotent sends, two duties for it, and an archive that refuses to note the urgent one so many times. */
function desk({ refusals }: { refusals: number }) {
  const clock = virtualClock(0)
  const arrived: string[] = []
  let left = refusals
  const platform: Platform = {
    name: 'telegram',
    idempotent: false,
    lanes: 4,
    async listen() {},
    async send({ id }) {
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
      async failed() {},
      unauthorised() {},
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
  return { arrived, pass }
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
