import { Button, Skeleton } from '@mantine/core'
import { IconCircleCheck, IconMailCheck, IconPower } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Warning } from '../../../shared/model/warnings/warning.ts'
import { dayRange } from '../../../shared/util/depot-time.ts'
import { ageText } from '../../components/display/labels.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Ask } from '../../components/feedback/ask.tsx'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { type Command, useCommands } from '../../components/keyboard/keymap.tsx'
import type { OutboxLine } from '../../db/queries/queries.ts'
import { useNowMs } from '../../desk/desk-clock.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useBoard, useOutbox } from '../../desk/use-workflows.ts'
import css from './outbox.module.css'
import { offersFor, oldestWaitingMs, type ShiftEnd, sendingOf, shiftEnd } from './outbox-model.ts'
import { OutboxRow } from './outbox-row.tsx'
import { type OutboxActions, useOutboxActions } from './use-outbox-actions.ts'
import { useOutboxWarnings } from './use-outbox-warnings.ts'

/** A long queue is shown in part: its head is what departs next. */
const MAX_SHOWN = 300
const NO_WARNINGS: readonly Warning[] = []

/** Everything that is not yet at the TSP, soonest departure first. */
export function Outbox(props: { onOpen: (id: string) => void; onCorrect: (id: string) => void }) {
  const desk = useDesk()
  const { t } = useTexts()
  const waiting = useOutbox()
  const [startMs, endMs] = useMemo(() => dayRange(desk.today, desk.time.zone), [desk.today, desk.time.zone])
  const { rows: day, isWhole } = useBoard({ kind: 'days', startMs, endMs })
  const actions = useOutboxActions()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [discarding, setDiscarding] = useState<readonly string[] | null>(null)
  const lines = waiting ?? []
  const chosen = lines.filter(({ workflow }) => selected.has(workflow.id))
  const sending = sendingOf(desk.hostChannel, desk.connection.isAllHeld)
  const end = isWhole ? shiftEnd(day, lines, sending, t) : null
  const oldest = oldestWaitingMs(lines)
  useOutboxCommands(lines.length > 0 && sending === 'on', actions)
  function toggle(id: string): void {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  if (waiting === undefined) return <Skeleton height={18} m={12} width="40%" />
  return (
    <section className={css.outbox} aria-label={t('outbox.title')}>
      <div className={css.top}>
        <h1>{t('outbox.heading', { count: lines.length })}</h1>
        {oldest !== null && <OldestAge sinceMs={oldest} />}
        <span className={css.grow} />
        {chosen.length > 0 && <ChosenButtons chosen={chosen} actions={actions} onDiscard={setDiscarding} />}
        <Button
          variant="default"
          disabled={lines.length === 0 || sending !== 'on'}
          title={sending === 'on' ? undefined : t(`outbox.cannotSend.${sending}`)}
          onClick={() => actions.sendNow(null)}
        >
          {t('outbox.sendAll')}
        </Button>
      </div>
      <EndOfShift end={end} />
      <div className={css.scroll}>
        {lines.length === 0 ? (
          <EmptyState icon={<IconMailCheck size={40} stroke={1.3} />} title={t('outbox.empty.title')}>
            {t('outbox.empty.body')}
          </EmptyState>
        ) : (
          <OutboxTable
            lines={lines}
            selected={selected}
            onToggle={toggle}
            onToggleAll={() =>
              setSelected(
                chosen.length === lines.length
                  ? new Set()
                  : new Set(lines.map(({ workflow }) => workflow.id)),
              )
            }
            onOpen={props.onOpen}
            onCorrect={props.onCorrect}
            onDiscard={(id) => setDiscarding([id])}
            actions={actions}
          />
        )}
        {lines.length > 0 && <p className={css.limits}>{t('sync.limit.twoDevices')}</p>}
      </div>
      {discarding !== null && (
        <Ask
          title={t('outbox.discardDialog.title', { count: discarding.length })}
          confirm={t('outbox.discardDialog.discard')}
          isDangerous
          onClose={() => setDiscarding(null)}
          onConfirm={() => {
            actions.discard(discarding)
            setDiscarding(null)
          }}
        >
          {t('outbox.discardDialog.body')}
        </Ask>
      )}
    </section>
  )
}

/** @param end `null` = the day has not been read: nothing is said of it yet. */
function EndOfShift({ end }: { end: ShiftEnd | null }) {
  const isSafe = end?.isSafe ?? false
  const { t } = useTexts()
  const Icon = isSafe ? IconCircleCheck : IconPower
  return (
    <div className={css.end} role="status" aria-label={t('outbox.shift.label')}>
      <span className={`dp-tone-${isSafe ? 'good' : end === null ? 'quiet' : 'warn'}`}>
        <Icon size={16} stroke={1.8} aria-hidden />
      </span>
      <span>{end?.text ?? t('outbox.shift.counting')}</span>
    </div>
  )
}

function ChosenButtons(props: {
  chosen: readonly OutboxLine[]
  actions: OutboxActions
  onDiscard: (ids: readonly string[]) => void
}) {
  const { t } = useTexts()
  const ids = (which: 'canHold' | 'canRelease' | 'canDiscard'): readonly string[] =>
    props.chosen.filter((line) => offersFor(line)[which]).map(({ workflow }) => workflow.id)
  const [hold, release, discard] = [ids('canHold'), ids('canRelease'), ids('canDiscard')]
  const again = props.chosen.filter((line) => offersFor(line).next === 'sendAgain')
  const checks = props.chosen.filter((line) => offersFor(line).next === 'check').length
  return (
    <>
      <span className={css.quiet}>
        {checks === 0
          ? t('outbox.chosen.count', { count: props.chosen.length })
          : t('outbox.chosen.countToCheck', { count: props.chosen.length, checks })}
      </span>
      {again.length > 0 && (
        <Button variant="default" onClick={() => props.actions.sendAgain(again)}>
          {t('outbox.chosen.sendAgain')}
        </Button>
      )}
      <Button variant="default" disabled={hold.length === 0} onClick={() => props.actions.hold(hold)}>
        {t('outbox.chosen.hold')}
      </Button>
      <Button
        variant="default"
        disabled={release.length === 0}
        onClick={() => props.actions.release(release)}
      >
        {t('outbox.chosen.release')}
      </Button>
      <Button variant="default" disabled={discard.length === 0} onClick={() => props.onDiscard(discard)}>
        {t('outbox.chosen.discard')}
      </Button>
    </>
  )
}

function OutboxTable(props: {
  lines: readonly OutboxLine[]
  selected: ReadonlySet<string>
  onToggle: (id: string) => void
  onToggleAll: () => void
  onOpen: (id: string) => void
  onCorrect: (id: string) => void
  onDiscard: (id: string) => void
  actions: OutboxActions
}) {
  const { lines, selected } = props
  const { t } = useTexts()
  const shown = useMemo(() => lines.slice(0, MAX_SHOWN), [lines])
  const warnings = useOutboxWarnings(shown)
  return (
    <table className={css.table} aria-label={t('outbox.table')}>
      <colgroup>
        <col className={css.colCheck} />
        <col className={css.colName} />
        <col className={css.colChange} />
        <col className={css.colState} />
        <col />
        <col className={css.colLast} />
        <col className={css.colNext} />
        <col className={css.colActions} />
      </colgroup>
      <thead>
        <tr>
          <th>
            <input
              type="checkbox"
              className={css.check}
              aria-label={t('outbox.columns.selectAll')}
              checked={lines.every(({ workflow }) => selected.has(workflow.id))}
              onChange={props.onToggleAll}
            />
          </th>
          <th>{t('outbox.columns.workflow')}</th>
          <th className={css.wide}>{t('outbox.columns.change')}</th>
          <th>{t('outbox.columns.state')}</th>
          <th className={css.below}>{t('outbox.columns.why')}</th>
          <th className={css.wide}>{t('outbox.columns.lastTry')}</th>
          <th>{t('outbox.columns.nextTry')}</th>
          <th className={css.below}>{t('outbox.columns.actions')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((line) => (
          <OutboxRow
            key={line.workflow.id}
            line={line}
            warnings={warnings.get(line.workflow.id) ?? NO_WARNINGS}
            isSelected={selected.has(line.workflow.id)}
            onSelect={props.onToggle}
            onOpen={props.onOpen}
            onCorrect={props.onCorrect}
            onDiscard={props.onDiscard}
            actions={props.actions}
          />
        ))}
        {lines.length > MAX_SHOWN && (
          <tr>
            <td colSpan={8} className={css.quiet}>
              {t('outbox.moreRows', { count: lines.length - MAX_SHOWN })}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function useOutboxCommands(hasLines: boolean, actions: OutboxActions): void {
  const { t } = useTexts()
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'outbox.sendAll',
        label: t('outbox.sendAll'),
        group: t('outbox.title'),
        isDisabled: !hasLines,
        run: () => actions.sendNow(null),
      },
    ],
    [hasLines, actions, t],
  )
  useCommands(commands)
}

/** How long the oldest change has waited. */
function OldestAge({ sinceMs }: { sinceMs: number }) {
  const { t } = useTexts()
  const nowMs = useNowMs()
  return <span className={css.quiet}>{t('outbox.oldest', { age: ageText(nowMs - sinceMs, t) })}</span>
}
