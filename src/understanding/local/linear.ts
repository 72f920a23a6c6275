/** One weight per feature (binary) or per feature and class, by name; a name that was never learned weighs nothing. */
export type BinaryModel = { bias: number; weights: ReadonlyMap<string, number> }

/**
 * A score for each of several classes: `weights` holds one number per class for a feature; `sparse` holds pairs of class
 * number and weight, for the many features that speak for or against few classes.
 */
export type Scores = {
  classes: string[]
  bias: number[]
  weights: ReadonlyMap<string, readonly number[]>
  sparse: ReadonlyMap<string, readonly number[]>
}

/** Scores of which one class is right: softmax over them. */
export type ClassModel = Scores & { temperature: number }

/** A feature and how strongly it holds (1 when it simply does). */
export type Feature = { name: string; strength: number }

/** Probability that the answer is yes. */
export function probabilityOf(model: BinaryModel, features: readonly Feature[]): number {
  let sum = model.bias
  for (const { name, strength } of features) sum += (model.weights.get(name) ?? 0) * strength
  return 1 / (1 + Math.exp(-sum))
}

/** The score of every class. */
export function scoresOf(model: Scores, features: readonly Feature[]): number[] {
  const scores = [...model.bias]
  for (const { name, strength } of features) {
    const weights = model.weights.get(name)
    if (weights !== undefined) {
      for (let i = 0; i < scores.length; i++) scores[i]! += weights[i]! * strength
      continue
    }
    const pairs = model.sparse.get(name)
    if (pairs === undefined) continue
    for (let i = 0; i + 1 < pairs.length; i += 2) scores[pairs[i]!]! += pairs[i + 1]! * strength
  }
  return scores
}

/** Probability of every class; they sum to one. */
export const distributionOf = (model: ClassModel, features: readonly Feature[]): number[] =>
  normalised(scoresOf(model, features), model.temperature)

/** Scores as probabilities. */
export function normalised(scores: readonly number[], temperature: number): number[] {
  const highest = Math.max(...scores)
  const powers = scores.map(score => Math.exp((score - highest) / temperature))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / sum)
}
