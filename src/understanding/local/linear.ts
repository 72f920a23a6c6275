/** One weight per feature (binary) or per feature and class, by name; a name that was never learned weighs nothing. */
export type BinaryModel = { bias: number; weights: ReadonlyMap<string, number> }

/** Softmax over classes; `weights[feature]` holds one number per class. */
export type ClassModel = { classes: string[]; bias: number[]; weights: ReadonlyMap<string, readonly number[]>; temperature: number }

/** A feature and how strongly it holds (1 when it simply does). */
export type Feature = { name: string; strength: number }

/** Probability that the answer is yes. */
export function probabilityOf(model: BinaryModel, features: readonly Feature[]): number {
  let sum = model.bias
  for (const { name, strength } of features) sum += (model.weights.get(name) ?? 0) * strength
  return 1 / (1 + Math.exp(-sum))
}

/** Probability of every class; they sum to one. */
export function distributionOf(model: ClassModel, features: readonly Feature[]): number[] {
  const scores = [...model.bias]
  for (const { name, strength } of features) {
    const weights = model.weights.get(name)
    if (weights === undefined) continue
    for (let i = 0; i < scores.length; i++) scores[i]! += weights[i]! * strength
  }
  const highest = Math.max(...scores)
  const powers = scores.map(score => Math.exp((score - highest) / model.temperature))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / sum)
}
