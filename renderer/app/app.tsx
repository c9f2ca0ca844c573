import { useMantineColorScheme } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { useEffect, useRef } from 'react'
import { emptyPlan, type Plan } from '../../shared/model/plan/workflow.ts'
import type { Workspace } from '../../shared/rpc/contract.ts'
import { KeymapProvider } from '../components/keyboard/keymap.tsx'
import { TICK_MS } from '../desk/desk-clock.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { DeskRoot } from '../desk/desk-root.tsx'
import { SaveView } from '../features/board/views/save-view-dialog.tsx'
import { useSavedViews, useSingleKeys } from '../features/board/views/use-saved-views.ts'
import { Frame } from '../features/frame/frame.tsx'
import { Header } from '../features/frame/header/header.tsx'
import { planningDay } from '../features/frame/header/planning-day.ts'
import { TrainingBanner } from '../features/frame/notices/training-banner.tsx'
import { SideNav } from '../features/frame/side-nav.tsx'
import { StatusLine } from '../features/frame/status-bar.tsx'
import { useUndo } from '../features/frame/use-undo.ts'
import { KeyList } from '../features/palette/key-list.tsx'
import { Palette } from '../features/palette/palette.tsx'
import { useAppCommands } from './app-commands.ts'
import { ScreenArea } from './screen-area.tsx'
import { NAV_ENTRIES, SCREENS } from './screens.tsx'
import { useNavigation } from './use-navigation.ts'

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
  const { today } = useDesk()
  const navigation = useNavigation(today, useNewPlan())
  const { screen, scope, view, currentView, dialog, searchRef, go } = navigation
  const saved = useSavedViews()
  const undo = useUndo()
  const saveViewRef = useRef<HTMLButtonElement>(null)
  const day = planningDay(scope, today)
  useAppCommands({ go, scope, today, undo })
  return (
    <Frame
      banner={props.workspace === 'training' ? <TrainingBanner onLeave={props.onLeave} /> : null}
      header={
        <Header
          scope={scope}
          onScope={go.scope}
          query={view.query}
          onQuery={go.query}
          searchRef={searchRef}
          onNew={go.create}
          undo={undo}
        />
      }
      nav={
        <SideNav
          entries={NAV_ENTRIES}
          current={screen}
          onGo={(id) => go.screen(SCREENS.find((each) => each.id === id)?.id ?? 'board')}
          views={saved.views}
          currentView={screen === 'board' ? currentView : null}
          onView={(id) => {
            const found = saved.views.find((each) => each.id === id)
            if (found !== undefined) go.savedView(id, found.view)
          }}
          onSaveView={() => go.dialog('saveView')}
          saveViewRef={saveViewRef}
          onRemoveView={saved.remove}
        />
      }
      footer={
        <StatusLine day={day} onOpen={go.open} onPalette={spotlight.open} onKeys={() => go.dialog('keys')} />
      }
    >
      <ScreenArea {...props} navigation={navigation} day={day} />
      <Palette />
      {dialog === 'keys' && <KeyList onClose={() => go.dialog(null)} />}
      {dialog === 'saveView' && (
        <SaveView
          views={saved.views}
          returnTo={saveViewRef}
          onClose={() => go.dialog(null)}
          onSave={(name) => saved.save(name, view)}
        />
      )}
    </Frame>
  )
}

/** What a new workflow starts with: the connection, when there is only one that works. */
function useNewPlan(): () => Plan {
  const { connections } = useDesk()
  return () => {
    const active = connections.filter((each) => each.status === 'active')
    return { ...emptyPlan(), connectionId: active.length === 1 ? (active[0]?.id ?? null) : null }
  }
}
