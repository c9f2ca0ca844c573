import { ActionIcon, Button, Switch, TextInput } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconChevronRight,
  IconSearch,
} from '@tabler/icons-react'
import type { RefObject } from 'react'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { addDays } from '../../../../shared/util/depot-time.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { notifyFailure } from '../../../components/feedback/notify.tsx'
import { KeyCap } from '../../../components/keyboard/key-cap.tsx'
import { rowsOnScreen } from '../../../components/keyboard/rows-focus.ts'
import { useShownKeys, withKeys } from '../../../components/keyboard/use-shown-keys.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'
import type { UndoControls } from '../use-undo.ts'
import { DayPicker, type FrameScope } from './day-picker.tsx'
import css from './header.module.css'
import { NetworkStatus } from './network-status.tsx'
import { planningDay } from './planning-day.ts'
import { SignInAgain } from './sign-in-again.tsx'

/** What the header shows and reports back. */
export interface HeaderProps {
  readonly scope: FrameScope
  readonly onScope: (scope: FrameScope) => void
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly onNew: () => void
  readonly undo: UndoControls
}

/** Day, search, new workflow, network status, and the switch that holds all sending. */
export function Header(props: HeaderProps) {
  const { scope, onScope, query, onQuery, undo } = props
  const { t } = useTexts()
  const keysOf = useShownKeys()
  const { today } = useDesk()
  const day = planningDay(scope, today)
  return (
    <header className={css.header}>
      <span className={css.brand}>{t('frame.productName')}</span>
      <div className={css.days}>
        <ActionIcon
          aria-label={t('frame.header.previousDay')}
          title={withKeys(t('frame.header.previousDay'), keysOf('previousDay'))}
          onClick={() => onScope({ kind: 'day', day: addDays(day, -1) })}
        >
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <Button
          variant="default"
          px={9}
          title={withKeys(t('frame.header.today'), keysOf('today'))}
          onClick={() => onScope({ kind: 'day', day: today })}
        >
          {t('frame.header.today')}
        </Button>
        <ActionIcon
          aria-label={t('frame.header.nextDay')}
          title={withKeys(t('frame.header.nextDay'), keysOf('nextDay'))}
          onClick={() => onScope({ kind: 'day', day: addDays(day, 1) })}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
      </div>
      <DayPicker scope={scope} onScope={onScope} />
      <TextInput
        ref={props.searchRef}
        type="search"
        className={css.search ?? ''}
        aria-label={t('frame.header.search')}
        placeholder={t('frame.header.search')}
        title={t('frame.header.searchHint')}
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={query === '' ? <KeyCap keys={keysOf('search')} isHidden /> : null}
        rightSectionPointerEvents="none"
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            onQuery('')
            event.currentTarget.blur()
          } else if (event.key === 'ArrowDown' || event.key === 'Enter') rowsOnScreen()?.focus()
        }}
      />
      <Button onClick={props.onNew} rightSection={<KeyCap keys={keysOf('new')} isHidden />} flex="none">
        {t('frame.header.newWorkflow')}
      </Button>
      <UndoButtons undo={undo} />
      <span className={css.grow} />
      <SignInAgain />
      <NetworkStatus />
      <HoldSwitch />
    </header>
  )
}

function UndoButtons({ undo }: { undo: UndoControls }) {
  const { t } = useTexts()
  const keysOf = useShownKeys()
  return (
    <div className={css.undo}>
      <TurnButton
        label={undo.undoLabel}
        emptyLabel={t('frame.undo.nothingToUndo')}
        keys={keysOf('undo')}
        icon={IconArrowBackUp}
        onTurn={undo.undo}
      />
      <TurnButton
        label={undo.redoLabel}
        emptyLabel={t('frame.undo.nothingToRedo')}
        keys={keysOf('redo')}
        icon={IconArrowForwardUp}
        onTurn={undo.redo}
      />
    </div>
  )
}

/** Takes the newest step back, or does it again. */
function TurnButton(props: {
  /** What it would do; `null` = there is nothing. */
  label: string | null
  emptyLabel: string
  keys: ReturnType<ReturnType<typeof useShownKeys>>
  icon: typeof IconArrowBackUp
  onTurn: () => void
}) {
  const { label, emptyLabel, icon: Icon } = props
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label ?? emptyLabel}
      title={label === null ? emptyLabel : withKeys(label, props.keys)}
      disabled={label === null}
      onClick={props.onTurn}
    >
      <Icon size={17} stroke={1.7} aria-hidden />
    </ActionIcon>
  )
}

/** Holds every change that is not sent yet. A request that is under way ends by itself. */
function HoldSwitch() {
  const { t } = useTexts()
  const { host } = useServices()
  const { connection, hostChannel } = useDesk()
  return (
    <Switch
      label={t('frame.header.holdAll')}
      title={t('frame.header.holdAllHint')}
      flex="none"
      disabled={hostChannel !== 'open'}
      checked={connection.isAllHeld}
      onChange={(event) => {
        const isHeld = event.currentTarget.checked
        host
          .call('sync.holdAll', { isHeld })
          .catch((error: unknown) =>
            notifyFailure(messageRef(isHeld ? 'frame.header.notHeld' : 'frame.header.stillHeld'), error),
          )
      }}
    />
  )
}
