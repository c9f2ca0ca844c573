import { useEffect, useState } from 'react'
import type { Connection } from '../../../shared/model/reference.ts'
import {
  type ConnectionLearned,
  type LearnedAnswer,
  learnedSentences,
  listLagSentence,
} from '../../../shared/model/status/connection-learned.ts'
import { connectionName } from '../../components/display/connection-label.ts'
import { shortTimeText } from '../../components/display/labels.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import css from './settings.module.css'

/** What the desk has learned about each connection by watching its own changes there, in sentences. */
export function LearnedList() {
  const { answer, failure } = useLearned()
  const { hostChannel } = useDesk()
  const isOff = hostChannel !== 'open'
  if (answer === null) {
    if (isOff) return <p className="dp-tone-warn">The sender does not answer, so this cannot be shown now.</p>
    return failure === null ? (
      <p>Asking the sender …</p>
    ) : (
      <p className="dp-tone-bad">{`The sender cannot be asked now: ${failure}`}</p>
    )
  }
  return (
    <>
      {(isOff || failure !== null) && (
        <p className="dp-tone-warn">The sender does not answer: this is what it said last.</p>
      )}
      <Answer answer={answer} />
    </>
  )
}

function Answer({ answer }: { answer: LearnedAnswer }) {
  const { connections, time, today } = useDesk()
  const showTime = (iso: string) => shortTimeText(iso, time, today)
  const known = new Set(answer.connections.map((each) => each.connectionId))
  const unknown = connections.filter((each) => !known.has(each.id))
  if (answer.connections.length === 0) {
    return (
      <p>
        Nothing yet. The desk learns from its own changes how Catena and each TSP behave: send the first
        workflow.
      </p>
    )
  }
  return (
    <>
      <p>{listLagSentence(answer)}</p>
      <ul className={css.learned}>
        {byName(answer.connections, connections).map(({ name, learned }) => (
          <li key={learned.connectionId}>
            <h3>{name}</h3>
            {learnedSentences(learned, showTime).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </li>
        ))}
      </ul>
      {unknown.length > 0 && (
        <p>{`Nothing is known yet of: ${unknown.map(connectionName).sort().join('; ')}.`}</p>
      )}
    </>
  )
}

function byName(learned: readonly ConnectionLearned[], connections: readonly Connection[]) {
  const names = new Map(connections.map((each) => [each.id, connectionName(each)]))
  return learned
    .map((each) => ({
      learned: each,
      name: names.get(each.connectionId) ?? `Connection ${each.connectionId}`,
    }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** Asks the host: at once, when it is back, when something has moved, and once a minute, since reads teach it later. */
function useLearned(): { readonly answer: LearnedAnswer | null; readonly failure: string | null } {
  const { host } = useServices()
  const { nowMs } = useDesk()
  const minute = Math.floor(nowMs / 60_000)
  const [answer, setAnswer] = useState<LearnedAnswer | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new minute asks anew
  useEffect(() => {
    let isOver = false
    const ask = (): void => {
      host.call('sync.learned', {}).then(
        (said) => {
          if (isOver) return
          setAnswer(said)
          setFailure(null)
        },
        (error: unknown) => {
          if (!isOver) setFailure(error instanceof Error ? error.message : String(error))
        },
      )
    }
    ask()
    const ends = [
      host.on('sync.changed', ask),
      host.onHostChannel((hostChannel) => hostChannel === 'open' && ask()),
    ]
    return () => {
      isOver = true
      for (const end of ends) end()
    }
  }, [host, minute])
  return { answer, failure }
}
