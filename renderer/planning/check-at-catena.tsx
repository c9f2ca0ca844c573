import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import type { CheckFacts, WorkflowSync } from '../../shared/model/status/sync-status.ts'
import { messageRef } from '../../shared/text/stored-text.ts'
import type { Translate } from '../../shared/text/texts.ts'
import { connectionName } from '../components/display/connection-label.ts'
import { shortTimeText } from '../components/display/labels.ts'
import { useTexts } from '../components/display/texts.tsx'
import { Ask } from '../components/feedback/ask.tsx'
import { notifyDone, notifyFailure } from '../components/feedback/notify.tsx'
import type { WorkflowRecord } from '../db/schema/records.ts'
import { currentSync } from '../db/schema/shown-status.ts'
import { type Desk, useDesk } from '../desk/desk-context.tsx'
import { useServices } from '../desk/services.ts'
import css from './check-at-catena.module.css'

/**
 * Asks whether a change is at Catena where no list can tell: by what it is recognised there, and the two answers. Each is
 * asked once more. Draws nothing for any other change.
 */
export function CheckAtCatena(props: { workflow: WorkflowRecord }) {
  const { workflow } = props
  const { t } = useTexts()
  const desk = useDesk()
  const actions = useCheckActions(workflow)
  const [asked, setAsked] = useState<Question | null>(null)
  const place = useRef<HTMLFieldSetElement>(null)
  const returnTo = useRef<HTMLElement | null>(null)
  const sync = currentSync(workflow)
  const facts = sync?.toCheck
  if (sync === null || facts === undefined) return null
  const name = workflow.plan.reference || t('app.check.thisWorkflow')
  const signs = signsOf(facts, sync, desk, t)
  const questions = QUESTIONS[facts.isCancelWanted ? 'cancel' : 'send']

  function answer(question: Question): void {
    returnTo.current = placeBeside(place.current)
    setAsked(null)
    actions[question](name)
  }
  return (
    <fieldset ref={place} aria-label={t('app.check.label', { name })} className={css.check}>
      <p>{t.rich('app.check.look', { signs, b: (text) => <b>{text}</b> })}</p>
      <div className={css.buttons}>
        {(['notThere', 'there'] as const).map((question) => (
          <Button
            key={question}
            size="compact-xs"
            variant="default"
            disabled={desk.hostChannel !== 'open'}
            onClick={() => setAsked(question)}
          >
            {t(`app.check.${questions[question]}.button`)}
          </Button>
        ))}
      </div>
      {asked !== null && (
        <Ask
          title={t(`app.check.${questions[asked]}.title`)}
          confirm={t(`app.check.${questions[asked]}.confirm`)}
          isDangerous
          returnTo={returnTo}
          onClose={() => setAsked(null)}
          onConfirm={() => answer(asked)}
        >
          <div className={css.question}>
            <p>{t('app.check.workflowSigns', { name, signs })}</p>
            <p>{t(`app.check.${questions[asked]}.text`)}</p>
          </div>
        </Ask>
      )}
    </fieldset>
  )
}

type Question = 'notThere' | 'there'

/** The keys of `app.check` of each answer, by what is sent when it is not there. */
const QUESTIONS = {
  send: { notThere: 'sendAgain', there: 'there' },
  cancel: { notThere: 'withdraw', there: 'there' },
} as const

type Sign = 'sent' | 'on' | 'start' | 'driver' | 'vehicle' | 'firstStop'

/** By what it is recognised: `sent 05:11, connection Norte Freight, start 06:00, driver Ana Ruiz …` */
function signsOf(facts: CheckFacts, sync: WorkflowSync, desk: Desk, t: Translate): string {
  const when = (iso: string) => shortTimeText(iso, desk.time, desk.today)
  const connection = desk.connections.find((each) => each.id === sync.connectionId)
  const driver = desk.drivers.find((each) => each.sourceId === facts.driverSourceId)
  const vehicle = desk.vehicles.find((each) => each.sourceId === facts.vehicleSourceId)
  const signs: readonly (readonly [Sign, string | null])[] = [
    ['sent', sync.lastTryAt === null ? null : when(sync.lastTryAt)],
    ['on', connection === undefined ? sync.connectionId : connectionName(connection)],
    ['start', facts.startsAt === null ? null : when(facts.startsAt)],
    ['driver', driver?.name ?? facts.driverSourceId],
    ['vehicle', vehicle?.name ?? facts.vehicleSourceId],
    ['firstStop', facts.firstStop],
  ]
  return signs
    .flatMap(([sign, value]) => (value === null ? [] : [t(`app.check.sign.${sign}`, { value })]))
    .join(', ')
}

/** Where the keyboard goes when the question is answered and its buttons go: the editor, or the name in the row. */
function placeBeside(panel: HTMLElement | null): HTMLElement | null {
  const editor = panel?.closest<HTMLElement>('[data-editor]') ?? null
  return editor ?? panel?.closest('tr')?.querySelector('button') ?? null
}

function useCheckActions(workflow: WorkflowRecord): Readonly<Record<Question, (name: string) => void>> {
  const { host, commands } = useServices()
  const { id, rev, plan, shownState, sync } = workflow

  async function sendAgain(name: string): Promise<void> {
    await host.call('sync.confirmAbsent', { workflowId: id })
    // What the TSP failed is not tried again by itself: that takes a new pending change, with a new id.
    if (shownState !== 'failed' || sync?.toCheck?.isCancelWanted === true) return
    await commands.apply(messageRef('steps.sendAgain', { name }), [
      { workflowId: id, baseRev: rev, plan, intent: 'send' },
    ])
  }
  const tell = (work: Promise<unknown>, done: string, failed: string): void => {
    work.then(
      () => notifyDone(done),
      (error: unknown) => notifyFailure(failed, error),
    )
  }
  return {
    notThere: (name) =>
      sync?.toCheck?.isCancelWanted === true
        ? tell(
            sendAgain(name),
            messageRef('app.check.withdraw.done', { name }),
            messageRef('app.check.withdraw.failed'),
          )
        : tell(
            sendAgain(name),
            messageRef('app.check.sendAgain.done', { name }),
            messageRef('app.check.sendAgain.failed'),
          ),
    there: (name) =>
      tell(
        host.call('sync.discard', { workflowIds: [id] }),
        messageRef('app.check.there.done', { name }),
        messageRef('app.check.there.failed'),
      ),
  }
}
