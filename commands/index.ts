import type { Command } from '../src/engine/command.ts'
import callCommand from './call.ts'
import cardCommand from './card.ts'
import closeCommand from './close.ts'
import contactedCommand from './contacted.ts'
import countryCommand from './country.ts'
import doneCommand from './done.ts'
import exportCommand from './export.ts'
import forgetCommand from './forget.ts'
import helpMeCommand from './help-me.ts'
import helpersCommand from './helpers.ts'
import languageCommand from './language.ts'
import noteCommand from './note.ts'
import nowCommand from './now.ts'
import reopenCommand from './reopen.ts'
import statusCommand from './status.ts'
import timelineCommand from './timeline.ts'
import timezoneCommand from './timezone.ts'
import undoCommand from './undo.ts'
import whyCommand from './why.ts'

/** Every command, listed by hand; a test compares the list with the folder. */
export const commands: readonly Command[] = [
  callCommand,
  cardCommand,
  closeCommand,
  contactedCommand,
  countryCommand,
  doneCommand,
  exportCommand,
  forgetCommand,
  helpMeCommand,
  helpersCommand,
  languageCommand,
  noteCommand,
  nowCommand,
  reopenCommand,
  statusCommand,
  timelineCommand,
  timezoneCommand,
  undoCommand,
  whyCommand,
]
