import { useEffect, useState } from 'react'
import type { Connection } from '../../../shared/model/reference.ts'
import type { ConnectionLearned, LearnedAnswer } from '../../../shared/model/status/connection-learned.ts'
import { errorText } from '../../../shared/text/error-text.ts'
import { learnedSentences, listLagSentence } from '../../../shared/text/learned-text.ts'
import type { Texts } from '../../../shared/text/texts.ts'
import { connectionName } from '../../components/display/connection-label.ts'
import { shortTimeText } from '../../components/display/labels.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { useMinuteMs } from '../../desk/desk-clock.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import css from './learned-list.module.css'

/** What the desk has learned about each connection from its own changes there. */
export function LearnedList() {
  const { t } = useTexts()
  const { answer, failure } = useLearned()
  const { hostChannel } = useDesk()
  const isOff = hostChannel !== 'open'
  if (answer === null) {
    if (isOff) return <p className="dp-tone-warn">{t('settings.learned.noSender')}</p>
    return failure === null ? (
      <p>{t('settings.learned.asking')}</p>
    ) : (
      <p className="dp-tone-bad">{t('settings.learned.notAsked', { reason: errorText(t, failure) })}</p>
    )
  }
  return (
    <>
      {(isOff || failure !== null) && <p className="dp-tone-warn">{t('settings.learned.stale')}</p>}
      <Answer answer={answer} />
    </>
  )
}

function Answer({ answer }: { answer: LearnedAnswer }) {
  const texts = useTexts()
  const { t, compare } = texts
  const { connections, time, today } = useDesk()
  const showTime = (iso: string) => shortTimeText(iso, time, today)
  const known = new Set(answer.connections.map((each) => each.connectionId))
  const unknown = connections.filter((each) => !known.has(each.id))
  if (answer.connections.length === 0) {
    return <p>{t('settings.learned.nothing')}</p>
  }
  return (
    <>
      <p>{listLagSentence(answer, t)}</p>
      <ul className={css.list}>
        {byName(answer.connections, connections, texts).map(({ name, learned }) => (
          <li key={learned.connectionId}>
            <h3>{name}</h3>
            {learnedSentences(learned, showTime, t).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </li>
        ))}
      </ul>
      {unknown.length > 0 && (
        <p>
          {t('settings.learned.unknown', { names: unknown.map(connectionName).sort(compare).join('; ') })}
        </p>
      )}
    </>
  )
}

function byName(
  learned: readonly ConnectionLearned[],
  connections: readonly Connection[],
  { t, compare }: Texts,
) {
  const names = new Map(connections.map((each) => [each.id, connectionName(each)]))
  return learned
    .map((each) => ({
      learned: each,
      name: names.get(each.connectionId) ?? t('settings.learned.connection', { id: each.connectionId }),
    }))
    .sort((a, b) => compare(a.name, b.name))
}

/** What the host has learned. It is asked at once, after each change of a status, after a reconnection, and every minute. */
function useLearned(): { readonly answer: LearnedAnswer | null; readonly failure: Error | null } {
  const { host } = useServices()
  const minuteMs = useMinuteMs()
  const [answer, setAnswer] = useState<LearnedAnswer | null>(null)
  const [failure, setFailure] = useState<Error | null>(null)
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
          if (!isOver) setFailure(error instanceof Error ? error : new Error(String(error)))
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
  }, [host, minuteMs])
  return { answer, failure }
}
