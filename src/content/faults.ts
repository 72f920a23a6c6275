import type { Files } from './files.ts'
import type { Condition } from '../core/playbook.ts'
import { TYPICAL_PROBABILITY } from '../core/playbook.ts'
import { lint } from './lint.ts'

/** Something wrong in prompts/: the file, the field, and what to do about it. */
export type Fault = { readonly file: string; readonly at: string; readonly message: string }

/** Faults between files: unknown ids, what can never be reached, what nobody uses, words that break the rules. */
export function crossFaults(files: Files): Fault[] {
  const faults: Fault[] = []
  const fault = (file: string, at: string, message: string) => faults.push({ file, at, message })
  const homeOf = (kind: string, id: string) => files.home.get(`${kind} ${id}`) ?? '?'

  const facts = new Set<string>(files.facts.map(({ id }) => id))
  const steps = new Map(files.steps.map(step => [step.id as string, step]))
  const waits = new Set<string>(files.waits.map(({ id }) => id))
  const patterns = new Set<string>(['none', 'unknown', ...files.patterns.map(({ id }) => id)])
  const purposes = new Set(files.contacts.map(({ purpose }) => purpose))
  const usedFacts = new Set<string>()
  const planned = new Set<string>()

  const need = (
    kind: 'fact' | 'step' | 'wait' | 'pattern' | 'contact purpose',
    id: string,
    file: string,
    at: string,
  ) => {
    const known = { fact: facts, step: steps, wait: waits, pattern: patterns, 'contact purpose': purposes }[kind]
    if (!known.has(id)) fault(file, at, `unknown ${kind} ${id}`)
    if (kind === 'fact') usedFacts.add(id)
  }
  const check = (condition: Condition, file: string, at: string) => {
    for (const [list, ids] of Object.entries(condition)) for (const id of ids) need('fact', id, file, `${at}.${list}`)
    for (const id of condition.all)
      if ([condition.none, condition.denied].some(list => list.includes(id)))
        fault(file, at, `can never hold: ${id} must be both known and not`)
  }

  for (const { id, moot_when, follows } of files.facts) {
    moot_when.forEach(condition => check(condition, homeOf('fact', id), `fact ${id}.moot_when`))
    for (const value of ['yes', 'no'] as const)
      for (const condition of follows[value]) {
        check(condition, homeOf('fact', id), `fact ${id}.follows.${value}`)
        if (Object.values(condition).flat().includes(id))
          fault(homeOf('fact', id), `fact ${id}.follows.${value}`, 'follows from itself')
        if (Object.values(condition).every(list => list.length === 0))
          fault(homeOf('fact', id), `fact ${id}.follows.${value}`, 'follows from nothing: name what it follows from')
      }
  }
  for (const step of files.steps) {
    const file = homeOf('step', step.id)
    const at = `step ${step.id}`
    check(step.when, file, `${at}.when`)
    step.ticked_by.forEach(condition => check(condition, file, `${at}.ticked_by`))
    for (const id of step.sets) need('fact', id, file, `${at}.sets`)
    for (const id of [...step.after, ...step.gate]) need('step', id, file, `${at}.after`)
    if (step.instead) need('step', step.instead, file, `${at}.instead`)
    for (const purpose of step.contacts) need('contact purpose', purpose, file, `${at}.contacts`)
    for (const kind of step.burnt_by)
      if (files.texts[`secret.${kind}`] === undefined) fault(file, `${at}.burnt_by`, `unknown kind of secret ${kind}`)
  }
  for (const wait of files.waits) {
    const file = homeOf('wait', wait.id)
    const at = `wait ${wait.id}`
    check(wait.when, file, `${at}.when`)
    wait.ends_when.forEach(condition => check(condition, file, `${at}.ends_when`))
    for (const id of [...wait.starts_after, ...wait.ends_after]) need('step', id, file, at)
    for (const id of [wait.came, wait.lapse]) if (id) need('fact', id, file, at)
    if (wait.starts_after.length === 0 && Object.values(wait.when).every(list => list.length === 0))
      fault(file, at, 'starts with the case: say when, or after which step')
  }
  for (const pattern of files.patterns) {
    const file = `patterns/${pattern.id}.yaml`
    pattern.signs.forEach(({ fact }) => need('fact', fact, file, 'signs'))
    for (const id of pattern.ask_first)
      if (!pattern.ask.includes(id)) fault(file, 'ask_first', `${id} is not among the questions under ask`)
    for (const id of pattern.ask) {
      need('fact', id, file, 'ask')
      if (facts.has(id) && !files.facts.find(fact => fact.id === id)?.ask) fault(file, 'ask', `${id} has no question`)
    }
    for (const { pattern: id, fact } of pattern.look_alikes) {
      need('pattern', id, file, 'look_alikes')
      need('fact', fact, file, 'look_alikes')
      if (facts.has(fact) && !files.facts.find(known => known.id === fact)?.ask)
        fault(file, 'look_alikes', `${fact} has no question`)
    }
    for (const { pattern: other, fact, true_means } of pattern.look_alikes) {
      const rival = files.patterns.find(({ id }) => id === other)
      const base = files.facts.find(({ id }) => id === fact)?.base
      if (!rival || base === undefined) continue
      const lead = (speaksFor(pattern, fact, base) - speaksFor(rival, fact, base)) * (true_means === 'this' ? 1 : -1)
      if (lead < TELLS_APART_FROM)
        fault(file, 'look_alikes', `${fact} does not tell it from ${other}: say under signs how typical it is in both`)
    }
    pattern.call_when.forEach(condition => check(condition, file, 'call_when'))
    for (const id of pattern.shared_waits) need('wait', id, file, 'shared_waits')
    const inPlan = new Set<string>()
    for (const item of pattern.plan) {
      need('step', item.step, file, 'plan')
      planned.add(item.step)
      if (inPlan.has(item.step)) fault(file, 'plan', `${item.step} stands twice`)
      inPlan.add(item.step)
      for (const id of item.after) need('step', id, file, `plan ${item.step}.after`)
      if ('contacts' in item)
        for (const purpose of item.contacts ?? []) need('contact purpose', purpose, file, `plan ${item.step}.contacts`)
    }
    for (const id of pattern.order.flat()) if (!inPlan.has(id)) fault(file, 'order', `${id} is not in the plan`)
    for (const cycle of cycles(orders(pattern, steps))) fault(file, 'plan', `these steps wait for each other: ${cycle}`)
    if (new Set(pattern.signs.map(({ fact }) => fact)).size < pattern.signs.length)
      fault(file, 'signs', 'a fact stands twice')
  }
  for (const item of files.fallback.plan) {
    need('step', item.step, 'fallback.yaml', 'plan')
    planned.add(item.step)
  }
  for (const id of files.fallback.ask) need('fact', id, 'fallback.yaml', 'ask')
  for (const step of files.steps) if (step.instead) planned.add(step.instead)
  for (const id of steps.keys())
    if (!planned.has(id)) fault(homeOf('step', id), `step ${id}`, 'no plan holds this step: it can never be reached')
  for (const fact of files.facts)
    if (fact.ask && !usedFacts.has(fact.id))
      fault(homeOf('fact', fact.id), `fact ${fact.id}`, 'no pattern, step or wait uses this question')
  const usedWaits = new Set<string>(
    files.patterns.flatMap(({ waits, shared_waits }) => [...waits.map(({ id }) => id), ...shared_waits]),
  )
  // Whatever patterns are merged, the steps' own gates and orders must not bite their tails.
  const own = new Map<string, string[]>(files.steps.map(({ id, after, gate }) => [id, [...after, ...gate]]))
  for (const cycle of cycles(own)) fault('steps.yaml', 'after', `these steps wait for each other: ${cycle}`)
  for (const { id } of files.waits)
    if (!usedWaits.has(id)) fault(homeOf('wait', id), `wait ${id}`, 'no pattern uses this wait')
  return [...faults, ...lint(files)]
}

