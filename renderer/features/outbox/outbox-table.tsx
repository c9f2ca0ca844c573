import { useMemo } from 'react'
import type { Warning } from '../../../shared/model/warnings/warning.ts'
import { useTexts } from '../../components/display/texts.tsx'
import type { OutboxLine } from '../../db/queries/queries.ts'
import { OutboxRow } from './outbox-row.tsx'
import css from './outbox-table.module.css'
import type { OutboxActions } from './use-outbox-actions.ts'
import { useOutboxWarnings } from './use-outbox-warnings.ts'

/** The most rows that are drawn: those that depart soonest. */
const MAX_SHOWN = 300
const NO_WARNINGS: readonly Warning[] = []

/** The changes as a table, a row for each. */
export function OutboxTable(props: {
  lines: readonly OutboxLine[]
  /** Ids of the chosen workflows. */
  selected: ReadonlySet<string>
  onSelected: (selected: ReadonlySet<string>) => void
  onOpen: (id: string) => void
  onCorrect: (id: string) => void
  onDiscard: (id: string) => void
  actions: OutboxActions
}) {
  const { lines, selected } = props
  const { t } = useTexts()
  const shown = useMemo(() => lines.slice(0, MAX_SHOWN), [lines])
  const warnings = useOutboxWarnings(shown)
  const isAll = lines.every(({ workflow }) => selected.has(workflow.id))
  function toggle(id: string): void {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    props.onSelected(next)
  }
  function toggleAll(): void {
    props.onSelected(isAll ? new Set() : new Set(lines.map(({ workflow }) => workflow.id)))
  }
  return (
    <table className={css.table} aria-label={t('outbox.table')}>
      <Columns />
      <Head isAll={isAll} onToggleAll={toggleAll} />
      <tbody>
        {shown.map((line) => (
          <OutboxRow
            key={line.workflow.id}
            line={line}
            warnings={warnings.get(line.workflow.id) ?? NO_WARNINGS}
            isSelected={selected.has(line.workflow.id)}
            onSelect={toggle}
            onOpen={props.onOpen}
            onCorrect={props.onCorrect}
            onDiscard={props.onDiscard}
            actions={props.actions}
          />
        ))}
        {lines.length > MAX_SHOWN && (
          <tr>
            <td colSpan={8} className={css.rest}>
              {t('outbox.moreRows', { count: lines.length - MAX_SHOWN })}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function Columns() {
  return (
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
  )
}

function Head(props: { isAll: boolean; onToggleAll: () => void }) {
  const { t } = useTexts()
  return (
    <thead>
      <tr>
        <th>
          <input
            type="checkbox"
            className={css.check}
            aria-label={t('outbox.columns.selectAll')}
            checked={props.isAll}
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
  )
}
