import { describe, expect, test } from 'vitest'
import type { FactId, PatternId, StepId, WaitId } from '../src/core/ids.ts'
import { plan } from '../src/core/plan.ts'
import type { PlanStep } from '../src/core/plan.ts'
import { given, library, playbook } from './given.ts'

/**
 * The library against what is documented about each attack: what must come before what, which clocks run, and how much a
 * frightened person has to read at a time. The lists below are written from the reference, not from the content.
 */

type Told = Record<string, boolean>

const lockedOut: Told = { can_still_log_in: false }
const ranFile: Told = { ran_downloaded_file: true }
const foreignData: Told = { unknown_address_added: true, unknown_payment_method_added: true }
const gone: Told = { money_lost: true }
const transferred: Told = { money_lost: true, paid_by_transfer: true }
const onScreen: Told = { remote_access_given: true }

/** What comes first, what comes after it, and what has to be known for both to be in the plan. */
const BEFORE: Record<string, readonly (readonly [first: string, second: string, told?: Told])[]> = {
  'amazon-takeover': [
    ['screenshot-account', 'remove-foreign-data', foreignData],
    ['screenshot-account', 'remove-own-card', { own_card_saved: true }],
    ['mailbox-filters', 'change-password'],
    ['use-clean-device', 'change-password', ranFile],
    ['change-password', 'remove-foreign-data', foreignData],
    ['end-all-sessions', 'remove-foreign-data', foreignData],
    ['support-call-back', 'before-sleep', { value_still_moving: true }],
    ['search-flood', 'filter-flood', { mail_flood: true }],
    ['save-mails', 'filter-flood', { mail_flood: true }],
    ['new-password-again', 'two-step-last', { result_mail_arrived: true }],
  ],
  'email-bomb-cover': [
    ['search-flood', 'filter-flood', { mail_flood: true }],
    ['save-mails', 'filter-flood', { mail_flood: true }],
    ['money-call-for-hits', 'filter-flood', { mail_flood: true, genuine_notice_in_flood: true }],
    ['search-flood', 'open-each-hit', { mail_flood: true }],
    ['call-carrier', 'filter-flood', { mail_flood: true, phone_signal_lost: true }],
  ],
  'shop-takeover': [
    ['screenshot-account', 'cancel-orders', { unknown_order: true }],
    ['cards-before-shop', 'support-locked-out', lockedOut],
    ['screenshot-account', 'take-down-listings', { listings_not_mine: true }],
    ['check-payout', 'watch-buyers', { payout_account_changed: true }],
    ['mailbox-filters', 'change-password'],
    ['end-all-sessions', 'change-password'],
    ['change-password', 'remove-foreign-data', foreignData],
  ],
  'third-party-card': [
    ['call-card-issuer', 'tell-merchant'],
    ['call-card-issuer', 'written-dispute'],
    ['written-dispute', 'move-standing-payments'],
  ],
  'google-takeover': [
    ['google-usual-device', 'google-recover', lockedOut],
    ['mailbox-filters', 'accounts-behind-mail'],
    ['end-all-sessions', 'change-password'],
    ['mailbox-recovery-data', 'change-password'],
    ['change-password', 'two-step-on'],
    ['screenshot-account', 'google-look-around'],
  ],
  'microsoft-takeover': [
    ['ms-stop-replacement', 'ms-security-info', { security_info_pending: true }],
    ['ms-stop-replacement', 'change-password', { security_info_pending: true }],
    ['screenshot-account', 'ms-security-info'],
    ['ms-security-info', 'change-password'],
    ['change-password', 'end-all-sessions'],
    ['tell-employer-it', 'ms-security-info', { work_account: true }],
  ],
  'apple-takeover': [
    ['apple-devices-numbers', 'change-password'],
    ['apple-other-ways', 'apple-account-recovery', lockedOut],
    ['screenshot-account', 'apple-lost-mode', { lost_mode_by_other: true }],
    ['screenshot-account', 'apple-refund', { own_card_charged: true }],
  ],
  'line-takeover': [
    ['screenshot-chat', 'line-register-again', lockedOut],
    ['warn-contacts', 'line-register-again', lockedOut],
    ['line-report', 'line-register-again', lockedOut],
    ['mailbox-password', 'change-password'],
    ['line-close-devices', 'change-password'],
  ],
  'meta-takeover': [
    ['mailbox-recovery-data', 'meta-revert-link', { email_or_phone_changed_by_attacker: true }],
    ['mailbox-filters', 'meta-revert-link', { email_or_phone_changed_by_attacker: true }],
    ['meta-revert-link', 'meta-hacked-page', { ...lockedOut, email_or_phone_changed_by_attacker: true }],
    ['screenshot-account', 'meta-stop-ads', { ads_run_on_card: true }],
    ['meta-accounts-center', 'change-password'],
  ],
  'x-takeover': [
    ['x-apps-out', 'change-password'],
    ['mailbox-filters', 'x-recover', lockedOut],
    ['screenshot-account', 'x-remove-posts'],
  ],
  'discord-takeover': [
    ['device-offline', 'change-password', ranFile],
    ['use-clean-device', 'change-password', ranFile],
    ['use-clean-device', 'discord-undo-link', { ...ranFile, discord_undo_mail: true }],
    ['change-password', 'two-step-on'],
    ['screenshot-chat', 'discord-ask-mods'],
  ],
  'telegram-takeover': [
    ['telegram-stay-signed-in', 'telegram-end-sessions'],
    ['call-carrier', 'telegram-end-sessions', { phone_signal_lost: true }],
    ['telegram-full-day', 'telegram-end-sessions', { own_session_is_new: true }],
    ['telegram-end-sessions', 'telegram-channels-bots', { runs_channel_or_bot: true }],
    ['screenshot-account', 'telegram-end-sessions'],
  ],
  'steam-takeover': [
    ['screenshot-account', 'steam-reverse-trades', { steam_items_gone: true }],
    ['steam-reverse-trades', 'change-password', { steam_items_gone: true }],
    ['end-all-sessions', 'steam-api-key'],
    ['change-password', 'steam-api-key'],
    ['steam-api-key', 'steam-next-trade'],
    ['use-clean-device', 'change-password', ranFile],
  ],
  'wallet-drainer': [
    ['use-clean-device', 'new-wallet', ranFile],
    ['new-wallet', 'move-what-is-left', { seed_or_key_shared: true }],
    ['move-what-is-left', 'crypto-report-desk', { seed_or_key_shared: true }],
    ['rescue-approved-token', 'revoke-all-approvals', { signed_approval_only: true }],
    ['rescue-approved-token', 'police-record', { signed_approval_only: true }],
  ],
  'exchange-takeover': [
    ['freeze-exchange', 'change-password'],
    ['mailbox-filters', 'change-password'],
    ['save-payment-proof', 'tell-receiving-exchange'],
    ['save-payment-proof', 'crypto-report-desk'],
  ],
  'sim-swap': [
    ['stop-line-other-phone', 'call-bank'],
    ['call-bank', 'mailbox-recovery-data'],
    ['number-back', 'replace-sms-codes'],
    ['stop-line-other-phone', 'carrier-record'],
  ],
  'card-phishing': [
    ['block-phished-card', 'report-phishing', { typed_into_fake_page: true }],
    ['save-fake-page', 'report-phishing'],
    ['save-fake-page', 'close-and-report', { opened_link_only: true }],
    ['block-phished-card', 'tell-imitated-company', { typed_into_fake_page: true }],
  ],
  'bank-securities-takeover': [
    ['call-bank', 'screenshot-account'],
    ['call-bank', 'change-password'],
    ['police-report', 'compensation-claim', gone],
    ['leave-foreign-shares', 'compensation-claim', { unknown_trades: true }],
    ['use-clean-device', 'change-password', ranFile],
  ],
  'payment-app-fraud': [
    ['stop-source', 'call-payment-app', { pay_app_not_mine: true }],
    ['lock-pay-app', 'call-payment-app'],
    ['save-payment-proof', 'block-refund-contact', { guided_in_pay_app: true }],
    ['police-report', 'claim-app-compensation', gone],
  ],
  infostealer: [
    ['device-offline', 'use-clean-device', ranFile],
    ['device-offline', 'move-coins-off-device', { ...ranFile, coins_or_wallet_on_device: true }],
    ['use-clean-device', 'change-password', ranFile],
    ['end-all-sessions', 'change-password', ranFile],
    ['malware-note', 'reinstall-device', ranFile],
    ['second-copy', 'reinstall-device', ranFile],
    ['move-coins-off-device', 'copy-own-files', { ...ranFile, coins_or_wallet_on_device: true }],
  ],
  'remote-support-scam': [
    ['cut-connection', 'remove-remote-tool', onScreen],
    ['bank-from-other-phone', 'remove-remote-tool', onScreen],
    ['bank-from-other-phone', 'ipa-restore', onScreen],
    ['save-payment-proof', 'ipa-restore', onScreen],
  ],
  'fake-shop': [
    ['recall-transfer', 'police-report', transferred],
    ['save-shop-pages', 'report-to-marketplace'],
    ['no-receipt-confirmation', 'report-to-marketplace', { asked_to_confirm_receipt: true }],
  ],
  'investment-romance-scam': [
    ['stop-paying', 'recall-transfer', transferred],
    ['recall-transfer', 'block-contact', transferred],
    ['screenshot-chat', 'block-contact'],
    ['screenshot-chat', 'report-profile'],
  ],
  sextortion: [
    ['screenshot-chat', 'block-contact'],
    ['do-not-pay-or-send', 'block-contact'],
    ['tell-trusted-person', 'block-images-young', { under_18: true }],
    ['child-lines', 'threat-to-police', { under_18: true }],
  ],
  'recovery-scam': [
    ['do-not-answer-offer', 'call-looked-up-number'],
    ['call-looked-up-number', 'block-contact'],
    ['screenshot-chat', 'block-contact'],
  ],
  'task-job-scam': [
    ['recall-transfer', 'no-contract-broken', transferred],
    ['screenshot-chat', 'block-contact'],
    ['stop-paying', 'block-contact'],
  ],
  'yami-baito': [
    ['police-before-acting', 'block-contact'],
    ['screenshot-chat', 'block-contact'],
    ['tell-trusted-person', 'safety-tonight'],
  ],
  'authority-impersonation': [
    ['hang-up-now', 'call-looked-up-number'],
    ['recall-transfer', 'real-police-report', transferred],
    ['screenshot-chat', 'block-contact'],
  ],
}

