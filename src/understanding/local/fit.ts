import type { BinaryModel, ClassModel, Feature, Scores } from './linear.ts'

/** One labelled example of a yes/no question. */
export type BinaryExample = { features: readonly Feature[]; isRight: boolean; weight: number }
/** One labelled text: how much of it belongs to each class (sums to one), or whether each of several things is true (1) or not (0). */
export type ClassExample = { features: readonly Feature[]; target: readonly number[]; weight: number }

/** How long and how strictly to fit. `decay` pulls every weight towards nothing (L2). */
export type FitOptions = { rounds: number; rate: number; decay: number }

/** The last rounds, whose weights are averaged: what the order of the examples did to them evens out. */
const AVERAGED_ROUNDS = 6

/** Logistic regression by AdaGrad; the examples are mixed the same way each time, so the same data give the same weights. */
export function fitBinary(
  examples: readonly BinaryExample[],
  options: FitOptions,
  decayOf: (name: string) => number = () => options.decay,
): BinaryModel {
  const { ids, rows } = numbered(examples)
  const decays = new Float64Array(ids.size)
  for (const [name, id] of ids) decays[id] = decayOf(name)
  const weights = new Float64Array(ids.size)
  const squares = new Float64Array(ids.size).fill(1e-6)
  let bias = 0
  let biasSquare = 1e-6
  const averaged = { bias: 0, weights: new Float64Array(ids.size) }
  const share = 1 / Math.min(AVERAGED_ROUNDS, options.rounds)
  const order = Array.from(examples.keys())
  const shuffle = shuffler()
  for (let round = 0; round < options.rounds; round++) {
    shuffle(order)
    for (const index of order) {
      const { names, strengths } = rows[index]!
      const { isRight, weight } = examples[index]!
      let sum = bias
      for (let i = 0; i < names.length; i++) sum += weights[names[i]!]! * strengths[i]!
      const slope = (1 / (1 + Math.exp(-sum)) - (isRight ? 1 : 0)) * weight
      biasSquare += slope * slope
      bias -= (options.rate * slope) / Math.sqrt(biasSquare)
      for (let i = 0; i < names.length; i++) {
        const id = names[i]!
        const gradient = slope * strengths[i]! + decays[id]! * weights[id]!
        squares[id]! += gradient * gradient
        weights[id]! -= (options.rate * gradient) / Math.sqrt(squares[id]!)
      }
    }
    if (options.rounds - round > AVERAGED_ROUNDS) continue
    averaged.bias += bias * share
    for (let i = 0; i < weights.length; i++) averaged.weights[i]! += weights[i]! * share
  }
  return { bias: averaged.bias, weights: new Map([...ids].map(([name, id]) => [name, averaged.weights[id]!])) }
}

/** Of several classes one is right: softmax regression. `decayOf` may hold some features shorter than others. */
export function fitClasses(
  examples: readonly ClassExample[],
  classes: readonly string[],
  options: FitOptions,
  decayOf?: (name: string) => number,
): ClassModel {
  return { ...fitScores(examples, classes, options, softmax, 0, decayOf), temperature: 1 }
}

/** Of several classes any may be right: a logistic regression for each, fitted together. */
export function fitEach(
  examples: readonly ClassExample[],
  classes: readonly string[],
  options: FitOptions,
  decayOf?: (name: string) => number,
): Scores {
  return fitScores(examples, classes, options, sigmoids, LEAST_SLOPE, decayOf)
}

/** Where an example is this nearly right it teaches nothing more; of very many classes it is so in almost all. */
const LEAST_SLOPE = 0.01

/**
 * AdaGrad over named features.
 * @param link makes probabilities of scores, in place
 */
