import { describe, expect, test } from 'vitest'
import { chance } from './simulation/chance.ts'
import { evening } from './simulation/evening.ts'
import { crowd, short, shortest } from './simulation/scripts.ts'

/** A failing seed is replayed with `npm run simulate -- --seed N --only` and the options the name says. */

const fresh = Number(process.env['SIMULATION_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

describe('a simulated evening keeps every promise', { timeout: 120_000 }, () => {
  for (const seed of [1, 2, 3])
    test(`in calm lives, with apps, disk and model against it (seed ${seed})`, async () => {
      const { failures, inputs } = await evening({ seed, script: crowd(30), model: true })
      expect(failures).toEqual([])
      expect(inputs).toBeGreaterThan(30)
    })

  for (const seed of [11, 12, fresh])
    test(`when the process dies again and again (seed ${seed})`, async () => {
      const { failures } = await evening({ seed, script: crowd(25), crashes: 0.01 })
      expect(failures).toEqual([])
    })

  test('on a real file that is opened anew after each crash', async () => {
    const { failures, crashes } = await evening({ seed: 21, store: 'sqlite', script: crowd(15), crashes: 0.01 })
    expect(failures).toEqual([])
    expect(crashes).toBeGreaterThan(0)
  })
})

describe('a short conversation survives a crash', { timeout: 120_000 }, () => {
  test('at each of its commits and sends', async () => {
    const labels: string[] = []
    await evening({ seed: 1, script: short, labels })
    const points = labels.flatMap((label, index) => (label.startsWith('read') ? [] : [index + 1]))
    expect(points.length).toBeGreaterThan(30)
    const broken: unknown[] = []
    for (const point of points) {
      const { failures } = await evening({ seed: 1, script: short, crashes: [point] })
      if (failures.length > 0) broken.push({ point, label: labels[point - 1], failures })
    }
    expect(broken).toEqual([])
  })

  test('at pairs of its crash points', async () => {
    const { points } = await evening({ seed: 1, script: shortest })
    const random = chance(fresh)
    const broken: unknown[] = []
    for (let n = 0; n < 25; n++) {
      const crashes = [1 + random.below(points), 1 + random.below(points + 10)]
      const { failures } = await evening({ seed: 1, script: shortest, crashes })
      if (failures.length > 0) broken.push({ crashes, failures })
    }
    expect(broken).toEqual([])
  })
})

test('the same seed gives the same evening', { timeout: 60_000 }, async () => {
  const play = () => evening({ seed: 5, script: crowd(25), crashes: 0.005 })
  const [one, two] = [await play(), await play()]
  expect({ ...two, crashedAt: [] }).toEqual({ ...one, crashedAt: [] })
})
