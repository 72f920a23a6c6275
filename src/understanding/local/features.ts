import type { Analysis } from './analysis.ts'
import type { Feature } from './linear.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Scopes in which a thing is spoken about rather than told as having happened. */
const NOT_TOLD = ['question', 'hypothetical', 'advice', 'general', 'future', 'fiction'] as const
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
] as const

/** The features of one concept, the same strings each time: a string made anew has to be looked at before it is found. */
function wordings(concept: string): readonly [string, string, string] {
  let known = WORDINGS.get(concept)
  if (known === undefined) {
    WORDINGS.set(concept, (known = [`says ${concept}`, `tells ${concept}`, `mentions ${concept}`]))
  }
  return known
}
const WORDINGS = new Map<string, readonly [string, string, string]>()

/**
 * What the pattern weights look at: every concept told, the services and whether one stands beside account trouble,
 * and the manner of the text (questions, advice, news, whose story).
 */
export function patternFeatures(analysis: Analysis, vocabulary: Vocabulary): Feature[] {
  const strengths = new Map<string, number>()
  const set = (name: string, strength = 1): void => {
    strengths.set(name, Math.max(strength, strengths.get(name) ?? 0))
  }
  const sentenceOf = (clause: number): number => analysis.clauses[clause]?.sentence ?? 0
  const trouble = new Map<number, Set<string>>()
  const troubles = new Map(ACCOUNT_TROUBLE.map(name => [vocabulary.idOf(name), name]))
  for (const hit of analysis.hits) {
    const name = troubles.get(hit.concept)
    if (name === undefined) continue
    const sentence = sentenceOf(hit.clause)
    let known = trouble.get(sentence)
    if (known === undefined) trouble.set(sentence, (known = new Set()))
    known.add(name)
  }
  const serviceCounts = new Map<string, number>()
  const scenes = new Map<string, Set<string>>()
  for (const hit of analysis.hits) {
    const name = vocabulary.names[hit.concept]!
    const layer = vocabulary.layers[hit.concept]!
    const scopes = analysis.scopes[hit.clause]!
    const isTold = !NOT_TOLD.some(scope => scopes.has(scope))
    if (layer === 'scope') set(`scope ${name}`)
    else if (layer === 'services') {
      serviceCounts.set(name, (serviceCounts.get(name) ?? 0) + 1)
      set(name)
      const near = trouble.get(sentenceOf(hit.clause))
      if (near !== undefined) {
        set(`${name} beside trouble`)
        for (const kind of near) set(`${name} beside ${kind}`, 0.7)
      }
    } else {
      if (layer === 'scenes') {
        let forms = scenes.get(name)
        if (forms === undefined) scenes.set(name, (forms = new Set()))
        forms.add(analysis.folded.slice(hit.start, hit.end))
      }
      const [says, tells, mentions] = wordings(name)
      set(says, isTold ? 1 : 0.7)
      set(isTold ? tells : mentions)
    }
  }
  for (const [name, forms] of scenes) set(`much ${name}`, Math.min(1.5, Math.log2(forms.size) / 2))
  let first = true
  for (const [service] of [...serviceCounts].sort((a, b) => b[1] - a[1])) {
    if (first) set(`${service} most`)
    first = false
  }
  if (serviceCounts.size === 0) set('no service')
  if (serviceCounts.size > 2) set('many services')
  const clauses = Math.max(1, analysis.clauses.length)
  const share = (scope: string): number => analysis.scopes.filter(scopes => scopes.has(scope)).length / clauses
  for (const scope of [
    'question',
    'hypothetical',
    'advice',
    'general',
    'future',
    'quoted',
    'acquaintance',
    'first_person',
  ])
    set(`share ${scope}`, Math.min(1, share(scope) * 2))
  return [...strengths].map(([name, strength]) => ({ name, strength }))
}
