/** One seeded bug: a sentence, a file under src/, and the text that is exchanged (it must be there exactly once). */
export type Bug = Patch & {
  readonly what: string
  /** Where two guards stand behind each other, both must fall before anything shows. */
  readonly also?: Patch
}
export type Patch = { readonly file: string; readonly from: string; readonly to: string }

const ENGINE = 'src/engine/engine.ts'
const SETTLE = 'src/engine/settle.ts'
const COURIER = 'src/engine/courier.ts'

/** Faults a tired programmer might make; the simulation must notice each. */
export const BUGS: readonly Bug[] = [
  {
    what: 'says "kept" before the commit',
    file: SETTLE,
    from: `    await archive.commit({
      put: changes.put,
      plain: [...(changes.plain ?? []), ...timers.set`,
    to: `    void archive.commit({
      put: changes.put,
      plain: [...(changes.plain ?? []), ...timers.set`,
  },
  {
    what: 'swallows a write error',
    file: SETTLE,
    from: `        key => !timers.set.includes(key),
      ),
    })`,
    to: `        key => !timers.set.includes(key),
      ),
    }).catch(() => {})`,
  },
  {
    what: 'forgets the receipt of an input',
    file: SETTLE,
    from: `if (inbound && receipt) plain.push({ key: rows.seen(inbound.id), expiresAt: now + SEEN_FOR_MS })`,
    to: ``,
  },
  {
    what: 'does not look for the receipt',
    file: ENGINE,
    from: `if (await archive.has(rows.seen(inbound.id))) return { kept: true }`,
    to: ``,
  },
  {
    what: 'writes the casefile and its clocks in two commits',
    file: SETTLE,
    from: `    await archive.commit({
      put: changes.put,
      plain: [...(changes.plain ?? []), ...timers.set.map(key => ({ key }))],`,
    to: `    await archive.commit({ put: changes.put })
    await archive.commit({
      plain: [...(changes.plain ?? []), ...timers.set.map(key => ({ key }))],`,
  },
  {
    what: 'two turns of one case at once',
    file: 'src/engine/turns.ts',
    from: `const turn = before.then(job, job)`,
    to: `void before
      const turn = job()`,
  },
  {
    what: 'forgets the version',
    file: SETTLE,
    from: `[{ key: rows.case(caseId), value: next, version: version + 1 }]
    const plain`,
    to: `[{ key: rows.case(caseId), value: next, version: 1 }]
    const plain`,
  },
  {
    what: 'forgets the generation of a clock that was moved',
    file: 'src/engine/rearm.ts',
    from: `armed[name] = { at, generation: ++generation }`,
    to: `armed[name] = { at, generation: ++generation - 1 }`,
  },
  {
    what: 'leaves the row of a clock that was called off',
    file: 'src/engine/rearm.ts',
    from: `    .filter(([name, { generation }]) => armed[name]?.generation !== generation)`,
    to: `    .filter(() => false)`,
  },
  {
    what: 'arms a clock without its row',
    file: 'src/engine/rearm.ts',
    from: `      set.push(rows.timer(at, caseId, generation, name))`,
    to: `      if (name !== 'ring') set.push(rows.timer(at, caseId, generation, name))`,
  },
  {
    what: 'lets go of a message before it was sent',
    file: COURIER,
    from: `      const { uncertain } = parcel
      parcel.uncertain = true`,
    to: `      const { uncertain } = parcel
      await port.done(caseId, id, { message: 'm' })
      parcel.uncertain = true`,
  },
  {
    what: 'gives up on a message after an uncertain send',
    file: COURIER,
    from: `    log.warn('send-retried', { caseId, duty: id, platform, tries: parcel.tries, error })
    again(backOff)`,
    to: `    log.warn('send-retried', { caseId, duty: id, platform, tries: parcel.tries, error })
    await port.failed(caseId, id, error as DeliveryError)`,
  },
  {
    what: 'drops a message that must wait',
    file: COURIER,
    from: `      return again(wait)`,
    to: `      return`,
  },
  {
    what: 'does not label a repeat',
    file: COURIER,
    from: `repeat: uncertain && !platform.idempotent`,
    to: `repeat: false`,
  },
  {
    what: 'does not write down that a send began',
    file: COURIER,
    from: `      if (!platform.idempotent && message.edits === undefined && !(await port.begun(caseId, id))) return`,
    to: ``,
  },
  {
    what: 'sends the least urgent first',
    file: COURIER,
    from: `=> a.priority - b.priority ||`,
    to: `=> b.priority - a.priority ||`,
  },
  {
    what: 'does not take up the outboxes after a crash',
    file: ENGINE,
    from: `          post.add(caseId, file.outbox)
        }
        if (keys.length < 500) break`,
    to: `          void file
        }
        if (keys.length < 500) break`,
  },
  {
    what: 'does not fire what is overdue after a crash',
    file: ENGINE,
    from: `      await bell.start()`,
    to: ``,
  },
  {
    what: 'lets a second helper claim',
    file: 'src/core/helping.ts',
    from: `      if (owner) return refuse('taken')`,
    to: ``,
    also: {
      file: 'src/core/helping.ts',
      from: `      if (status !== 'calling' && status !== 'ended') return refuse('not-called')
      if (full(helper.id))`,
      to: `      if (full(helper.id))`,
    },
  },
  {
    what: 'keeps calling after the claim',
    file: 'src/engine/outbox.ts',
    from: `    if (isPing(effect) && (state.phase !== 'open' || state.help.status !== 'calling')) return false`,
    to: ``,
  },
  {
    what: 'lets anybody press a copied button',
    file: 'src/engine/offers.ts',
    from: `  return meant ? offer : undefined`,
    to: `  void meant
  return offer && { ...offer, action: { ...offer.action } }`,
    also: {
      file: 'src/core/may.ts',
      from: `      return 'not-yours'
    case 'moderator':`,
      to: `      return undefined
    case 'moderator':`,
    },
  },
  {
    what: 'asks what was answered',
    file: 'src/core/questions.ts',
    from: `if (!fact?.asked || known.has(id) || state.answers[id] !== undefined) return false`,
    to: `if (!fact?.asked) return false`,
  },
  {
    what: 'lets secrets through',
    file: 'src/understanding/ear.ts',
    from: `          text: redacted,`,
    to: `          text,`,
  },
  {
    what: 'forgets the row that says there is something to send',
    file: SETTLE,
    from: `if (next.outbox.length > 0 && file.outbox.length === 0) plain.push({ key: rows.outbox(caseId) })`,
    to: ``,
  },
  {
    what: 'ends the ladder in silence, without a clock',
    file: 'src/core/timers.ts',
    from: `  if (help.status === 'calling')
    return [{ name: 'ring'`,
    to: `  if (help.status === 'calling' && help.rounds < 2)
    return [{ name: 'ring'`,
  },
]