function fitScores(
  examples: readonly ClassExample[],
  classes: readonly string[],
  options: FitOptions,
  link: (scores: Float64Array) => void,
  leastSlope: number,
  decayOf: (name: string) => number = () => options.decay,
): Scores {
  const { ids, rows } = numbered(examples)
  const width = classes.length
  const decays = new Float64Array(ids.size)
  for (const [name, id] of ids) decays[id] = decayOf(name)
  const weights = new Float64Array(ids.size * width)
  const squares = new Float64Array(ids.size * width).fill(1e-6)
  const bias = new Float64Array(width)
  const biasSquares = new Float64Array(width).fill(1e-6)
  const scores = new Float64Array(width)
  const moved = new Int32Array(width)
  const averaged = { bias: new Float64Array(width), weights: new Float64Array(ids.size * width) }
  const share = 1 / Math.min(AVERAGED_ROUNDS, options.rounds)
  const order = Array.from(examples.keys())
  const shuffle = shuffler()
  for (let round = 0; round < options.rounds; round++) {
    shuffle(order)
    for (const index of order) {
      const { names, strengths } = rows[index]!
      const example = examples[index]!
      scores.set(bias)
      for (let i = 0; i < names.length; i++) {
        const from = names[i]! * width
        for (let c = 0; c < width; c++) scores[c]! += weights[from + c]! * strengths[i]!
      }
      link(scores)
      let count = 0
      for (let c = 0; c < width; c++) {
        const slope = (scores[c]! - example.target[c]!) * example.weight
        scores[c] = slope
        if (Math.abs(slope) < leastSlope) continue
        moved[count++] = c
        biasSquares[c]! += slope * slope
        bias[c]! -= (options.rate * slope) / Math.sqrt(biasSquares[c]!)
      }
      for (let i = 0; i < names.length; i++) {
        const id = names[i]!
        for (let k = 0; k < count; k++) {
          const c = moved[k]!
          const at = id * width + c
          const gradient = scores[c]! * strengths[i]! + decays[id]! * weights[at]!
          squares[at]! += gradient * gradient
          weights[at]! -= (options.rate * gradient) / Math.sqrt(squares[at]!)
        }
      }
    }
    if (options.rounds - round > AVERAGED_ROUNDS) continue
    for (let c = 0; c < width; c++) averaged.bias[c]! += bias[c]! * share
    for (let i = 0; i < weights.length; i++) averaged.weights[i]! += weights[i]! * share
  }
  const rowOf = (id: number): number[] => [...averaged.weights.subarray(id * width, (id + 1) * width)]
  const named = new Map([...ids].map(([name, id]) => [name, rowOf(id)]))
  return { classes: [...classes], bias: [...averaged.bias], weights: named, sparse: new Map() }
}

function sigmoids(scores: Float64Array): void {
  for (let i = 0; i < scores.length; i++) scores[i] = 1 / (1 + Math.exp(-scores[i]!))
}

function softmax(scores: Float64Array): void {
  const highest = Math.max(...scores)
  let sum = 0
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i]! - highest)
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum
}

/** The features of every example as numbers, so that a round costs no look-ups by name. */
function numbered(examples: readonly { features: readonly Feature[] }[]): {
  ids: Map<string, number>
  rows: { names: Int32Array; strengths: Float64Array }[]
} {
  const ids = new Map<string, number>()
  const rows = examples.map(({ features }) => ({
    names: Int32Array.from(features, ({ name }) => idOf(ids, name)),
    strengths: Float64Array.from(features, ({ strength }) => strength),
  }))
  return { ids, rows }
}

function idOf(ids: Map<string, number>, name: string): number {
  let id = ids.get(name)
  if (id === undefined) ids.set(name, (id = ids.size))
  return id
}

/** Mixes the examples anew each time, the same way on every machine: a linear congruential walk. */
function shuffler(): (order: number[]) => void {
  let state = 12345
  return order => {
    for (let i = order.length - 1; i > 0; i--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      const j = Math.floor((state / 2 ** 32) * (i + 1))
      const held = order[i]!
      order[i] = order[j]!
      order[j] = held
    }
  }
}