type Pair = readonly [pattern: string, first: string, second: string, told: Told]
const pairs = Object.entries(BEFORE).flatMap(([pattern, list]) =>
  list.map(([first, second, told = {}]): Pair => [pattern, first, second, told]),
)
const opened = given().state
/** The plan for what is known, without a turn for each: a case as it stands, with other facts and another reading. */
const planOf = (pattern: string, told: Told, beside?: string) =>
  plan(
    {
      ...opened,
      facts: Object.fromEntries(
        Object.entries(told).map(([fact, value]) => [fact, { value, source: 'text' as const, at: 0 }]),
      ),
      logits: { [pattern]: 4, ...(beside ? { [beside]: 5 } : {}) },
    },
    playbook,
  )
const place = (steps: readonly PlanStep[], step: string) => steps.findIndex(item => item.step === (step as StepId))

describe('what must come first comes first in the plan', () => {
  test('every pattern of the library has such pairs', () => {
    expect(Object.keys(BEFORE).sort()).toEqual([...playbook.patterns.keys()].sort())
    expect(pairs.length).toBeGreaterThanOrEqual(100)
  })
  test.each(pairs)('%s: %s before %s', (pattern, first, second, told) => {
    const steps = planOf(pattern, told)
    expect(place(steps, first), `${first} is not in the plan`).toBeGreaterThanOrEqual(0)
    expect(place(steps, second), `${second} is not in the plan`).toBeGreaterThanOrEqual(0)
    expect(place(steps, first)).toBeLessThan(place(steps, second))
  })
  test('evidence stays before what destroys it, whichever second attack is mixed in', () => {
    const gated = pairs.filter(([, first, second]) =>
      playbook.steps.get(second as StepId)?.gate.includes(first as StepId),
    )
    expect(gated.length).toBeGreaterThanOrEqual(25)
    const wrong = gated.flatMap(([pattern, first, second, told]) =>
      [...playbook.patterns.keys()].flatMap(beside => {
        const steps = planOf(pattern, told, beside)
        const [gate, after] = [place(steps, first), place(steps, second)]
        return gate >= 0 && gate < after ? [] : [`${pattern} beside ${beside}: ${first} before ${second}`]
      }),
    )
    expect(wrong).toEqual([])
  })
})

