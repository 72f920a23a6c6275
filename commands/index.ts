import type { Command } from '../src/engine/command.ts'
import announceCommand from './announce.ts'
import askCommand from './ask.ts'
import blockCommand from './block.ts'
import callCommand from './call.ts'
import cardCommand from './card.ts'
import caseCommand from './case.ts'
import casesCommand from './cases.ts'
import claimCommand from './claim.ts'
import closeCommand from './close.ts'
import contactedCommand from './contacted.ts'
import continueCommand from './continue.ts'
import countryCommand from './country.ts'
import doneCommand from './done.ts'
import drillCommand from './drill.ts'
import dutyCommand from './duty.ts'
import exportCommand from './export.ts'
import forgetCommand from './forget.ts'
import handOverCommand from './hand-over.ts'
import helpCommand from './help.ts'
import helpMeCommand from './help-me.ts'
import helperRoleCommand from './helper-role.ts'
import helpersCommand from './helpers.ts'
import helpingCommand from './helping.ts'
import inviteCommand from './invite.ts'
import itsMeCommand from './its-me.ts'
import joinCommand from './join.ts'
import languageCommand from './language.ts'
import leaveCommand from './leave.ts'
import linkCommand from './link.ts'
import notThemCommand from './not-them.ts'
import noteCommand from './note.ts'
import nowCommand from './now.ts'
import numbersCommand from './numbers.ts'
import policyCommand from './policy.ts'
import privateNoteCommand from './private-note.ts'
import releaseCommand from './release.ts'
import removeHelperCommand from './remove-helper.ts'
import reopenCommand from './reopen.ts'
import reportCommand from './report.ts'
import rosterCommand from './roster.ts'
import safeWordCommand from './safe-word.ts'
import setupCommand from './setup.ts'
import statusCommand from './status.ts'
import takeOverCommand from './take-over.ts'
import timelineCommand from './timeline.ts'
import timezoneCommand from './timezone.ts'
import unblockCommand from './unblock.ts'
import undoCommand from './undo.ts'
import verifyHelperCommand from './verify-helper.ts'
import whyCommand from './why.ts'
import workCommand from './work.ts'

/** Every command, listed by hand; a test compares the list with the folder. */
export const commands: readonly Command[] = [
  announceCommand,
  askCommand,
  blockCommand,
  callCommand,
  cardCommand,
  caseCommand,
  casesCommand,
  claimCommand,
  closeCommand,
  contactedCommand,
  continueCommand,
  countryCommand,
  doneCommand,
  drillCommand,
  dutyCommand,
  exportCommand,
  forgetCommand,
  handOverCommand,
  helpCommand,
  helpMeCommand,
  helperRoleCommand,
  helpersCommand,
  helpingCommand,
  inviteCommand,
  itsMeCommand,
  joinCommand,
  languageCommand,
  leaveCommand,
  linkCommand,
  notThemCommand,
  noteCommand,
  nowCommand,
  numbersCommand,
  policyCommand,
  privateNoteCommand,
  releaseCommand,
  removeHelperCommand,
  reopenCommand,
  reportCommand,
  rosterCommand,
  safeWordCommand,
  setupCommand,
  statusCommand,
  takeOverCommand,
  timelineCommand,
  timezoneCommand,
  unblockCommand,
  undoCommand,
  verifyHelperCommand,
  whyCommand,
  workCommand,
]
