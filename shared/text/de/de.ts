import type { Messages } from '../messages.ts'
import { app } from './app.ts'
import { board } from './board.ts'
import { editor } from './editor.ts'
import { errors } from './errors.ts'
import { exchange } from './exchange.ts'
import { fields } from './fields.ts'
import { frame } from './frame.ts'
import { outbox } from './outbox.ts'
import { print } from './print.ts'
import { settings } from './settings.ts'
import { start } from './start.ts'
import { steps } from './steps.ts'
import { sync } from './sync.ts'
import { templates } from './templates.ts'
import { warnings } from './warnings.ts'

/** The German catalog. */
export const de: Messages = {
  app,
  board,
  editor,
  errors,
  exchange,
  fields,
  frame,
  outbox,
  print,
  settings,
  start,
  steps,
  sync,
  templates,
  warnings,
}
