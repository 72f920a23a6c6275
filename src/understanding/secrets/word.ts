/** Words that follow "password is/は" in ordinary speech; none of them is a password anyone would lose. */
export const SPEECH = new Set(
  (
    'mine yours hers ours theirs whatever someone somebody everyone nobody whoever the a an my your his her their our its it this that these those not no never now then also just only still already always both all any same similar identical ' +
    'different old new weak strong simple easy short long unique common safe secure secured insecure wrong right correct incorrect invalid valid bad good ok okay fine ' +
    'changed reset reused compromised leaked stolen hacked exposed saved stored used gone lost forgotten rejected accepted required updated known unknown working broken ' +
    'expired blocked locked set being been because so very pretty really quite too like about with without from for to of in on at by as and or but if when what which ' +
    'why how who where probably maybe perhaps definitely obviously everywhere somewhere something nothing anything everything random written made based generated typed entered ' +
    'asked requested needed sent shared found kept one two three several managed manager managers protected hint prompt page field reset email mail link change form screen box ' +
    'recovery account login again anymore either impossible possible empty blank available there here different_everywhere was is were are has had have did does do can could ' +
    'would should will wont cant isnt wasnt doesnt didnt hasnt today yesterday years months days ago since until after before over under more less most than ' +
    'google amazon apple gmail line yahoo rakuten facebook instagram twitter discord steam chrome icloud microsoft netflix paypay mercari telegram whatsapp x id pc sms url pdf sns ng ' +
    'public online visible dead toast garbage junk trash rubbish history private useless worthless outdated complex complicated hard difficult tricky guessable obvious terrible awful great perfect clean intact active inactive disabled enabled pending due overdue optional mandatory alright crap shit weird odd funny normal next first second last current previous temporary permanent unique fake real true false free full half missing absent wanted personal important enough longer shorter stronger weaker better worse case-sensitive alphanumeric digits numeric letters numbers characters works worked unchanged removed redacted hidden omitted deleted censored withheld masked app web iphone ipad android mac windows safari firefox edge bitwarden lastpass 1password keepass passkey wifi wi-fi mfa otp spotify paypal binance coinbase metamask outlook hotmail docomo au ' +
    'softbank aeon suica email e-mail dm authenticator capslock null none undefined true false yes please help thanks thank hello hi me you i we they he she us them office365 2fa web3 n/a minimum maximum nonsense business passwort passwords'
  ).split(/\s+/),
)

/** Product names with digits that stand near "password" in ordinary speech. */
export const PRODUCT =
  /^(?:1password|office ?365|microsoft ?365|windows ?\d+|iphone ?\d+\w*|ipad\w*\d+|ios ?\d+|android ?\d+|ps[345]|web3|2fa|mfa|2sv|2-?step\w*|u2f|fido2?|sha-?\d+|md5|wpa[23]|wi-?fi\d?|utf-?8|mp[34]|h&m|at&t|o2|3ds|ver\d+|v\d[\d.]*|\d+[a-z]{1,2}|24\/7|gpt-?\d\w*|covid-?19|\d+x\d+|\d+-(?:digit|character|factor|step)s?)$/

/** Letters with digits, or signs nobody writes inside a word, or capitals in the middle. */
export function strong(value: string): boolean {
  if (/^https?:|^www\./i.test(value)) return false
  const letters = /[A-Za-z]/.test(value)
  if (letters && /\d/.test(value)) return true
  if (
    letters &&
    /[!@#$%^&*_+=~?<>{}|\\]/.test(value.slice(0, -1)) &&
    !value.startsWith('@') &&
    !value.startsWith('#') &&
    !value.startsWith('<')
  )
    return true
  return /\d/.test(value) && /[!@#$%^&*_+=~]/.test(value) && !/^[$#~]?[\d.,]+[%+]?$/.test(value)
}

/** Without the signs that close a sentence or a bracket. */
export function trimmed(value: string): string {
  return value
    .replace(/[.,;:)\]}>"'`]+$/, '')
    .replace(/([A-Za-z0-9])[!?]+$/, (whole, last: string) => (/\d[!?]$/.test(whole) ? whole : last))
}

export function isMail(value: string): boolean {
  return /^[\w.+-]{1,64}@[\w-]{1,40}\.[\w.-]{2,40}$/.test(value)
}
