/**
 * What comes first, what comes after it, and what has to be known for both to be in the plan: written from what is documented
 * about each attack, not from the content.
 */

export type Told = Record<string, boolean>

const lockedOut: Told = { can_still_log_in: false }
const ranFile: Told = { ran_downloaded_file: true }
const foreignData: Told = { unknown_address_added: true, unknown_payment_method_added: true }
const gone: Told = { money_lost: true }
const transferred: Told = { money_lost: true, paid_by_transfer: true }
const onScreen: Told = { remote_access_given: true }

export const BEFORE: Record<string, readonly (readonly [first: string, second: string, told?: Told])[]> = {
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
