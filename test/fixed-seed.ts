import fc from 'fast-check'

/**
 * Property tests draw the same cases on every run, so that a red test means a change and not a throw of dice. Fresh cases are
 * drawn on purpose, with `npm run -s properties`, which gives every run another seed.
 */
const DEFAULT_SEED = 20_261_124
const asked = process.env['FAST_CHECK_SEED']
const seed = asked === undefined || asked === '' ? DEFAULT_SEED : Number(asked)
if (!Number.isSafeInteger(seed)) throw new Error(`FAST_CHECK_SEED is not a whole number: ${asked}`)
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
