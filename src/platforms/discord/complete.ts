import type { Library } from '../../content/library.ts'
import type { Language, PersonId } from '../../core/ids.ts'
import { plan } from '../../core/plan.ts'
import type { Command } from '../../engine/command.ts'
import { parseCasefile, stateOf } from '../../engine/casefile.ts'
import type { Directory } from '../../engine/directory.ts'
import { rows } from '../../engine/rows.ts'
import type { CaseId, CommunityId } from '../../core/ids.ts'
import type { Archive } from '../../store/archive.ts'
import { cut } from './write.ts'

/** Suggestions while an option is typed: at most 25, from the person's own case, the roster, or the words. */

const MAX_CHOICES = 25
const MAX_LABEL = 100

type Choice = { readonly name: string; readonly value: string }

export type Completing = {
  readonly person: PersonId
  readonly group?: string
  readonly language: Language
  /** Case ids are for moderators. */
  readonly isModerator: boolean
  readonly typed: string
}

export async function complete(
  kind: NonNullable<Command['options'][number]['complete']>,
  { person, group, language, isModerator, typed }: Completing,
  { archive, directory, library }: { archive: Archive; directory: Directory; library: Library },
): Promise<readonly Choice[]> {
  const wanted = typed.normalize('NFKC').toLowerCase()
  const fitting = (choices: readonly Choice[]) =>
    choices
      .filter(({ name, value }) => `${name} ${value}`.normalize('NFKC').toLowerCase().includes(wanted))
      .slice(0, MAX_CHOICES)
      .map(({ name, value }) => ({ name: cut(name, MAX_LABEL), value: value.slice(0, MAX_LABEL) }))
  const community = async (): Promise<CommunityId | undefined> =>
    (await directory.communityOf(group)) ?? ((await directory.person(person)).row.community as CommunityId | undefined)
  switch (kind) {
    case 'step': {
      const { row } = await directory.person(person)
      const kept = row.case && (await archive.load(rows.case(row.case)))
      if (!kept) return []
      const steps = plan(stateOf(parseCasefile(kept.value)), library.playbook)
      return fitting(steps.map(({ step }) => ({ name: library.steps.get(step)?.title[language] ?? step, value: step })))
    }
    case 'helper': {
      const { helpers } = await directory.roster(await community())
      return fitting(helpers.map(({ id, name }) => ({ name, value: id })))
    }
    case 'pattern':
      return fitting([...library.patterns.values()].map(({ id, title }) => ({ name: title[language], value: id })))
    case 'country':
      return fitting(countriesOf(library, language))
    case 'case': {
      const id = await community()
      if (!isModerator || !id) return []
      const keys = await archive.keys(`k/${id}/`, { limit: 200 })
      return fitting(keys.map(key => key.split('/')[2] as CaseId).map(value => ({ name: value, value })))
    }
  }
}

function countriesOf(library: Library, language: Language): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const codes = new Set(library.contacts.flatMap(({ country }) => (country ? [country] : [])))
  return [...codes]
    .filter(code => /^[A-Z]{2}$/.test(code))
    .sort()
    .map(code => ({ name: `${names.of(code) ?? code} (${code})`, value: code }))
}
