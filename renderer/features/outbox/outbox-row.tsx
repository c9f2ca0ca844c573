import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Warning } from '../../../shared/model/warnings/warning.ts'
import { syncSentence } from '../../../shared/text/status-text.ts'
import { textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { warningText } from '../../../shared/text/warning-text.ts'
import { readInstantMs } from '../../../shared/util/depot-time.ts'
import { relativeTimeText, shortTimeText } from '../../components/display/labels.ts'
import { SyncStateBadge } from '../../components/display/sync-state.tsx'
import { useTexts } from '../../components/display/texts.tsx'
import type { OutboxLine } from '../../db/queries/queries.ts'
import { currentSync } from '../../db/schema/shown-status.ts'
import { useNowMs } from '../../desk/desk-clock.tsx'
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
  const { t } = useTexts()
  const name = workflow.plan.reference || t('outbox.row.noReference')
  const offers = offersFor(line, sendingOf(desk.hostChannel, desk.connection.isAllHeld))
  const change = t(`sync.change.${changeOfLine(line)}`)
  return (
    <tr aria-selected={props.isSelected}>
      <td>
        <input
          type="checkbox"
          className={css.check}
          aria-label={t('outbox.row.select', { name })}
          checked={props.isSelected}
          onChange={() => props.onSelect(workflow.id)}
        />
      </td>
      <td>
        <button type="button" className={`${css.name} dp-mono`} onClick={() => props.onOpen(workflow.id)}>
          {name}
        </button>
        <small>
          <span className={css.narrow}>{change} · </span>
          {departureText(workflow.departsAtMs, desk, t)}
        </small>
      </td>
      <td className={css.wide}>{change}</td>
      <td>
        <SyncStateBadge state={workflow.shownState} />
      </td>
      <td className={css.below}>
        {syncSentence(current, (iso) => shortTimeText(iso, desk.time, desk.today), t)}
        {current !== null && current.fieldErrors.length > 0 && (
          <small>{current.fieldErrors.map((each) => textOf(t, each.message)).join('. ')}</small>
        )}
        {props.warnings.length > 0 && (
          <small className={css.warning}>
            <IconAlertTriangle size={12} stroke={2} aria-hidden />{' '}
            {props.warnings.map((each) => warningText(each, t)).join('. ')}
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
        <When iso={current?.lastTryAt ?? null} none={t('outbox.row.notTried')} desk={desk} />
      </td>
      <td>
        <When iso={current?.nextTryAt ?? null} none={t('outbox.row.noNextTry')} desk={desk} />
      </td>
      <td className={css.below}>
        <div className={css.buttons}>
          {offers.next === 'sendAgain' && (
            <Button size="compact-xs" variant="default" onClick={() => actions.sendAgain([line])}>
              {t('outbox.row.sendAgain')}
            </Button>
          )}
          {(offers.next === 'correct' || offers.next === 'decide') && (
            <Button size="compact-xs" variant="default" onClick={() => props.onCorrect(workflow.id)}>
              {t(offers.next === 'correct' ? 'outbox.row.correct' : 'outbox.row.chooseVersion')}
            </Button>
          )}
          {offers.canSendNow && (
            <Button size="compact-xs" variant="default" onClick={() => actions.sendNow(workflow.id)}>
              {t(offers.next === 'check' ? 'outbox.row.lookNow' : 'outbox.row.sendNow')}
            </Button>
          )}
          {offers.canHold && (
            <Button size="compact-xs" variant="default" onClick={() => actions.hold([workflow.id])}>
              {t('outbox.row.hold')}
            </Button>
          )}
          {offers.canRelease && (
            <Button size="compact-xs" variant="default" onClick={() => actions.release([workflow.id])}>
              {t('outbox.row.release')}
            </Button>
          )}
          {offers.canDiscard && (
            <Button
              size="compact-xs"
              variant="default"
              c="var(--dp-bad)"
              onClick={() => props.onDiscard(workflow.id)}
            >
              {t('outbox.row.discard')}
            </Button>
          )}
        </div>
      </td>
    </tr>
  )
}

function departureText(departsAtMs: number, { time, today }: Desk, t: Translate): string {
  if (departsAtMs === 0) return t('outbox.row.noDeparture')
  return t('outbox.row.departs', { when: shortTimeText(new Date(departsAtMs).toISOString(), time, today) })
}

function When(props: { iso: string | null; none: string; desk: Desk }) {
  const { iso, desk } = props
  const { t } = useTexts()
  const nowMs = useNowMs()
  const ms = iso === null ? null : readInstantMs(iso)
  if (iso === null || ms === null) return <span className={css.quiet}>{props.none}</span>
  return (
    <>
      {shortTimeText(iso, desk.time, desk.today)}
      <small>{relativeTimeText(ms, nowMs, t)}</small>
    </>
  )
}

function DuplicateAlarm(props: {
  sync: NonNullable<OutboxLine['workflow']['sync']>
  onCancel: (operationId: string) => void
}) {
  const { t } = useTexts()
  return (
    <div role="alert" className={css.alarm} title={t('sync.limit.doublingProxy')}>
      <IconAlertTriangle size={16} aria-hidden /> {t('outbox.row.duplicate')}
      {props.sync.duplicates.map(({ operationId }, index) => (
        <Button
          key={operationId}
          size="compact-xs"
          variant="default"
          onClick={() => props.onCancel(operationId)}
        >
          {props.sync.duplicates.length > 1
            ? t('outbox.row.cancelNewerNumbered', { number: index + 1 })
            : t('outbox.row.cancelNewer')}
        </Button>
      ))}
    </div>
  )
}
