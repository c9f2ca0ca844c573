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
import { changeOfLine, offersFor, sendingOf } from './outbox-model.ts'
import css from './outbox-row.module.css'
import table from './outbox-table.module.css'
import type { OutboxActions } from './use-outbox-actions.ts'

/** What an {@link OutboxRow} is given. */
interface OutboxRowProps {
  readonly line: OutboxLine
  readonly warnings: readonly Warning[]
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly onCorrect: (id: string) => void
  readonly onDiscard: (id: string) => void
  readonly actions: OutboxActions
}

/** A change: what it is, its state, why, when it was and will be tried, and what can be done. */
export function OutboxRow(props: OutboxRowProps) {
  const { line } = props
  const { workflow } = line
  const current = currentSync(workflow)
  const desk = useDesk()
  const { t } = useTexts()
  const name = workflow.plan.reference || t('outbox.row.noReference')
  const change = t(`sync.change.${changeOfLine(line)}`)
  return (
    <tr aria-selected={props.isSelected}>
      <td>
        <input
          type="checkbox"
          className={table.check}
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
          <span className={table.narrow}>{change} · </span>
          {departureText(workflow.departsAtMs, desk, t)}
        </small>
      </td>
      <td className={table.wide}>{change}</td>
      <td>
        <SyncStateBadge state={workflow.shownState} />
      </td>
      <td className={`${table.below} ${css.why}`}>
        <Why {...props} />
      </td>
      <td className={table.wide}>
        <When iso={current?.lastTryAt ?? null} none={t('outbox.row.notTried')} desk={desk} />
      </td>
      <td>
        <When iso={current?.nextTryAt ?? null} none={t('outbox.row.noNextTry')} desk={desk} />
      </td>
      <td className={table.below}>
        <RowButtons {...props} />
      </td>
    </tr>
  )
}

/** Why the change is in its state, what Catena said of its fields, and its warnings. */
function Why({ line, warnings, actions }: OutboxRowProps) {
  const { workflow } = line
  const { sync } = workflow
  const current = currentSync(workflow)
  const desk = useDesk()
  const { t } = useTexts()
  return (
    <>
      {syncSentence(current, (iso) => shortTimeText(iso, desk.time, desk.today), t)}
      {current !== null && current.fieldErrors.length > 0 && (
        <small>{current.fieldErrors.map((each) => textOf(t, each.message)).join('. ')}</small>
      )}
      {warnings.length > 0 && (
        <small className={css.warning}>
          <IconAlertTriangle size={12} stroke={2} aria-hidden />{' '}
          {warnings.map((each) => warningText(each, t)).join('. ')}
        </small>
      )}
      <CheckAtCatena workflow={workflow} />
      {sync !== null && sync.duplicates.length > 0 && (
        <DuplicateAlarm
          sync={sync}
          onCancel={(operationId) => actions.cancelDuplicate(workflow.id, operationId)}
        />
      )}
    </>
  )
}

function RowButtons({ line, actions, onCorrect, onDiscard }: OutboxRowProps) {
  const desk = useDesk()
  const { t } = useTexts()
  const { id } = line.workflow
  const offers = offersFor(line, sendingOf(desk.hostChannel, desk.connection.isAllHeld))
  const { next } = offers
  return (
    <div className={css.buttons}>
      {next === 'sendAgain' && (
        <RowButton onClick={() => actions.sendAgain([line])}>{t('outbox.row.sendAgain')}</RowButton>
      )}
      {next === 'correct' && <RowButton onClick={() => onCorrect(id)}>{t('outbox.row.correct')}</RowButton>}
      {next === 'decide' && (
        <RowButton onClick={() => onCorrect(id)}>{t('outbox.row.chooseVersion')}</RowButton>
      )}
      {offers.canSendNow && (
        <RowButton onClick={() => actions.sendNow(id)}>
          {t(next === 'check' ? 'outbox.row.lookNow' : 'outbox.row.sendNow')}
        </RowButton>
      )}
      {offers.canHold && <RowButton onClick={() => actions.hold([id])}>{t('outbox.row.hold')}</RowButton>}
      {offers.canRelease && (
        <RowButton onClick={() => actions.release([id])}>{t('outbox.row.release')}</RowButton>
      )}
      {offers.canDiscard && (
        <RowButton isDangerous onClick={() => onDiscard(id)}>
          {t('outbox.row.discard')}
        </RowButton>
      )}
    </div>
  )
}

function RowButton(props: { isDangerous?: boolean; onClick: () => void; children: string }) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      {...(props.isDangerous === true ? { c: 'var(--dp-bad)' } : {})}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
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
  if (iso === null || ms === null) return <span className="dp-tone-quiet">{props.none}</span>
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
