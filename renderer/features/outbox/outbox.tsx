import { Button, Skeleton } from '@mantine/core'
import { IconCircleCheck, IconMailCheck, IconPower } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Warning } from '../../../shared/model/warnings/warning.ts'
import { LIMITS } from '../../../shared/text/status-text.ts'
import { dayRange } from '../../../shared/util/depot-time.ts'
import { ageText, counted } from '../../components/display/labels.ts'
import { Ask } from '../../components/feedback/ask.tsx'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { type Command, useCommands } from '../../components/keyboard/keymap.tsx'
import type { OutboxLine } from '../../db/queries/queries.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useBoard, useOutbox } from '../../desk/use-workflows.ts'
import css from './outbox.module.css'
import {
  offersFor,
  oldestWaitingMs,
  type Sending,
  type ShiftEnd,
  sendingOf,
  shiftEnd,
} from './outbox-model.ts'
import { OutboxRow } from './outbox-row.tsx'
import { type OutboxActions, useOutboxActions } from './use-outbox-actions.ts'
import { useOutboxWarnings } from './use-outbox-warnings.ts'

/** Why nothing can be sent now. */
const WHY_NOT: Readonly<Record<Sending, string | undefined>> = {
  on: undefined,
  held: 'All sending is held: switch off “Hold all sending” first',
  stopped: 'The sender on this computer has stopped',
  elsewhere: 'This window belongs to an earlier start: use the window that has opened since',
}
/** A long queue is shown in part: its head is what departs next. */
const MAX_SHOWN = 300
const NO_WARNINGS: readonly Warning[] = []

/** Everything that is not yet at the TSP, soonest departure first. */
export function Outbox(props: { onOpen: (id: string) => void; onCorrect: (id: string) => void }) {
  const desk = useDesk()
  const waiting = useOutbox()
  const [startMs, endMs] = useMemo(() => dayRange(desk.today, desk.time.zone), [desk.today, desk.time.zone])
  const { rows: day, isWhole } = useBoard({ kind: 'days', startMs, endMs })
  const actions = useOutboxActions()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [discarding, setDiscarding] = useState<readonly string[] | null>(null)
  const lines = waiting ?? []
  const chosen = lines.filter(({ workflow }) => selected.has(workflow.id))
  const sending = sendingOf(desk.hostChannel, desk.connection.isAllHeld)
  const end = isWhole ? shiftEnd(day, lines, sending) : null
  const oldest = oldestWaitingMs(lines)
  useOutboxCommands(lines.length > 0 && sending === 'on', actions)
  function toggle(id: string): void {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  if (waiting === undefined) return <Skeleton height={18} m={12} width="40%" />
  return (
    <section className={css.outbox} aria-label="Outbox">
      <div className={css.top}>
        <h1>{counted(lines.length, 'change')} not at the TSP yet</h1>
        {oldest !== null && <span className={css.quiet}>oldest unsent: {ageText(desk.nowMs - oldest)}</span>}
        <span className={css.grow} />
        {chosen.length > 0 && <ChosenButtons chosen={chosen} actions={actions} onDiscard={setDiscarding} />}
        <Button
          variant="default"
          disabled={lines.length === 0 || sending !== 'on'}
          title={WHY_NOT[sending]}
          onClick={() => actions.sendNow(null)}
        >
          Send all now
        </Button>
      </div>
      <EndOfShift end={end} />
      <div className={css.scroll}>
        {lines.length === 0 ? (
          <EmptyState icon={<IconMailCheck size={40} stroke={1.3} />} title="Nothing waits">
            Every change that was queued is at the TSP.
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
        {lines.length > 0 && <p className={css.limits}>{LIMITS.twoDevices}</p>}
      </div>
      {discarding !== null && (
        <Ask
          title={`Discard ${counted(discarding.length, 'change')}?`}
          confirm="Discard"
          isDangerous
          onClose={() => setDiscarding(null)}
          onConfirm={() => {
            actions.discard(discarding)
            setDiscarding(null)
          }}
        >
          It is not sent any more. The plan stays on this computer, and nothing of it exists at Catena.
        </Ask>
      )}
    </section>
  )
}

/** @param end `null` = the day has not been read: nothing is said of it yet. */
function EndOfShift({ end }: { end: ShiftEnd | null }) {
  const isSafe = end?.isSafe ?? false
  const Icon = isSafe ? IconCircleCheck : IconPower
  return (
    <div className={css.end} role="status" aria-label="End of shift">
      <span className={`dp-tone-${isSafe ? 'good' : end === null ? 'quiet' : 'warn'}`}>
        <Icon size={16} stroke={1.8} aria-hidden />
      </span>
      <span>{end?.words ?? 'Counting the day…'}</span>
    </div>
  )
}

function ChosenButtons(props: {
  chosen: readonly OutboxLine[]
  actions: OutboxActions
  onDiscard: (ids: readonly string[]) => void
}) {
  const ids = (which: 'canHold' | 'canRelease' | 'canDiscard'): readonly string[] =>
    props.chosen.filter((line) => offersFor(line)[which]).map(({ workflow }) => workflow.id)
  const [hold, release, discard] = [ids('canHold'), ids('canRelease'), ids('canDiscard')]
  const again = props.chosen.filter((line) => offersFor(line).next === 'sendAgain')
  const checks = props.chosen.filter((line) => offersFor(line).next === 'check').length
  return (
    <>
      <span className={css.quiet}>
        {props.chosen.length} chosen{checks > 0 && `; ${checks} to check at Catena, decided row by row`}
      </span>
      {again.length > 0 && (
        <Button variant="default" onClick={() => props.actions.sendAgain(again)}>
          Send chosen again
        </Button>
      )}
      <Button variant="default" disabled={hold.length === 0} onClick={() => props.actions.hold(hold)}>
        Hold chosen
      </Button>
      <Button
        variant="default"
        disabled={release.length === 0}
        onClick={() => props.actions.release(release)}
      >
        Release chosen
      </Button>
      <Button variant="default" disabled={discard.length === 0} onClick={() => props.onDiscard(discard)}>
        Discard chosen
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
  const shown = useMemo(() => lines.slice(0, MAX_SHOWN), [lines])
  const warnings = useOutboxWarnings(shown)
  return (
    <table className={css.table} aria-label="Changes not at the TSP">
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
              aria-label="Select all"
              checked={lines.every(({ workflow }) => selected.has(workflow.id))}
              onChange={props.onToggleAll}
            />
          </th>
          <th>Workflow</th>
          <th className={css.wide}>Change</th>
          <th>Where it is</th>
          <th className={css.below}>Why</th>
          <th className={css.wide}>Last try</th>
          <th>Next try</th>
          <th className={css.below}>Actions</th>
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
              and {lines.length - MAX_SHOWN} that depart later
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function useOutboxCommands(hasLines: boolean, actions: OutboxActions): void {
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'outbox.sendAll',
        label: 'Send all now',
        group: 'Outbox',
        isDisabled: !hasLines,
        run: () => actions.sendNow(null),
      },
    ],
    [hasLines, actions],
  )
  useCommands(commands)
}
