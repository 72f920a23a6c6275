import type { Patch } from './bugs.ts'

/** One defence taken away: the requirement of SECURITY.md it serves, what it was, and the tests that must miss it. */
export type Defence = { readonly id: string; readonly what: string; readonly tests: readonly string[]; readonly patches: readonly Patch[] } // prettier-ignore

const MAY = 'src/core/may.ts'
const OFFERS = 'src/engine/offers.ts'
const INVITES = 'src/engine/desk/invites.ts'
const ENGINE = 'src/engine/engine.ts'
const SEAL = 'src/store/seal.ts'
const LOG = 'src/log.ts'
const PLAINTEXT = 'src/understanding/plaintext.ts'
const SHAPE = 'src/understanding/model/shape.ts'
const BUDGET = 'src/understanding/model/budget.ts'
const WEBHOOK = 'src/platforms/telegram/webhook.ts'

const one = (id: string, what: string, tests: string, file: string, from: string, to: string): Defence => ({
  id,
  what,
  tests: tests.split(' '),
  patches: [{ file, from, to }],
})

export const DEFENCES: readonly Defence[] = [
  {
    id: 'S1',
    what: 'a press is asked for its role anew, and a button is for whom it was made',
    tests: ['trust-buttons'],
    patches: [
      { file: OFFERS, from: 'return meant ? offer : undefined', to: 'return meant || offer ? offer : undefined' },
      {
        file: MAY,
        from: `      return 'not-yours'\n    case 'moderator':`,
        to: `      return undefined\n    case 'moderator':`,
      },
    ],
  },
  one('S2', 'the id of a button covers case and audience', 'trust-buttons', OFFERS, 'JSON.stringify([caseId, audience, action])', 'JSON.stringify([action])'), // prettier-ignore
  one('S3', 'an input heard already is not heard again', 'trust-buttons engine-turns', ENGINE, 'if (await archive.has(rows.seen(inbound.id))) return { kept: true }', ''), // prettier-ignore
  one('S4', 'turns of one case follow one another', 'helpers-claim', 'src/engine/turns.ts', 'const turn = before.then(job, job)', 'const turn = job()'), // prettier-ignore
  one(
    'S5',
    'an invitation is for one app',
    'helpers-desk',
    INVITES,
    ' && inbound.place.platform === found.platform',
    '',
  ),
  one('S6', 'an invitation works once', 'helpers-desk', INVITES, 'remove: [inviteRow(secret)],', ''),
  one('S6', 'an invitation ends with the trust in who made it', 'helpers-desk', INVITES, 'if (!valid || !community.row.moderators.includes(found.inviter))', 'if (!valid)'), // prettier-ignore
  one('S7', 'while helpers are there, ending waits with notice', 'helpers-second helpers-case trust-data', 'src/core/held.ts', 'phase === \'open\' && !drill && (help.owner', 'phase === \'open\' && drill && (help.owner'), // prettier-ignore
  one('S8', 'a doubted account gets nothing of the case', 'trust-data helpers-case helpers-ladder', MAY, `return state.suspect && !WHILE_SUSPECT.has(intent.type) ? 'suspect' : undefined`, 'return undefined'), // prettier-ignore
  one('S8', 'what waited for a doubted account does not leave', 'helpers-case helpers-second helpers-ladder trust-data', 'src/engine/outbox.ts', ' || doubted?.has(audience)', ''), // prettier-ignore
  one('S9', 'settings are an administrator’s, as the app says now', 'helpers-desk discord-setup', 'src/engine/desk/rights.ts', '  inbound.isAdmin === true ||', '  true ||'), // prettier-ignore
  one('S11', 'with a helper comes the word that helpers never ask', 'helpers-case', 'src/core/calling.ts', `, { text: 'help.never-asks' }], {`, '], {'), // prettier-ignore
  one('S12', 'secrets are taken out of the story', 'guard-secrets trust-canary', 'src/understanding/ear.ts', 'const { redacted, secrets } = guard(text)', 'const { redacted, secrets } = { ...guard(text), redacted: text }'), // prettier-ignore
  one('S12', 'secrets are taken out of commands and file names', 'trust-canary trust-output guard-secrets', 'src/understanding/screen.ts', 'const { secrets } = guard(text)', 'const { secrets } = { secrets: guard(text).secrets.slice(0, 0) }'), // prettier-ignore
  one('S13', 'messages are limited', 'trust-limits', ENGINE, `if (!limit.take('message', { person: people.key(inbound.from) })) return slowDown(inbound, 'message')`, ''), // prettier-ignore
  one('S13', 'openings are limited', 'trust-limits', ENGINE, `if (!heard?.reading.crisis && !limit.take('opening', asker)) return slowDown(inbound, 'opening')`, ''), // prettier-ignore
  one('S13', 'calls are limited', 'trust-limits', ENGINE, `if (calls && !limit.take('calling', { person: people.key(by), community: home }))`, 'if (calls && intents.length === 0)'), // prettier-ignore
  one('S13', 'a helper gets so many pings an hour', 'helpers-claim helpers-case helpers-ladder trust-limits', 'src/core/escalation.ts', '(load?.pingsLastHour ?? 0) < state.policy.pingsPerHour', 'true'), // prettier-ignore
  one('S14', 'who was blocked is not called', 'helpers-block', 'src/core/escalation.ts', '!state.blockedBy.includes(helper.id) &&', ''), // prettier-ignore
  one('S15', 'a message of Discord names whom it may call', 'trust-output discord-delivery discord-write', 'src/platforms/discord/write.ts', 'allowed_mentions: part === 0 && users.length > 0 ? { parse: [], users } : { parse: [] },', `allowed_mentions: { parse: ['everyone'] as never[] },`), // prettier-ignore
  one(
    'S16',
    'what people write is shown as signs',
    'trust-output',
    'src/content/quoted.ts',
    'quote?.(text) ?? text',
    'text',
  ),
  one('S17', 'signs nobody sees are taken out', 'guard-plaintext trust-output', PLAINTEXT, 'if (!joins && isHidden(point)) {', 'if (!joins && isHidden(point) && point < 0) {'), // prettier-ignore
  one(
    'S17',
    'stacked marks are capped',
    'guard-plaintext',
    PLAINTEXT,
    'if (marks > MARKS_MAX) {',
    'if (marks > 1_000) {',
  ),
  one('S18', 'a helper’s unknown link or number is held back', 'helpers-case trust-output', ENGINE, 'if (detail !== undefined) return', 'if (detail === null) return'), // prettier-ignore
  one('S19', 'splitting keeps a mention and a link whole', 'discord-write guard-plaintext', 'src/platforms/discord/split.ts', 'const WHOLE = /\\\\.|<[@#:][^>\\s]*>|https?:\\/\\/\\S+/gs', 'const WHOLE = /\\\\./gs'), // prettier-ignore
  one('S20', 'a model names facts of the list only', 'model-reader trust-fuzz', SHAPE, 'if (!stated.success || !lists.facts.includes(stated.data.fact)) continue', 'if (!stated.success) continue'), // prettier-ignore
  one('S21', 'a model’s fact needs a passage that stands in the text', 'model-reader model-injection', 'src/understanding/model/read.ts', 'const span = findQuote(text, quote)', 'const span = findQuote(text, quote) ?? { start: 0, end: 1 }'), // prettier-ignore
  one('S22', 'a model that fails is left alone for a while', 'model-reader model-bot', 'src/understanding/model/breaker.ts', 'if (trying || now() < restUntil) return false', ''), // prettier-ignore
  one(
    'S24',
    'a case has an allowance',
    'model-bot model-reader',
    BUDGET,
    'ofCase.calls < allowance.callsPerCase &&',
    '',
  ),
  one(
    'S24',
    'a day has an allowance',
    'model-bot model-reader',
    BUDGET,
    'ofDay.tokens < allowance.tokensPerDay',
    'true',
  ),
  one('S26', 'a value opens in its own row only', 'store-seal store-archive', SEAL, 'return Buffer.from(`kakekomi row\\n${head}\\n${key}`', 'return Buffer.from(`kakekomi row\\n${head}\\n`'), // prettier-ignore
  one('S26', 'an older version of a row is noticed', 'store-seal store-archive', SEAL, 'if (version !== undefined && version !== found)', 'if (version === -1)'), // prettier-ignore
  one('S27', 'ids are blinded in row keys', 'trust-data store-archive', 'src/store/archive.ts', `blind: id => createHmac('sha256', blindKey).update(id, 'utf8').digest().toString('base64url', 0, BLIND_BYTES),`, 'blind: id => id.replaceAll(/[^!-~]/g, "").replaceAll("/", "-"),'), // prettier-ignore
  one('S28', 'a closed case is deleted after its days', 'trust-data', 'src/core/decide.ts', `    case 'retention':\n      return [{ type: 'forgotten', at }]`, `    case 'retention':\n      return []`), // prettier-ignore
  one('S33', 'no token of an app in a log line', 'trust-data telegram-out trust-canary', LOG, `text.replace(TOKENS, '[token]')`, 'text'), // prettier-ignore
  one('S34', 'log fields are those of the list', 'trust-data trust-canary', LOG, '!ALLOWED.has(name) || ', ''),
  one('S34', 'control signs do not break a log line', 'trust-data', LOG, `.replace(CONTROL, ' ')`, ''),
  one('S35', 'a refused token stops sending and says so', 'engine-courier', 'src/engine/courier.ts', `problem === 'unauthorised') {`, `problem === 'closed') {`), // prettier-ignore
  one('S37', 'a text is cut', 'guard-plaintext', PLAINTEXT, 'if (text.length + (point > 0xffff ? 2 : 1) > maxUnits) {', 'if (maxUnits < 0) {'), // prettier-ignore
  one(
    'S37',
    'a request is cut',
    'telegram-webhook',
    WEBHOOK,
    '    if (size > BODY_LIMIT_BYTES) return undefined\n',
    '',
  ),
  one('S38', 'no pattern goes back on itself', 'guard-secrets trust-fuzz', 'src/understanding/secrets/contact.ts', `const IP4 = /`, `const IP4 = /(?:\\d+)*x|`), // prettier-ignore
  one('S39', 'nobody else opens a connection', 'trust-supply', 'src/content/quoted.ts', 'export const quoted', `export const call = async () => await fetch('https://elsewhere.example')\nexport const quoted`), // prettier-ignore
  one('S40', 'the webhook asks for its secret', 'telegram-webhook trust-fuzz', WEBHOOK, 'if (!isTelegram(request.headers[SECRET_HEADER])) return 401', ''), // prettier-ignore
  one('S41', 'ids longer than 32 bits stay what they are', 'telegram-in telegram-group', 'src/platforms/telegram/update.ts', 'const Id = z.number().int().transform(String)', 'const Id = z.number().int().transform(id => String(id | 0))'), // prettier-ignore
  one('S42', 'packages are named by their hash', 'trust-supply', 'package-lock.json', '"integrity": "sha512-g8W2D2kU6a8untc053fX1uVBKzM7yqAxW/3zwk83+6RyF2+SKOuV+c0wBDhUwzV1PaGapmZH+rmcUzPf+3CGwg==",', ''), // prettier-ignore
  one('S44', 'the container runs as nobody in particular', 'trust-supply', 'Dockerfile', 'USER 1000:1000\n', ''),
  one('S45', 'the process may write in one place only', 'trust-supply', 'Dockerfile', '"--allow-fs-write=/data"', '"--allow-fs-write=*"'), // prettier-ignore
  one('S47', 'an input that fails again and again is put aside', 'ops-watch', 'src/ops/parked.ts', 'if (count < MOST_TRIES) throw error', 'throw error'), // prettier-ignore
  one('S48', 'the sign of life stops when something is wrong', 'ops-watch', 'src/ops/rounds.ts', 'if (checks.last.length > 0) return', ''), // prettier-ignore
]
