import type { Analysis } from './analysis.ts'
import type { Feature } from './linear.ts'
import { maskOf } from './vocabulary.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Scopes in which a thing is spoken about rather than told as having happened. */
const NOT_TOLD = ['question', 'hypothetical', 'advice', 'general', 'future', 'fiction']
/** Concepts that say something happened to an account; next to a service they say whose account. */
const ACCOUNT_TROUBLE = [
  'hacked',
  'login',
  'logged_out',
  'locked_out',
  'password',
  'account',
  'changed',
  'posted',
  'code',
  'device',
]
/** Scopes of which it matters how much of the text stands in them. */
const SHARES = ['question', 'hypothetical', 'advice', 'general', 'future', 'quoted', 'acquaintance', 'first_person']

/** What is only mentioned weighs less than what is told; a service beside one kind of trouble less than beside any. */
const MENTIONED = 0.7
const BESIDE = 0.7
const MOST_SCENE = 1.5

/** What a text shows of its pattern: numbers of features, and how strongly each holds. */
export type SeenFeatures = { readonly features: readonly number[]; readonly strengths: readonly number[] }

/**
 * What the pattern weights look at: every concept told, the services and whether one stands beside account trouble,
 * and the manner of the text (questions, advice, news, whose story). Numbered; a learned weight knows each by its name.
 */
export type PatternFeatures = {
  readonly size: number
  nameOf(feature: number): string
  /** The same list and strengths are not used again. */
  of(analysis: Analysis): SeenFeatures
}

/** Numbers the features that texts of one language can have. */
export function openPatternFeatures(vocabulary: Vocabulary): PatternFeatures {
  const { names, layers, marks, markOf } = vocabulary
  const list: string[] = []
  /** Gives names their numbers; the number of the first. */
  const number = (...added: string[]): number => list.push(...added) - added.length
  /** Behind a service: beside trouble, then beside each kind of it. Behind a concept: told, mentioned, much of it. */
  const [BESIDE_TROUBLE, BESIDE_KIND, MOST] = [1, 2, 2 + ACCOUNT_TROUBLE.length]
  const [TELLS, MENTIONS, MUCH] = [1, 2, 3]
  const ofConcept = names.map((name, concept) => {
    if (layers[concept] === 'scope') return number(`scope ${name}`)
    if (layers[concept] !== 'services')
      return number(`says ${name}`, `tells ${name}`, `mentions ${name}`, `much ${name}`)
    const kinds = ACCOUNT_TROUBLE.map(kind => `${name} beside ${kind}`)
    return number(name, `${name} beside trouble`, ...kinds, `${name} most`)
  })
  const noService = number('no service')
  const manyServices = number('many services')
  const ofShare = SHARES.map(scope => ({ share: number(`share ${scope}`), mask: maskOf({ marks }, [scope]) }))
  const notTold = maskOf(vocabulary, NOT_TOLD)
  const troubleOf = names.map(name => ACCOUNT_TROUBLE.indexOf(name))

  const strengths = new Float64Array(list.length).fill(-1)
  return {
    size: list.length,
    nameOf: feature => list[feature]!,
    of(analysis) {
      const { hits, clauses, masks } = analysis
      const features: number[] = []
      const set = (feature: number, strength = 1): void => {
        if (strengths[feature]! < 0) features.push(feature)
        if (strength > strengths[feature]!) strengths[feature] = strength
      }
      const troubles = troublesIn(analysis, troubleOf)
      const services = new Map<number, number>()
      const scenes = new Map<number, Set<string>>()
      for (const { concept, clause, start, end } of hits) {
        const feature = ofConcept[concept]!
        if (markOf[concept]! >= 0) {
          set(feature)
        } else if (layers[concept] === 'services') {
          services.set(concept, (services.get(concept) ?? 0) + 1)
          set(feature)
          const near = troubles.get(clauses[clause]!.sentence)
          if (near === undefined) continue
          set(feature + BESIDE_TROUBLE)
          for (const kind of near) set(feature + BESIDE_KIND + kind, BESIDE)
        } else {
          if (layers[concept] === 'scenes') {
            let forms = scenes.get(concept)
            if (forms === undefined) scenes.set(concept, (forms = new Set()))
            forms.add(analysis.folded.slice(start, end))
          }
          const isTold = (masks[clause]! & notTold) === 0
          set(feature, isTold ? 1 : MENTIONED)
          set(feature + (isTold ? TELLS : MENTIONS))
        }
      }
      for (const [scene, forms] of scenes)
        set(ofConcept[scene]! + MUCH, Math.min(MOST_SCENE, Math.log2(forms.size) / 2))
      const [most] = [...services].sort((a, b) => b[1] - a[1])
      if (most === undefined) set(noService)
      else set(ofConcept[most[0]]! + MOST)
      if (services.size > 2) set(manyServices)
      for (const { share, mask } of ofShare) {
        let marked = 0
        for (const of of masks) if ((of & mask) !== 0) marked++
        set(share, Math.min(1, (marked / Math.max(1, clauses.length)) * 2))
      }
      const held = features.map(feature => strengths[feature]!)
      for (const feature of features) strengths[feature] = -1
      return { features, strengths: held }
    },
  }
}

/** Sentence → the kinds of account trouble told in it, in the order told. */
function troublesIn({ hits, clauses }: Analysis, troubleOf: readonly number[]): Map<number, number[]> {
  const troubles = new Map<number, number[]>()
  for (const { concept, clause } of hits) {
    const kind = troubleOf[concept]!
    if (kind < 0) continue
    const { sentence } = clauses[clause]!
    const known = troubles.get(sentence)
    if (known === undefined) troubles.set(sentence, [kind])
    else if (!known.includes(kind)) known.push(kind)
  }
  return troubles
}

/** The features by name, for learning. */
export function namedFeatures({ of, nameOf }: PatternFeatures, analysis: Analysis): Feature[] {
  const { features, strengths } = of(analysis)
  return features.map((feature, i) => ({ name: nameOf(feature), strength: strengths[i]! }))
}
