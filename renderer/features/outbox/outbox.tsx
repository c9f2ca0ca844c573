import { Button, Skeleton } from '@mantine/core'
import { IconCircleCheck, IconMailCheck, IconPower } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { dayRange } from '../../../shared/util/depot-time.ts'
import { ageText } from '../../components/display/labels.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Ask } from '../../components/feedback/ask.tsx'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { type Command, useCommands } from '../../components/keyboard/keymap.tsx'
import { ScreenPage } from '../../components/page/screen-page.tsx'
import type { OutboxLine } from '../../db/queries/queries.ts'
import { useNowMs } from '../../desk/desk-clock.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useBoard, useOutbox } from '../../desk/use-workflows.ts'
import css from './outbox.module.css'
import { offersFor, oldestWaitingMs, type Sending, sendingOf, shiftEnd } from './outbox-model.ts'
import { OutboxTable } from './outbox-table.tsx'
import { type OutboxActions, useOutboxActions } from './use-outbox-actions.ts'

/** Changes that are not at the TSP yet, soonest departure first. */
export function Outbox(props: { onOpen: (id: string) => void; onCorrect: (id: string) => void }) {
  const desk = useDesk()
  const { t } = useTexts()
  const waiting = useOutbox()
  const actions = useOutboxActions()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [discarding, setDiscarding] = useState<readonly string[] | null>(null)
  const lines = waiting ?? []
  const chosen = lines.filter(({ workflow }) => selected.has(workflow.id))
  const sending = sendingOf(desk.hostChannel, desk.connection.isAllHeld)
  useOutboxCommands(lines.length > 0 && sending === 'on', actions)
  if (waiting === undefined) return <OutboxLoading />
  return (
    <ScreenPage
      label={t('outbox.title')}
      title={t('outbox.heading', { count: lines.length })}
      tools={<OutboxTools lines={lines} sending={sending} onSendAll={() => actions.sendNow(null)} />}
      body="fill"
    >
      {chosen.length > 0 && <ChosenBar chosen={chosen} actions={actions} onDiscard={setDiscarding} />}
      <EndOfShift lines={lines} sending={sending} />
      <div className={css.scroll}>
        {lines.length === 0 ? (
          <EmptyState icon={<IconMailCheck size={40} stroke={1.3} />} title={t('outbox.empty.title')}>
            {t('outbox.empty.body')}
          </EmptyState>
        ) : (
          <OutboxTable
            lines={lines}
            selected={selected}
            onSelected={setSelected}
            onOpen={props.onOpen}
            onCorrect={props.onCorrect}
            onDiscard={(id) => setDiscarding([id])}
            actions={actions}
          />
        )}
        {lines.length > 0 && <p className={css.limits}>{t('sync.limit.twoDevices')}</p>}
      </div>
      {discarding !== null && (
        <AskDiscard
          ids={discarding}
          onClose={() => setDiscarding(null)}
          onDiscard={() => actions.discard(discarding)}
        />
      )}
    </ScreenPage>
  )
}

function OutboxLoading() {
  const { t } = useTexts()
  return (
    <ScreenPage label={t('outbox.title')} title={t('outbox.title')} body="page" isBusy>
      <Skeleton height={18} width="40%" />
    </ScreenPage>
  )
}

/** For how long the oldest change has waited, and the button that tries all changes now. */
function OutboxTools(props: { lines: readonly OutboxLine[]; sending: Sending; onSendAll: () => void }) {
  const { lines, sending } = props
  const { t } = useTexts()
  const oldest = oldestWaitingMs(lines)
  return (
    <>
      {oldest !== null && <OldestAge sinceMs={oldest} />}
      <Button
        className={css.sendAll ?? ''}
        variant="default"
        disabled={lines.length === 0 || sending !== 'on'}
        title={sending === 'on' ? undefined : t(`outbox.cannotSend.${sending}`)}
        onClick={props.onSendAll}
      >
        {t('outbox.sendAll')}
      </Button>
    </>
  )
}

function AskDiscard(props: { ids: readonly string[]; onDiscard: () => void; onClose: () => void }) {
  const { t } = useTexts()
  return (
    <Ask
      title={t('outbox.discardDialog.title', { count: props.ids.length })}
      confirm={t('outbox.discardDialog.discard')}
      isDangerous
      onClose={props.onClose}
      onConfirm={() => {
        props.onDiscard()
        props.onClose()
      }}
    >
      {t('outbox.discardDialog.body')}
    </Ask>
  )
}

/** Whether this computer may be switched off now, with the counts of today. */
function EndOfShift({ lines, sending }: { lines: readonly OutboxLine[]; sending: Sending }) {
  const { t } = useTexts()
  const { today, time } = useDesk()
  const [startMs, endMs] = useMemo(() => dayRange(today, time.zone), [today, time.zone])
  const { rows: day, isWhole } = useBoard({ kind: 'days', startMs, endMs })
  const end = isWhole ? shiftEnd(day, lines, sending, t) : null
  const isSafe = end?.isSafe ?? false
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

/** What can be done with the chosen changes. */
function ChosenBar(props: {
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
    <div className={css.chosen}>
      <span className={css.count}>
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
    </div>
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
  return <span className={css.remark}>{t('outbox.oldest', { age: ageText(nowMs - sinceMs, t) })}</span>
}
