import { StoreError } from './errors.ts'

/** Where the store is: `sqlite:<path>` or `memory:`. */
export type StoreUrl = { scheme: 'sqlite'; path: string } | { scheme: 'memory' }

/** The embedded store of a fresh start. */
export const DEFAULT_STORE_URL = 'sqlite:./data/kakekomi.sqlite'

/**
 * Reads STORE_URL. A path is taken as it stands, relative to the working folder; `sqlite:///srv/k.sqlite` is `/srv/k.sqlite`.
 * @throws {StoreError} `invalid`, with one line that names the variable
 */
export function parseStoreUrl(url: string): StoreUrl {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(url) ?? []
  if (scheme === 'memory' && rest === '') return { scheme }
  if (scheme !== 'sqlite')
    throw new StoreError(
      'invalid',
      'STORE_URL must be "sqlite:<path of the file>" or "memory:" (which forgets at exit).',
    )
  const path = rest.replace(/^\/\/(?=\/)/, '')
  if (path === '' || path.startsWith('//') || path.endsWith('/') || path.startsWith(':') || path.includes('\0'))
    throw new StoreError(
      'invalid',
      'STORE_URL needs the path of a file after "sqlite:", as in "sqlite:./data/kakekomi.sqlite".',
    )
  return { scheme, path }
}
