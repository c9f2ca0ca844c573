import { useMantineColorScheme } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { emptyPlan, type Plan } from '../../shared/model/plan/workflow.ts'
import type { Workspace } from '../../shared/rpc/contract.ts'
import { daysBetween } from '../../shared/util/depot-time.ts'
import { useTexts } from '../components/display/texts.tsx'
import { KeymapProvider } from '../components/keyboard/keymap.tsx'
import { rowsOnScreen } from '../components/keyboard/rows-focus.ts'
import { TICK_MS } from '../desk/desk-clock.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { DeskRoot } from '../desk/desk-root.tsx'
import { Board } from '../features/board/board.tsx'
import type { BoardView } from '../features/board/views/board-view.ts'
import { SaveView } from '../features/board/views/save-view-dialog.tsx'
import { useBoardView, useSavedViews, useSingleKeys } from '../features/board/views/use-saved-views.ts'
import { WorkflowEditor } from '../features/editor/workflow-editor.tsx'
import { ExportScreen } from '../features/exchange/export-screen.tsx'
import { ImportScreen } from '../features/exchange/import-screen.tsx'
import type { ImportSpan } from '../features/exchange/import-span.ts'
import { Frame, SCREEN_PLACE } from '../features/frame/frame.tsx'
import { Header } from '../features/frame/header/header.tsx'
import { planningDay } from '../features/frame/header/planning-day.ts'
import { Notices } from '../features/frame/notices/notices.tsx'
import { TrainingBanner } from '../features/frame/notices/training-banner.tsx'
import { SideNav } from '../features/frame/side-nav.tsx'
import { StatusLine } from '../features/frame/status-bar.tsx'
import { useUndo } from '../features/frame/use-undo.ts'
import { Outbox } from '../features/outbox/outbox.tsx'
import { KeyList } from '../features/palette/key-list.tsx'
import { Palette } from '../features/palette/palette.tsx'
import { PrintScreen } from '../features/print/print-screen.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { TemplatesScreen } from '../features/templates/templates-screen.tsx'
import { useRecurring } from '../features/templates/use-recurring.ts'
import type { Scope } from '../planning/scope.ts'
import css from './app.module.css'
import { useAppCommands } from './app-commands.ts'
import {
  BESIDE_EDITOR,
  NAV_ENTRIES,
  OWN_MAIN,
  SCREENS,
  type ScreenId,
  screenOfScope,
  screenWithEditor,
} from './screens.tsx'

/** An import of more days than these is shown on the board of all days. */
const MAX_SHOWN_DAYS = 31

/** The desk of one workspace: what all screens share, and the screens put together. */
export function App(props: { workspace: Workspace; onLeave: () => void }) {
  return (
    <DeskRoot every={everyTick}>
      <KeyedScreens {...props} />
    </DeskRoot>
  )
}

function KeyedScreens(props: { workspace: Workspace; onLeave: () => void }) {
  const { settings } = useDesk()
  const [areSingleKeysOn, setSingleKeys] = useSingleKeys()
  useColorScheme(settings.colorScheme)
  return (
    <KeymapProvider areSingleKeysOn={areSingleKeysOn}>
      <Screens {...props} areSingleKeysOn={areSingleKeysOn} onSingleKeys={setSingleKeys} />
    </KeymapProvider>
  )
}

function everyTick(run: () => void): () => void {
  const timer = setInterval(run, TICK_MS)
  return () => clearInterval(timer)
}

function useColorScheme(wanted: 'auto' | 'light' | 'dark'): void {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => setColorScheme(wanted), [wanted, setColorScheme])
}

interface ScreensProps {
  readonly workspace: Workspace
  readonly onLeave: () => void
  readonly areSingleKeysOn: boolean
  readonly onSingleKeys: (isOn: boolean) => void
}

