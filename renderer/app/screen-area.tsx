import { useState } from 'react'
import { useTexts } from '../components/display/texts.tsx'
import { Board } from '../features/board/board.tsx'
import { WorkflowEditor } from '../features/editor/workflow-editor.tsx'
import { ExportScreen } from '../features/exchange/export-screen.tsx'
import { ImportScreen } from '../features/exchange/import-screen.tsx'
import { Notices } from '../features/frame/notices/notices.tsx'
import { Outbox } from '../features/outbox/outbox.tsx'
import { PrintScreen } from '../features/print/print-screen.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { TemplatesScreen } from '../features/templates/templates-screen.tsx'
import { useRecurring } from '../features/templates/use-recurring.ts'
import css from './app.module.css'
import { BESIDE_EDITOR } from './screens.tsx'
import type { Navigation } from './use-navigation.ts'

interface ScreenProps {
  readonly navigation: Navigation
  /** The day being planned. */
  readonly day: string
  readonly areSingleKeysOn: boolean
  readonly onSingleKeys: (isOn: boolean) => void
  readonly onLeave: () => void
}

/** The current screen, with the notices under it and the editor beside it. */
export function ScreenArea(props: ScreenProps) {
  const { navigation, day } = props
  const { screen, opened, go } = navigation
  const { t } = useTexts()
  const recurringProblems = useRecurring()
  const hasEditor = opened !== null && BESIDE_EDITOR.includes(screen)
  return (
    <div className={`${css.split} ${hasEditor ? css.withEditor : ''}`}>
      <div className={css.screen}>
        <CurrentScreen {...props} />
      </div>
      <Notices problems={recurringProblems} />
      {opened !== null && hasEditor && (
        <aside className={css.editor} aria-label={t('app.editor')}>
          <WorkflowEditor
            workflowId={opened.id}
            day={day}
            {...(opened.plan === undefined ? {} : { initialPlan: opened.plan })}
            isToCorrect={opened.isToCorrect === true}
            onCorrecting={() => go.corrected(opened.id)}
            onClose={go.closeEditor}
            onOpen={go.open}
          />
        </aside>
      )}
    </div>
  )
}

function CurrentScreen({ navigation, day, areSingleKeysOn, onSingleKeys, onLeave }: ScreenProps) {
  const { screen, scope, view, opened, go } = navigation
  // Once opened, the import stays mounted: what was begun is still there after a look at the board.
  const [isImportOpen, setIsImportOpen] = useState(false)
  if (screen === 'import' && !isImportOpen) setIsImportOpen(true)
  return (
    <>
      {screen === 'board' && (
        <Board
          scope={scope}
          day={day}
          view={view}
          onView={go.view}
          openId={opened?.id ?? null}
          onOpen={go.open}
          onCloseEditor={go.closeEditor}
          onNew={go.create}
          onScope={go.scope}
        />
      )}
      {screen === 'outbox' && <Outbox onOpen={go.open} onCorrect={go.correct} />}
      {screen === 'templates' && <TemplatesScreen day={day} />}
      {isImportOpen && <ImportScreen day={day} isShown={screen === 'import'} onDone={go.imported} />}
      {screen === 'export' && <ExportScreen key={day} day={day} />}
      {screen === 'print' && <PrintScreen day={day} onOpen={go.open} />}
      {screen === 'settings' && (
        <SettingsScreen
          areSingleKeysOn={areSingleKeysOn}
          onSingleKeys={onSingleKeys}
          onLeaveWorkspace={onLeave}
        />
      )}
    </>
  )
}
