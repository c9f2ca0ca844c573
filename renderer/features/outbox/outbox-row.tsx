import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Warning } from '../../../shared/model/warnings/warning.ts'
import { changeWord, LIMITS, syncSentence } from '../../../shared/text/status-text.ts'
import { readInstantMs } from '../../../shared/util/depot-time.ts'
import { relativeTimeText, shortTimeText } from '../../components/display/labels.ts'
import { SyncStateBadge } from '../../components/display/sync-state.tsx'
import type { OutboxLine } from '../../db/queries/queries.ts'
import { currentSync } from '../../db/schema/shown-status.ts'
import { type Desk, useDesk } from '../../desk/desk-context.tsx'
import { CheckAtCatena } from '../../planning/check-at-catena.tsx'
import css from './outbox.module.css'
import { changeOfLine, offersFor, sendingOf } from './outbox-model.ts'
import type { OutboxActions } from './use-outbox-actions.ts'

/** One change: what, where it is, why, when it was and will be tried, and what can be done. */
export function OutboxRow(props: {
  line: OutboxLine
  warnings: readonly Warning[]
  isSelected: boolean
  onSelect: (id: string) => void
  onOpen: (id: string) => void
  onCorrect: (id: string) => void
  onDiscard: (id: string) => void
  actions: OutboxActions
}) {
  const { line, actions } = props
  const { workflow } = line
  const { sync } = workflow
  const current = currentSync(workflow)
  const desk = useDesk()
  const name = workflow.plan.reference || 'No reference'
  const offers = offersFor(line, sendingOf(desk.hostChannel, desk.connection.isAllHeld))
  const change = changeOfLine(line)
  return (
    <tr aria-selected={props.isSelected}>
      <td>
        <input
          type="checkbox"
          className={css.check}
          aria-label={`Select ${name}`}
          checked={props.isSelected}
          onChange={() => props.onSelect(workflow.id)}
        />
      </td>
      <td>
        <button type="button" className={`${css.name} dp-mono`} onClick={() => props.onOpen(workflow.id)}>
          {name}
        </button>
        <small>
          <span className={css.narrow}>{changeWord(change)} · </span>
          {departureText(workflow.departsAtMs, desk)}
        </small>
      </td>
      <td className={css.wide}>{changeWord(change)}</td>
      <td>
        <SyncStateBadge state={workflow.shownState} />
      </td>
      <td className={css.below}>
        {syncSentence(current, (iso) => shortTimeText(iso, desk.time, desk.today))}
        {current !== null && current.fieldErrors.length > 0 && (
          <small>{current.fieldErrors.map((each) => each.message).join('. ')}</small>
        )}
        {props.warnings.length > 0 && (
          <small className={css.warning}>
            <IconAlertTriangle size={12} stroke={2} aria-hidden />{' '}
            {props.warnings.map((each) => each.text).join('. ')}
          </small>
        )}
        <CheckAtCatena workflow={workflow} />
        {sync !== null && sync.duplicates.length > 0 && (
          <DuplicateAlarm
            sync={sync}
            onCancel={(operationId) => actions.cancelDuplicate(workflow.id, operationId)}
          />
        )}
      </td>
      <td className={css.wide}>
        <When iso={current?.lastTryAt ?? null} none="not tried" desk={desk} />
      </td>
      <td>
        <When iso={current?.nextTryAt ?? null} none="–" desk={desk} />
      </td>
      <td className={css.below}>
        <div className={css.buttons}>
          {offers.next === 'sendAgain' && (
            <Button size="compact-xs" variant="default" onClick={() => actions.sendAgain([line])}>
              Send again
            </Button>
          )}
          {(offers.next === 'correct' || offers.next === 'decide') && (
            <Button size="compact-xs" variant="default" onClick={() => props.onCorrect(workflow.id)}>
              {offers.next === 'correct' ? 'Correct' : 'Choose version'}
            </Button>
          )}
          {offers.canSendNow && (
            <Button size="compact-xs" variant="default" onClick={() => actions.sendNow(workflow.id)}>
              {offers.next === 'check' ? 'Look now' : 'Send now'}
            </Button>
          )}
          {offers.canHold && (
            <Button size="compact-xs" variant="default" onClick={() => actions.hold([workflow.id])}>
              Hold
            </Button>
          )}
          {offers.canRelease && (
            <Button size="compact-xs" variant="default" onClick={() => actions.release([workflow.id])}>
              Release
            </Button>
          )}
          {offers.canDiscard && (
            <Button
              size="compact-xs"
              variant="default"
              c="var(--dp-bad)"
              onClick={() => props.onDiscard(workflow.id)}
            >
              Discard
            </Button>
          )}
        </div>
      </td>
    </tr>
  )
}

function departureText(departsAtMs: number, { time, today }: Desk): string {
  if (departsAtMs === 0) return 'no departure time'
  return `departs ${shortTimeText(new Date(departsAtMs).toISOString(), time, today)}`
}

function When(props: { iso: string | null; none: string; desk: Desk }) {
  const { iso, desk } = props
  const ms = iso === null ? null : readInstantMs(iso)
  if (iso === null || ms === null) return <span className={css.quiet}>{props.none}</span>
  return (
    <>
      {shortTimeText(iso, desk.time, desk.today)}
      <small>{relativeTimeText(ms, desk.nowMs)}</small>
    </>
  )
}

function DuplicateAlarm(props: {
  sync: NonNullable<OutboxLine['workflow']['sync']>
  onCancel: (operationId: string) => void
}) {
  return (
    <div role="alert" className={css.alarm} title={LIMITS.doublingProxy}>
      <IconAlertTriangle size={16} aria-hidden /> It is at Catena more than once.
      {props.sync.duplicates.map(({ operationId }, index) => (
        <Button
          key={operationId}
          size="compact-xs"
          variant="default"
          onClick={() => props.onCancel(operationId)}
        >
          Cancel the newer one{props.sync.duplicates.length > 1 ? ` (${index + 1})` : ''}
        </Button>
      ))}
    </div>
  )
}
