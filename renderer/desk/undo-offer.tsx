import { Button } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import type { StoredText } from '../../shared/text/stored-text.ts'
import { useTexts } from '../components/display/texts.tsx'
import { notifyDone } from '../components/feedback/notify.tsx'
import type { WorkflowCommands } from '../db/commands/command-types.ts'
import { turnStep } from './turn-step.ts'

/** Tells that a step is saved, with a button that takes it back. @param step the label of the step. */
export function notifySaved(commands: WorkflowCommands, step: StoredText, text: StoredText): void {
  notifyDone(text, <UndoButton commands={commands} step={step} />)
}

/** Takes a step back; nothing once another step is the newest. */
function UndoButton(props: { commands: WorkflowCommands; step: StoredText }) {
  const { commands, step } = props
  const { t } = useTexts()
  const preview = useLiveQuery(() => commands.peek(), [commands])?.undo
  if (preview == null || preview.label !== step) return null
  return (
    <Button size="compact-xs" variant="default" onClick={() => void turnStep(commands, 'undo', preview, t)}>
      {t('app.command.undo')}
    </Button>
  )
}