/** How much more a yes speaks for a pattern than a no, in log-odds; below this a question does not tell two apart. */
const TELLS_APART_FROM = 1
function speaksFor({ signs }: Files['patterns'][number], fact: string, base: number): number {
  const sign = signs.find(sign => (sign.fact as string) === fact)
  if (!sign) return 0
  const often = TYPICAL_PROBABILITY[sign.typical]
  return Math.log(often / base) - Math.log((1 - often) / (1 - base))
}

/** What comes before each step of a plan: by the step itself, by the plan, and by the orders of the pattern. */
function orders(pattern: Files['patterns'][number], steps: ReadonlyMap<string, Files['steps'][number]>) {
  const before = new Map<string, string[]>()
  for (const item of pattern.plan) {
    const step = steps.get(item.step)
    before.set(item.step, [...(step?.after ?? []), ...(step?.gate ?? []), ...item.after])
  }
  for (const [first, second] of pattern.order) before.get(second)?.push(first)
  return before
}

/** Rings of steps that wait for each other. */
function cycles(before: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const state = new Map<string, 'open' | 'closed'>()
  const visit = (id: string, path: readonly string[]) => {
    if (state.get(id) === 'closed' || !before.has(id)) return
    if (state.get(id) === 'open') {
      found.push([...path.slice(path.indexOf(id)), id].join(' → '))
      return
    }
    state.set(id, 'open')
    for (const next of before.get(id) ?? []) visit(next, [...path, id])
    state.set(id, 'closed')
  }
  for (const id of before.keys()) visit(id, [])
  return found
}
