import { DEFAULT_STORE_URL, parseStoreUrl } from '../store/url.ts'
import { StoreError } from '../store/errors.ts'
import { backUp, restore } from './backup.ts'

/** `npm run -s backup -- FILE` (while the bot runs) and `npm run -s restore -- FILE` (while it does not). */
const [what, copy] = process.argv.slice(2)
const place = parseStoreUrl(process.env['STORE_URL'] ?? DEFAULT_STORE_URL)
try {
  if ((what !== 'backup' && what !== 'restore') || !copy)
    throw new StoreError('invalid', `usage: npm run -s ${what ?? 'backup'} -- FILE`)
  if (place.scheme === 'memory') throw new StoreError('invalid', 'STORE_URL is "memory:", which has no file.')
  if (what === 'backup') {
    await backUp(place.path, copy)
    process.stdout.write(
      `${copy} holds ${place.path}. Keep the data key apart from it: without the key it can't be read.\n`,
    )
  } else {
    const aside = restore(
      copy,
      place.path,
      new Date()
        .toISOString()
        .replaceAll(/[^0-9]/g, '')
        .slice(0, 14),
    )
    process.stdout.write(`${place.path} is what ${copy} held.${aside ? ` The earlier file is ${aside}.` : ''}\n`)
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
