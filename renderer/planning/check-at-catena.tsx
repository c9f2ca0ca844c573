import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import type { CheckFacts, WorkflowSync } from '../../shared/model/status/sync-status.ts'
import { connectionName } from '../components/display/connection-label.ts'
import { shortTimeText } from '../components/display/labels.ts'
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
  const desk = useDesk()
  const actions = useCheckActions(workflow)
  const [asked, setAsked] = useState<Question | null>(null)
  const place = useRef<HTMLFieldSetElement>(null)
  const returnTo = useRef<HTMLElement | null>(null)
  const sync = currentSync(workflow)
  const facts = sync?.toCheck
  if (sync === null || facts === undefined) return null
  const name = workflow.plan.reference || 'this workflow'
  const signs = signsOf(facts, sync, desk)
  const questions = QUESTIONS[facts.isCancelWanted ? 'cancel' : 'send']

  function answer(question: Question): void {
    returnTo.current = placeBeside(place.current)
    setAsked(null)
    actions[question](name)
  }
  return (
    <fieldset ref={place} aria-label={`Check ${name} at Catena`} className={css.check}>
      <p>
        <b>Look for it at Catena:</b> {signs}.
      </p>
      <div className={css.buttons}>
        {(['notThere', 'there'] as const).map((question) => (
          <Button
            key={question}
            size="compact-xs"
            variant="default"
            disabled={desk.hostChannel !== 'open'}
            onClick={() => setAsked(question)}
          >
            {questions[question].button}
          </Button>
        ))}
      </div>
      {asked !== null && (
        <Ask
          title={questions[asked].title}
          confirm={questions[asked].confirm}
          isDangerous
          returnTo={returnTo}
          onClose={() => setAsked(null)}
          onConfirm={() => answer(asked)}
        >
          <div className={css.question}>
            <p>
              {name}: {signs}.
            </p>
            <p>{questions[asked].text}</p>
          </div>
        </Ask>
      )}
    </fieldset>
  )
}

type Question = 'notThere' | 'there'

interface QuestionTexts {
  readonly button: string
  readonly title: string
  readonly text: string
  readonly confirm: string
}

const THERE: QuestionTexts = {
  button: 'It is there: stop sending',
  title: 'Stop sending this change?',
  text:
    'This desk stops following the change and does not send it any more. The workflow stays at Catena; change or cancel it ' +
    'there. The plan stays here as a draft: do not send it again, that makes a second one.',
  confirm: 'Stop sending',
}

const QUESTIONS: Readonly<Record<'send' | 'cancel', Readonly<Record<Question, QuestionTexts>>>> = {
  send: {
    notThere: {
      button: 'It is not there: send again',
      title: 'Send this change again?',
      text: 'Sending again makes a second one if it is there. Did you look at Catena?',
      confirm: 'I looked: send again',
    },
    there: THERE,
  },
  cancel: {
    notThere: {
      button: 'It is not there: withdraw it',
      title: 'Withdraw this change?',
      text: 'It is to be cancelled, so nothing is sent if it is not there. If it is there, it stays there. Did you look at Catena?',
      confirm: 'I looked: withdraw it',
    },
    there: THERE,
  },
}

/** By what it is recognised: `sent 05:11, connection Norte Freight, start 06:00, driver Ana Ruiz …` */
function signsOf(facts: CheckFacts, sync: WorkflowSync, desk: Desk): string {
  const when = (iso: string) => shortTimeText(iso, desk.time, desk.today)
  const connection = desk.connections.find((each) => each.id === sync.connectionId)
  const driver = desk.drivers.find((each) => each.sourceId === facts.driverSourceId)
  const vehicle = desk.vehicles.find((each) => each.sourceId === facts.vehicleSourceId)
  const signs: readonly (readonly [string, string | null])[] = [
    ['sent', sync.lastTryAt === null ? null : when(sync.lastTryAt)],
    ['on', connection === undefined ? sync.connectionId : connectionName(connection)],
    ['start', facts.startsAt === null ? null : when(facts.startsAt)],
    ['driver', driver?.name ?? facts.driverSourceId],
    ['vehicle', vehicle?.name ?? facts.vehicleSourceId],
    ['first stop', facts.firstStop],
  ]
  return signs.flatMap(([sign, value]) => (value === null ? [] : [`${sign} ${value}`])).join(', ')
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
    await commands.apply(`Send ${name} again`, [{ workflowId: id, baseRev: rev, plan, intent: 'send' }])
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
        ? tell(sendAgain(name), `${name} is withdrawn`, 'Not withdrawn')
        : tell(sendAgain(name), `${name} waits to be sent again`, 'Not sent again'),
    there: (name) =>
      tell(host.call('sync.discard', { workflowIds: [id] }), `${name} is not sent any more`, 'Not stopped'),
  }
}
