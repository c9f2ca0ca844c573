import {
  IconArrowBackUp,
  IconArrowsLeftRight,
  IconArrowUp,
  IconCheck,
  IconClock,
  IconHandStop,
  IconPencil,
  IconPlayerPause,
  IconQuestionMark,
  IconSend2,
  IconX,
} from '@tabler/icons-react'
import type { SyncState as State } from '../../../shared/model/status/sync-status.ts'
import { type SyncIcon, syncLook } from '../../../shared/text/status-text.ts'
import css from './sync-state.module.css'
import { useTexts } from './texts.tsx'

const ICONS: Readonly<Record<SyncIcon, typeof IconCheck>> = {
  pencil: IconPencil,
  arrowUp: IconArrowUp,
  sending: IconSend2,
  question: IconQuestionMark,
  clock: IconClock,
  check: IconCheck,
  cross: IconX,
  pause: IconPlayerPause,
  hand: IconHandStop,
  undo: IconArrowBackUp,
  swap: IconArrowsLeftRight,
}

/** The state of a workflow: icon, label, and behind them a detail such as the time or the reason. */
export function SyncStateBadge(props: { state: State; rest?: string | undefined }) {
  const { t } = useTexts()
  const { icon, tone } = syncLook(props.state)
  const Icon = ICONS[icon]
  return (
    <span className={css.state}>
      <span className={`dp-tone-${tone} ${css.word}`} data-badge>
        <Icon size={14} stroke={2} aria-hidden />
        {t(`sync.state.${props.state}`)}
      </span>
      {props.rest !== undefined && props.rest !== '' && <span className={css.rest}>{props.rest}</span>}
    </span>
  )
}
