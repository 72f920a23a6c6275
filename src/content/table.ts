import type { Files } from './files.ts'

/** The table of patterns in prompts/README.md, drawn from the files so that it can't drift. */
export function patternTable(files: Files): string {
  const rows = [...files.patterns]
    .sort((a, b) => a.id.localeCompare(b.id))
    .map(pattern => {
      const own = pattern.plan.length
      const clocks = pattern.waits.length + pattern.shared_waits.length
      const mitre = pattern.mitre.map(({ id }) => id).join(' ')
      return `| \`${pattern.id}\` | ${pattern.title.ja} | ${pattern.title.en} | ${pattern.status} | ${pattern.signs.length} | ${own} | ${clocks} | ${pattern.watch.join(', ')} | ${mitre} |`
    })
  return [
    '| id | ja | en | status | signs | steps | clocks | watch (days) | MITRE |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

export const TABLE = /(<!-- patterns -->\n)[\s\S]*?(\n<!-- \/patterns -->)/

/** README with its table drawn anew. @throws when it has no place for the table */
export function withTable(readme: string, files: Files): string {
  if (!TABLE.test(readme)) throw new Error('prompts/README.md has no <!-- patterns --> place for the table')
  return readme.replace(TABLE, (_, open: string, close: string) => open + patternTable(files) + close)
}
