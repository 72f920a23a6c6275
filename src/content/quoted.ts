import type { Library } from './library.ts'
import type { Scene } from './render.ts'

/** Somebody's own words inside ours, made safe to show. */
export const quoted = ({ quote }: Pick<Scene, 'quote'>, text: string): string => quote?.(text) ?? text

/** The same for words whose links and numbers were all found in the registry: those stand as they were written, the rest does not. */
export function quotedBetween(scene: Pick<Scene, 'quote'>, text: string, { contacts }: Library): string {
  const routes = contacts
    .flatMap(({ url, mail }) => [url, url?.replace(/^https?:\/\//, '').replace(/\/$/, ''), mail])
    .filter(route => route !== undefined)
    .sort((a, b) => b.length - a.length)
    .map(route => route.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (routes.length === 0) return quoted(scene, text)
  // Only whole: "npa.go.jp.evil.example" begins like a registered address.
  const registered = new RegExp(`(?<![\\w@./-])(${routes.join('|')})(?![\\w@-]|[./?#]\\w)`, 'gi')
  return text
    .split(registered)
    .map((part, index) => (index % 2 === 1 ? part : quoted(scene, part)))
    .join('')
}
