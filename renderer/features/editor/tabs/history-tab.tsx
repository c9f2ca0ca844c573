import type { FieldChange } from '../../../../shared/model/plan/plan-diff.ts'
import { fieldLabel } from '../../../../shared/text/field-text.ts'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { QuietText } from '../../../components/display/quiet-text.tsx'
import { useTexts } from '../../../components/display/texts.tsx'
import { HISTORY_DAYS } from '../../../db/retention.ts'
import type { HistoryLine } from '../../../db/schema/history-record.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useHistory } from '../../../desk/use-workflows.ts'
import css from './history-tab.module.css'
import { valueText } from './value-text.ts'

/** The changes of a workflow, newest first: who made each, when, the values before and after, and its state. */
export function HistoryTab(props: { record: WorkflowRecord }) {
  const { record } = props
  const lines = useHistory(record.id)
  const { time } = useDesk()
  const { t } = useTexts()
  if (lines === undefined) return <QuietText>{t('editor.history.reading')}</QuietText>
  if (lines.length === 0 && record.rev === 1) return <QuietText>{t('editor.history.none')}</QuietText>
  // Retention removes the lines of a workflow that was closed long ago, except that of its first revision.
  const isForgotten = record.rev > 1 && lines.every((each) => each.rev === 1)
  return (
    <>
      {isForgotten && <QuietText>{t('editor.history.forgotten', { count: HISTORY_DAYS })}</QuietText>}
      <ol className={css.lines} aria-label={t('editor.history.label')}>
        {lines.map((line) => (
          <li key={line.rev} className={css.line}>
            <div className={css.head}>
              <span className={css.label}>{textOf(t, line.label)}</span>
              <QuietText>{reachedText(line, record, t)}</QuietText>
            </div>
            <QuietText>
              {[time.formatDayTime(new Date(line.at).toISOString()), line.by]
                .filter((each) => each !== null)
                .join(' · ')}
            </QuietText>
            <Changes changes={line.changes} />
            {line.overridden !== undefined && line.overridden.length > 0 && (
              <>
                <QuietText>{t('editor.history.overridden')}</QuietText>
                <Changes changes={line.overridden} />
              </>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

function Changes(props: { changes: readonly FieldChange[] }) {
  if (props.changes.length === 0) return null
  return (
    <dl className={css.changes}>
      {props.changes.map((change) => (
        <ChangeText key={`${change.path} ${JSON.stringify(change.after)}`} change={change} />
      ))}
    </dl>
  )
}

function ChangeText(props: { change: FieldChange }) {
  const { path, before, after } = props.change
  const desk = useDesk()
  const { t } = useTexts()
  const isWholeStop = /^stops\.\d+$/.test(path)
  const values = { before: valueText(path, before, desk, t), after: valueText(path, after, desk, t) }
  return (
    <div className={css.change}>
      <dt>{fieldLabel(path, t)}</dt>
      <dd>
        {isWholeStop ? (
          before === null ? (
            t('editor.history.stopAdded', { stop: values.after })
          ) : (
            t('editor.history.stopRemoved', { stop: values.before })
          )
        ) : (
          <>
            <del className={css.before}>{values.before}</del> →{' '}
            <ins className={css.after}>{values.after}</ins>
          </>
        )}
      </dd>
    </div>
  )
}

/** The state of a change, from its number and the number of the newest change that the host has reported. */
export function reachedText(
  line: Pick<HistoryLine, 'seq'>,
  record: Pick<WorkflowRecord, 'sync'>,
  t: Translate,
): string {
  if (line.seq === null) return t('editor.history.draft')
  const { sync } = record
  if (sync === null || line.seq > sync.seq) return t('sync.state.queued')
  return line.seq === sync.seq ? t(`sync.state.${sync.state}`) : t('editor.history.followed')
}
