import type { FieldChange } from '../../../../shared/model/plan/plan-diff.ts'
import { syncWord } from '../../../../shared/text/status-text.ts'
import { HISTORY_DAYS } from '../../../db/retention.ts'
import type { HistoryLine } from '../../../db/schema/history-record.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useHistory } from '../../../desk/use-workflows.ts'
import css from '../editor.module.css'
import { fieldText, valueText } from './field-labels.ts'

/** Who changed what, when, from what to what, and where it got to. Newest first. */
export function HistoryTab(props: { record: WorkflowRecord }) {
  const { record } = props
  const lines = useHistory(record.id)
  const { time } = useDesk()
  if (lines === undefined) return <p className={css.hint}>Reading …</p>
  if (lines.length === 0 && record.rev === 1) return <p className={css.hint}>Nothing has been changed yet.</p>
  // Each revision has a line, but for what a conflict or a restored database did: of a long closed one they are gone.
  const isForgotten = record.rev > 1 && lines.every((each) => each.rev === 1)
  return (
    <>
      {isForgotten && (
        <p
          className={css.hint}
        >{`Its changes are no longer kept: it was closed more than ${HISTORY_DAYS} days ago.`}</p>
      )}
      <ol className={css.lines} aria-label="History">
        {lines.map((line) => (
          <li key={line.rev} className={css.line}>
            <div className={css.lineHead}>
              <span className={css.lineLabel}>{line.label}</span>
              <span className={css.hint}>{reachedText(line, record)}</span>
            </div>
            <div className={css.hint}>
              {time.formatDayTime(new Date(line.at).toISOString())}
              {line.by !== null && ` · ${line.by}`}
            </div>
            <Changes changes={line.changes} />
            {line.overridden !== undefined && line.overridden.length > 0 && (
              <>
                <div className={css.hint}>In place of what Catena held:</div>
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
  const isWholeStop = /^stops\.\d+$/.test(path)
  const values = { before: valueText(path, before, desk), after: valueText(path, after, desk) }
  return (
    <div className={css.change}>
      <dt>{fieldText(path)}</dt>
      <dd>
        {isWholeStop ? (
          `${before === null ? 'added' : 'removed'}: ${before === null ? values.after : values.before}`
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
export function reachedText(line: Pick<HistoryLine, 'seq'>, record: Pick<WorkflowRecord, 'sync'>): string {
  if (line.seq === null) return 'Saved as a draft'
  const { sync } = record
  if (sync === null || line.seq > sync.seq) return syncWord('queued').word
  return line.seq === sync.seq ? syncWord(sync.state).word : 'Followed by a later one'
}