const HOURS = 60
const DAYS = 24 * HOURS

/**
 * Clocks of the reference: the last reminder rings before a window closes, or when something that takes so long is due.
 * `within`: the last reminder is not later than the window and not so early that it is forgotten again; `due`: exactly then.
 */
const CLOCKS: readonly (readonly [
  clock: string,
  pattern: string,
  wait: string,
  kind: 'within' | 'due',
  minutes: number,
])[] = [
  ['the Discord link that undoes a mail change', 'discord-takeover', 'discord-undo-window', 'within', 48 * HOURS],
  ['a young Telegram session may not end others', 'telegram-takeover', 'telegram-one-day', 'due', 24 * HOURS],
  ['the reset of a Telegram cloud password', 'telegram-takeover', 'telegram-seven-days', 'due', 7 * DAYS],
  ['the reversal of Steam trades', 'steam-takeover', 'steam-reversal-window', 'within', 7 * DAYS],
  ['the trade lock after a reversal', 'steam-takeover', 'steam-trade-lock', 'due', 30 * DAYS],
  ['the old recovery data of Google', 'google-takeover', 'google-old-recovery', 'within', 7 * DAYS],
  ['the notice to a Japanese bank', 'bank-securities-takeover', 'claim-window-30-days', 'within', 30 * DAYS],
  ['the claim at PayPay', 'payment-app-fraud', 'claim-window-60-days', 'within', 60 * DAYS],
  ['the mail with the date of the Apple recovery', 'apple-takeover', 'apple-recovery-mail', 'due', 72 * HOURS],
  ['the Amazon balance that comes back', 'amazon-takeover', 'balance-restoring', 'due', 3 * DAYS],
]

