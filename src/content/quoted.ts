import type { Scene } from './render.ts'

/** Somebody's own words inside ours, made safe to show. */
export const quoted = ({ quote }: Pick<Scene, 'quote'>, text: string): string => quote?.(text) ?? text
