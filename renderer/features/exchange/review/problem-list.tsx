import { Button, Group, Text, TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useMemo, useRef, useState } from 'react'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useFocusLeft } from '../../../components/keyboard/focus-left.ts'
import type { CellProblem } from '../file/cell-problem.ts'
import { quoted } from './correction-list.tsx'
import { groupProblems, type ProblemGroup, rowOfGroup } from './problem-groups.ts'
import css from './problem-list.module.css'

/** What all lines share. */
interface ListParts {
  readonly header: readonly string[]
  readonly rowNumbers: readonly number[]
  readonly onFix: (group: ProblemGroup, text: string) => void
}

/** Height in pixels of a line before it is measured. */
const problemHeight = () => 58

/**
 * The bad cells of the file, each with its row, its heading, a field to correct it, and what is wrong. The same bad text in
 * several rows is one line, to correct in all rows at once or row by row.
 */
export function ProblemList(
  props: ListParts & {
    problems: readonly CellProblem[]
    cells: ReadonlyMap<number, readonly string[]>
    /** What takes the focus when the last bad cell is corrected. */
    afterLast: () => HTMLElement | null | undefined
  },
) {
  const { t } = useTexts()
  const { problems, cells } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const groups = useMemo(() => groupProblems(problems, cells), [problems, cells])
  const lines = useMemo(
    () =>
      groups.flatMap((group) =>
        group.rows.length > 1 && opened.has(group.key)
          ? [group, ...group.rows.map((row) => rowOfGroup(group, row))]
          : [group],
      ),
    [groups, opened],
  )
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: problemHeight,
    overscan: 8,
    getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines]),
  })
  /** What takes the focus of a removed line: the line in its place; the list, where the line is only scrolled out of sight. */
  function nextOf(goneIndex: number, goneKey: string): HTMLElement | null | undefined {
    const list = scroller.current
    if (list === null) return props.afterLast()
    const { count, getItemKey } = rows.options
    if (getItemKey(goneIndex) === goneKey) return list
    const index = Math.min(goneIndex, count - 1)
    return list.querySelector<HTMLElement>(`[data-index="${index}"] :is(input, button)`) ?? list
  }
  function toggle(key: string): void {
    const next = new Set(opened)
    if (!next.delete(key)) next.add(key)
    setOpened(next)
  }
  return (
    <section ref={scroller} className={css.list} aria-label={t('exchange.problem.list')} tabIndex={-1}>
      <div className={css.lines} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          return (
            <div
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              className={css.line}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ProblemLine
                {...props}
                group={line}
                isOpen={opened.has(line.key)}
                next={() => nextOf(item.index, line.key)}
                onToggle={() => toggle(line.key)}
              />
            </div>
          )
        })}
      </div>
    </section>
  )
}

/** What a line of the list is given. */
interface LineProps extends ListParts {
  readonly group: ProblemGroup
  readonly isOpen: boolean
  /** What takes the focus when the line is removed while it has the focus. */
  readonly next: () => HTMLElement | null | undefined
  readonly onToggle: () => void
}

function ProblemLine(props: LineProps) {
  const { t } = useTexts()
  const { group } = props
  const self = useRef<HTMLDivElement>(null)
  useFocusLeft(self, props.next)
  const [typed, setTyped] = useState(group.text)
  const heading = props.header[group.column] ?? ''
  const place = placeOf(group, props.rowNumbers, t)
  return (
    <Group ref={self} gap="sm" wrap="nowrap" align="flex-start">
      <Text size="sm" className={css.place}>
        {place}
        <Text span c="dimmed" size="sm">
          {heading === '' ? '' : ` · ${heading}`}
        </Text>
      </Text>
      {group.column === -1 ? (
        <Text size="sm" className={css.message}>
          {textOf(t, group.message)}
        </Text>
      ) : (
        <Answer
          group={group}
          heading={heading}
          place={place}
          typed={typed}
          onTyped={setTyped}
          onFix={props.onFix}
        />
      )}
      <Offers {...props} heading={heading} typed={typed} onTyped={setTyped} />
    </Group>
  )
}

/** The row of a problem, or how many rows have it. */
function placeOf({ rows }: ProblemGroup, rowNumbers: readonly number[], t: Translate): string {
  return rows.length === 1
    ? t('exchange.problem.row', { row: String(rowNumbers[rows[0] ?? 0]) })
    : t('exchange.problem.rows', { count: rows.length })
}

/** The field with the text of the cell. Leaving it corrects one row; several rows are corrected by Enter or the button. */
function Answer(props: {
  group: ProblemGroup
  heading: string
  place: string
  typed: string
  onTyped: (text: string) => void
  onFix: ListParts['onFix']
}) {
  const { t } = useTexts()
  const { group, heading, place, typed, onFix } = props
  const isChanged = typed !== group.text
  const isOne = group.rows.length === 1
  return (
    <TextInput
      size="xs"
      className={css.answer ?? ''}
      aria-label={
        isOne
          ? t('exchange.problem.cell', { heading, place })
          : t('exchange.problem.cells', { heading, place, text: quoted(t, group.text) })
      }
      value={typed}
      error={textOf(t, group.message)}
      onChange={(event) => props.onTyped(event.currentTarget.value)}
      onBlur={() => isOne && isChanged && onFix(group, typed)}
      onKeyDown={(event) => event.key === 'Enter' && isChanged && onFix(group, typed)}
    />
  )
}

/** Texts to take with one press and, for several rows, the ways to correct them. */
function Offers(props: LineProps & { heading: string; typed: string; onTyped: (text: string) => void }) {
  const { t } = useTexts()
  const { group, heading, typed, onFix } = props
  const { column, suggestions, text } = group
  const count = group.rows.length
  return (
    <Group gap={4} className={css.offers ?? ''}>
      {suggestions.map((each) => (
        <Button
          key={each.text}
          size="compact-xs"
          variant="default"
          onClick={() => (count === 1 ? onFix(group, each.text) : props.onTyped(each.text))}
        >
          {textOf(t, each.label)}
        </Button>
      ))}
      {count > 1 && column !== -1 && (
        <>
          <Button size="compact-xs" disabled={typed === text} onClick={() => onFix(group, typed)}>
            {t('exchange.problem.useForAll', { count, text: quoted(t, text) })}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={props.isOpen}
            aria-label={t('exchange.problem.rowByRowOf', { heading, text: quoted(t, text) })}
            onClick={props.onToggle}
          >
            {t('exchange.problem.rowByRow')}
          </Button>
        </>
      )}
    </Group>
  )
}