describe('a clock of the reference is a wait with reminders', () => {
  test.each(CLOCKS)('%s', (_, pattern, wait, kind, minutes) => {
    expect(playbook.patterns.get(pattern as PatternId)?.waits).toContain(wait)
    const last = playbook.waits.get(wait as WaitId)?.remindMinutes.at(-1) ?? Number.NaN
    if (kind === 'due') expect(last).toBe(minutes)
    else {
      expect(last).toBeLessThanOrEqual(minutes)
      expect(last).toBeGreaterThanOrEqual(0.75 * minutes)
    }
  })
  test('the thirty days of Microsoft: reminded from the first day, while it can be stopped, and once after it', () => {
    const { remindMinutes = [], urgent } = playbook.waits.get('ms-thirty-days' as WaitId) ?? {}
    expect(playbook.patterns.get('microsoft-takeover' as PatternId)?.waits).toContain('ms-thirty-days')
    expect(remindMinutes[0]).toBeLessThanOrEqual(1 * DAYS)
    expect(remindMinutes.filter(minutes => minutes < 30 * DAYS).length).toBeGreaterThanOrEqual(3)
    expect(remindMinutes.at(-1)).toBeGreaterThanOrEqual(30 * DAYS)
    expect(urgent).toBe(false)
  })
  test.each(['discord-undo-window', 'steam-reversal-window', 'telegram-one-day', 'google-old-recovery'])(
    '%s rings at night too: a window that closes does not wait for the morning',
    wait => {
      expect(playbook.waits.get(wait as WaitId)?.urgent).toBe(true)
    },
  )
  test('a clock that began is told with its length, in both languages', () => {
    const length: Record<string, readonly [RegExp, RegExp]> = {
      'discord-undo-window': [/48時間/, /48 hours/],
      'steam-reversal-window': [/7日/, /7 days/],
      'steam-trade-lock': [/30日/, /30[ -]day|30 days/],
      'telegram-one-day': [/24時間/, /24 hours/],
      'telegram-seven-days': [/7日/, /7 days/],
      'google-old-recovery': [/7日/, /7 days/],
      'ms-thirty-days': [/30日/, /30 days/],
      'claim-window-30-days': [/30日/, /30 days/],
      'claim-window-60-days': [/60日/, /60 days/],
    }
    for (const [wait, [ja, en]] of Object.entries(length)) {
      const words = library.waits.get(wait as WaitId)
      expect(words?.text.ja, wait).toMatch(ja)
      expect(words?.text.en, wait).toMatch(en)
    }
  })
})

