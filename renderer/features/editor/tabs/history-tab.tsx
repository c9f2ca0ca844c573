import type { FieldChange } from '../../../../shared/model/plan/plan-diff.ts'
import { fieldLabel } from '../../../../shared/text/field-text.ts'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { HISTORY_DAYS } from '../../../db/retention.ts'
import type { HistoryLine } from '../../../db/schema/history-record.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useHistory } from '../../../desk/use-workflows.ts'
import css from '../editor.module.css'
import { valueText } from './value-text.ts'

/** Who changed what, when, from what to what, and where it got to. Newest first. */
export function HistoryTab(props: { record: WorkflowRecord }) {
  const { record } = props
  const lines = useHistory(record.id)
  const { time } = useDesk()
  const { t } = useTexts()
  if (lines === undefined) return <p className={css.hint}>{t('editor.history.reading')}</p>
  if (lines.length === 0 && record.rev === 1) return <p className={css.hint}>{t('editor.history.none')}</p>
  // Each revision has a line, but for what a conflict or a restored database did: of a long closed one they are gone.
  const isForgotten = record.rev > 1 && lines.every((each) => each.rev === 1)
  return (
    <>
      {isForgotten && <p className={css.hint}>{t('editor.history.forgotten', { count: HISTORY_DAYS })}</p>}
      <ol className={css.lines} aria-label={t('editor.history.label')}>
        {lines.map((line) => (
          <li key={line.rev} className={css.line}>
            <div className={css.lineHead}>
              <span className={css.lineLabel}>{textOf(t, line.label)}</span>
              <span className={css.hint}>{reachedText(line, record, t)}</span>
            </div>
            <div className={css.hint}>
              {time.formatDayTime(new Date(line.at).toISOString())}
              {line.by !== null && ` · ${line.by}`}
            </div>
            <Changes changes={line.changes} />
            {line.overridden !== undefined && line.overridden.length > 0 && (
              <>
                <div className={css.hint}>{t('editor.history.overridden')}</div>
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

/** Where this change has got to, from its number against the newest one the host has spoken of. */
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
