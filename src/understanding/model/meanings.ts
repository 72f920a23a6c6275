import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { z } from 'zod'

/** What is whispered to the model: the prompt, and what each id means. */

const Meanings = z.strictObject({
  facts: z.record(z.string(), z.string().min(10)),
  patterns: z.record(z.string(), z.string().min(10)),
})

/** Ids the model may name, each with its meaning in English. */
export type Meanings = z.infer<typeof Meanings>

const FOLDER = join(import.meta.dirname, '../../../prompts/model')

/** @throws an Error naming the file when it can't be used */
export function readMeanings(folder = FOLDER): Meanings {
  const file = join(folder, 'meanings.yaml')
  const parsed = Meanings.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file} does not fit: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/**
 * A prompt of prompts/model with its {holes} filled.
 * @throws an Error naming the file when a hole has nothing to fill it
 */
export function readPrompt(name: string, holes: Readonly<Record<string, string>> = {}, folder = FOLDER): string {
  const file = join(folder, `${name}.md`)
  return readFileSync(file, 'utf8')
    .trim()
    .replace(/\{(\w+)\}/g, (_, hole: string) => {
      const words = holes[hole]
      if (words === undefined) throw new Error(`${file}: nothing to fill {${hole}}`)
      return words
    })
}
