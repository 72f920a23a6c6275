/**
 * What a story as a whole is taken to state, fact by fact: which words, concepts and readings the stories hold that state it.
 * It lends or takes belief from what a rule reads; by itself it states nothing, since nothing could be quoted for it.
 */

/** Log odds beyond these say no more. */
const MOST_LOG_ODDS = 4
/** Most facts are stated in few stories: at these log odds a story neither lends nor takes belief. */
const NEUTRAL_LOG_ODDS = -1.5

/** How strongly the whole story speaks for what a rule reads in it (below zero: against). */
export function lent(logOdds: number): number {
  return (Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, logOdds)) - NEUTRAL_LOG_ODDS) / 2
}

/** Which wholes bear on a fact and value: its own, and that of the opposite value; by what the learned weights call them. */
export function bearing(stated: string): readonly { name: string; of: string }[] {
  const [fact = '', value] = stated.split(' ')
  return [
    { name: 'whole', of: stated },
    { name: 'opposite', of: `${fact} ${value === 'true' ? 'false' : 'true'}` },
  ]
}

/** What the learned weights call a text without a story around it, a reply: what a whole would have taken from it is missing. */
export const ALONE = 'alone'