function Screens(props: ScreensProps) {
  const { t } = useTexts()
  const { today } = useDesk()
  const [screen, setScreen] = useState<ScreenId>('board')
  const [scope, setScope] = useState<Scope>({ kind: 'day', day: today })
  const [view, setView] = useBoardView()
  const saved = useSavedViews()
  const [currentView, setCurrentView] = useState<string | null>(null)
  const [open, setOpen] = useState<Opened | null>(null)
  const [dialog, setDialog] = useState<'keys' | 'saveView' | null>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const saveViewRef = useRef<HTMLButtonElement>(null)
  const undo = useUndo()
  const recurringProblems = useRecurring()
  // An import that was begun is still there when one comes back from a look at the board.
  const [isImportOpen, setIsImportOpen] = useState(false)
  if (screen === 'import' && !isImportOpen) setIsImportOpen(true)
  const newPlan = useNewPlan()
  /** The button or the field that closed it goes with it: the keyboard goes back to the rows, else to the screen. */
  function closeEditor(): void {
    flushSync(() => setOpen(null))
    const next = rowsOnScreen() ?? document.getElementById(SCREEN_PLACE)
    next?.focus()
  }
  function openEditor(opened: Opened): void {
    setOpen(opened)
    setScreen(screenWithEditor(screen))
  }
  const go = {
    screen: setScreen,
    scope(next: Scope) {
      setScope(next)
      setScreen(screenOfScope(screen, next.kind))
    },
    view(next: BoardView) {
      setView(next)
      setCurrentView(null)
    },
    open: (id: string) => openEditor({ id }),
    correct: (id: string) => openEditor({ id, isToCorrect: true }),
    create: () => openEditor({ id: 'new', plan: newPlan() }),
    keys: () => setDialog('keys'),
    search() {
      setScreen('board')
      searchRef.current?.focus()
    },
  }
  function showImported(span: ImportSpan | null): void {
    if (span === null) go.scope({ kind: 'noDate' })
    else if (span.from === span.to) go.scope({ kind: 'day', day: span.from })
    else if (daysBetween(span.from, span.to) > MAX_SHOWN_DAYS) go.scope({ kind: 'all' })
    else go.scope({ kind: 'range', ...span })
  }
  const day = planningDay(scope, today)
  const hasEditor = open !== null && BESIDE_EDITOR.includes(screen)
  useAppCommands({ go, scope, today, undo, saveView: () => setDialog('saveView') })
  return (
    <Frame
      banner={props.workspace === 'training' ? <TrainingBanner onLeave={props.onLeave} /> : null}
      header={
        <Header
          scope={scope}
          onScope={go.scope}
          query={view.query}
          onQuery={(query) => {
            setScreen('board')
            setView({ ...view, query })
          }}
          searchRef={searchRef}
          onNew={go.create}
          undo={undo}
        />
      }
      nav={
        <SideNav
          entries={NAV_ENTRIES}
          current={screen}
          onGo={(id) => setScreen(SCREENS.find((each) => each.id === id)?.id ?? 'board')}
          views={saved.views}
          currentView={screen === 'board' ? currentView : null}
          onView={(id) => {
            const found = saved.views.find((each) => each.id === id)
            if (found === undefined) return
            setView(found.view)
            setCurrentView(id)
            setScreen('board')
          }}
          onSaveView={() => setDialog('saveView')}
          saveViewRef={saveViewRef}
          onRemoveView={saved.remove}
        />
      }
      hasOwnMain={OWN_MAIN.includes(screen)}
      footer={<StatusLine day={day} onOpen={go.open} onPalette={spotlight.open} onKeys={go.keys} />}
    >
      <div className={`${css.split} ${hasEditor ? css.withEditor : ''}`}>
        <div className={css.screen}>
          {screen === 'board' && (
            <Board
              scope={scope}
              day={day}
              view={view}
              onView={go.view}
              openId={open?.id ?? null}
              onOpen={go.open}
              onCloseEditor={closeEditor}
              onNew={go.create}
              onScope={go.scope}
            />
          )}
          {screen === 'outbox' && <Outbox onOpen={go.open} onCorrect={go.correct} />}
          {screen === 'templates' && <TemplatesScreen day={day} />}
          {isImportOpen && <ImportScreen day={day} isShown={screen === 'import'} onDone={showImported} />}
          {screen === 'export' && <ExportScreen key={day} day={day} />}
          {screen === 'print' && <PrintScreen day={day} onOpen={go.open} />}
          {screen === 'settings' && (
            <SettingsScreen
              areSingleKeysOn={props.areSingleKeysOn}
              onSingleKeys={props.onSingleKeys}
              onLeaveWorkspace={props.onLeave}
            />
          )}
        </div>
        <Notices problems={recurringProblems} />
        {open !== null && hasEditor && (
          <aside className={css.editor} aria-label={t('app.editor')}>
            <WorkflowEditor
              workflowId={open.id}
              day={day}
              {...(open.plan === undefined ? {} : { initialPlan: open.plan })}
              isToCorrect={open.isToCorrect === true}
              onCorrecting={() => setOpen({ id: open.id })}
              onClose={closeEditor}
              onOpen={go.open}
            />
          </aside>
        )}
      </div>
      <Palette />
      {dialog === 'keys' && <KeyList onClose={() => setDialog(null)} />}
      {dialog === 'saveView' && (
        <SaveView
          views={saved.views}
          returnTo={saveViewRef}
          onClose={() => setDialog(null)}
          onSave={(name) => saved.save(name, view)}
        />
      )}
    </Frame>
  )
}

interface Opened {
  readonly id: string
  readonly plan?: Plan
  readonly isToCorrect?: boolean
}

/** What a new workflow starts with: the connection, when there is only one that works. */
function useNewPlan(): () => Plan {
  const { connections } = useDesk()
  return () => {
    const active = connections.filter((each) => each.status === 'active')
    return { ...emptyPlan(), connectionId: active.length === 1 ? (active[0]?.id ?? null) : null }
  }
}