describe('what a frightened person has to read at a time', () => {
  const sentences = (text: string) => text.split(/(?<=[。?]|[.?](?= |$))/).filter(part => part.trim() !== '')
  const words = (text: string) => text.split(/\s+/).filter(Boolean).length
  const statistics = (values: readonly number[]) => {
    const sorted = [...values].sort((a, b) => a - b)
    return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 }
  }
  /** Every text a step may be shown with: its own, and those patterns put in its place. */
  const texts = [
    ...[...library.steps.values()].map(({ id, text }) => ({ id: String(id), text })),
    ...[...library.patterns.values()].flatMap(({ id, plan: items }) =>
      items.flatMap(item => ('text' in item && item.text ? [{ id: `${id}/${item.step}`, text: item.text }] : [])),
    ),
  ]
  const figures = {
    'ja characters a text': texts.map(({ text }) => [...text.ja].length),
    'ja characters a sentence': texts.flatMap(({ text }) => sentences(text.ja).map(part => [...part].length)),
    'en words a text': texts.map(({ text }) => words(text.en)),
    'en words a sentence': texts.flatMap(({ text }) => sentences(text.en).map(words)),
  }

  test('step texts stay short in both languages', () => {
    const measured = Object.entries(figures).map(([name, values]) => ({ name, ...statistics(values) }))
    console.log(
      `${texts.length} step texts: ${measured.map(({ name, median, max }) => `${name} median ${median}, max ${max}`).join('; ')}`,
    )
    const [jaText, jaSentence, enText, enSentence] = measured
    expect(jaText?.max).toBeLessThanOrEqual(140)
    expect(enText?.max).toBeLessThanOrEqual(60)
    expect(jaSentence?.median).toBeLessThanOrEqual(45)
    expect(enSentence?.median).toBeLessThanOrEqual(15)
  })
  test('no sentence of a step is longer than a breath', () => {
    const long = texts.flatMap(({ id, text }) => [
      ...sentences(text.ja).flatMap(part => ([...part].length > 90 ? [`${id}: ${part}`] : [])),
      ...sentences(text.en).flatMap(part => (words(part) > 35 ? [`${id}: ${part}`] : [])),
    ])
    expect(long).toEqual([])
  })
})

test('what a plan must know is asked or read: every fact of a pair is a fact of the content', () => {
  const unknown = pairs.flatMap(([, , , told]) => Object.keys(told).filter(fact => !library.facts.has(fact as FactId)))
  expect(unknown).toEqual([])
})
