import type { Log } from '../log.ts'

/** How often a stray failure may happen before the process is no longer trusted, and the time it is counted over. */
const MOST_STRAYS = 10
const STRAY_WINDOW_MS = 60_000

/**
 * Errors nobody caught. A stray rejection is logged and lived with (everything that matters is on disk and tried again); an
 * exception, or many strays, ends the process so that it starts clean.
 */
export function lastResort(
  log: Log,
  end: () => void,
  source: Pick<NodeJS.Process, 'on'> = process,
  now: () => number = () => Date.now(),
): void {
  let strays: number[] = []
  source.on('unhandledRejection', (error: unknown) => {
    const at = now()
    strays = [...strays.filter(earlier => at - earlier < STRAY_WINDOW_MS), at]
    log.error('stray-rejection', { error, count: strays.length, hint: 'please report this line' })
    if (strays.length > MOST_STRAYS) end()
  })
  source.on('uncaughtException', (error: unknown) => {
    log.error('crashed', { error, hint: 'please report this line; nothing that was acknowledged is lost' })
    end()
  })
}
