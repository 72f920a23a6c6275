import type { Line } from '../../core/effects.ts'
import { TimeZone } from '../../core/ids.ts'
import type { Helper } from '../../core/roster.ts'
import type { CommunityRow } from '../casefile.ts'
import { rows } from '../rows.ts'
import { tell } from './ask.ts'
import type { Answered, Carry } from './ask.ts'
import { hoursOf } from './hours.ts'
import { letGo } from './invites.ts'
import { exceptInOwnCase, findHelper, fold, helpers, moderators } from './rights.ts'

/** Who helps here and how: each helper sets their own hours, languages and limits; moderators see and arrange the rings. */

type Here = { readonly row: CommunityRow; readonly version: number }

export const putCommunity = ({ version }: Pick<Here, 'version'>, row: CommunityRow) => ({
  key: rows.community(row.id),
  value: row,
  version: version + 1,
})

type Stored = CommunityRow['helpers'][number]

const changed = (here: Here, id: Helper['id'], how: (helper: Stored) => Stored) =>
  putCommunity(here, {
    ...here.row,
    helpers: here.row.helpers.map(helper => (helper.id === id ? how(helper) : helper)),
  })

const duty: Carry = helpers(({ input, by }, here) => {
  const before = here.row.helpers.find(({ id }) => id === by)
  const onDuty = input.state === undefined ? !before?.onDuty : input.state === 'on'
  return {
    put: [changed(here, by, helper => ({ ...helper, onDuty }))],
    say: [tell(by, [{ text: onDuty ? 'duty.on' : 'duty.off' }])],
  }
})

const helping: Carry = helpers(({ input, by }, here): Answered => {
  const change = readSetting(input.setting ?? '', (input.value ?? '').normalize('NFKC').trim(), here, by)
  if (!change) return { note: 'helping.bad' }
  return {
    put: [changed(here, by, helper => ({ ...helper, ...change }))],
    say: [tell(by, [{ text: 'helping.saved' }])],
  }
})

/** @returns what to change, or undefined when the value does not fit */
function readSetting(setting: string, value: string, { row }: Here, by: Helper['id']): Partial<Stored> | undefined {
  const words = value.split(/[\s,、]+/).filter(word => word !== '')
  switch (setting) {
    case 'name': {
      const taken = row.helpers.some(({ id, name }) => id !== by && fold(name) === fold(value))
      return fold(value) !== '' && value.length <= 40 && !taken ? { name: value } : undefined
    }
    case 'languages': {
      const languages = words.filter(word => word === 'ja' || word === 'en')
      return languages.length > 0 && languages.length === words.length ? { languages } : undefined
    }
    case 'skills':
      return words.every(word => /^[a-z][a-z0-9-]{1,39}$/.test(word)) ? { skills: words } : undefined
    case 'timezone': {
      const timeZone = TimeZone.safeParse(value).data
      return timeZone === undefined ? undefined : { timeZone }
    }
    case 'quiet': {
      if (value === 'off' || value === '') return { quiet: undefined }
      const quiet = hoursOf(value)
      return quiet && { quiet }
    }
    case 'limit': {
      const loadLimit = Number(value)
      return Number.isInteger(loadLimit) && loadLimit >= 0 && loadLimit <= 20 && value !== ''
        ? { loadLimit }
        : undefined
    }
    default:
      return undefined
  }
}

const roster: Carry = moderators(async ({ by, tools }, { row }) => {
  const { load } = await tools.directory.roster(row.id)
  const lines: Line[] = [...row.helpers]
    .sort((a, b) => a.ring - b.ring)
    .flatMap((helper): Line[] => [
      {
        text: 'roster.row',
        params: {
          name: helper.name,
          ring: helper.ring,
          duty: tools.library.texts[helper.onDuty ? 'roster.on' : 'roster.off']?.[row.language] ?? '',
          languages: helper.languages.join(' '),
          load: load.get(helper.id)?.open ?? 0,
          limit: helper.loadLimit,
        },
      },
      ...(helper.lead ? [{ text: 'roster.lead', params: { name: helper.name } }] : []),
    ])
  const title = { text: 'roster.title', params: { count: row.helpers.length } }
  return { say: [tell(by, row.helpers.length > 0 ? [title, ...lines] : [{ text: 'roster.none' }])] }
})

const removeHelper: Carry = moderators(async (ask, here): Promise<Answered> => {
  const gone = findHelper(here, ask.input.helper)
  if (!gone) return { note: 'desk.unknown-helper' }
  const row = { ...here.row, helpers: here.row.helpers.filter(({ id }) => id !== gone.id) }
  return {
    put: [putCommunity(here, row)],
    cases: await letGo(ask, gone.id),
    say: [
      tell(ask.by, [{ text: 'removed.done', params: { name: gone.name } }]),
      tell(gone.id, [{ text: 'removed.told' }]),
    ],
  }
})

const ROLES: Readonly<Record<string, Partial<Stored>>> = {
  'ring-1': { ring: 1 },
  'ring-2': { ring: 2 },
  'ring-3': { ring: 3 },
  lead: { lead: true },
  'no-lead': { lead: false },
}

const helperRole: Carry = moderators(({ input, by }, here) => {
  const helper = findHelper(here, input.helper)
  const role = Object.hasOwn(ROLES, input.role ?? '') ? ROLES[input.role ?? ''] : undefined
  if (!helper) return { note: 'desk.unknown-helper' }
  if (!role) return { note: 'desk.bad-input' }
  return {
    put: [changed(here, helper.id, before => ({ ...before, ...role }))],
    say: [tell(by, [{ text: 'helper-role.saved', params: { name: helper.name } }])],
  }
})

export const ROSTER: Readonly<Record<string, Carry>> = {
  duty,
  helping,
  roster,
  'remove-helper': exceptInOwnCase(removeHelper),
  'helper-role': exceptInOwnCase(helperRole),
}
