import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A page becomes a picture. Needs Chromium (Debian: `apt-get install chromium fonts-noto-cjk`). */

const CHROMIUM = process.env['CHROMIUM'] ?? 'chromium'
const FOLDER = import.meta.dirname

/** The page as tall as what is on it: Chromium measures it first. */
export function shoot(file: string, html: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
  const page = join(folder, 'page.html')
  const chromium = (...options: string[]) =>
    execFileSync(CHROMIUM, ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}/profile`, ...options, `file://${page}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString() // prettier-ignore
  try {
    writeFileSync(page, `${html}<script>document.title = String(document.body.scrollHeight)</script>`)
    const height = /<title>(\d+)/.exec(chromium('--dump-dom', '--window-size=600,100'))?.[1] ?? '800'
    chromium(`--window-size=600,${height}`, '--hide-scrollbars', `--screenshot=${join(FOLDER, file)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
