import { Button, Group, Text, TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useMemo, useRef, useState } from 'react'
import { textOf } from '../../../../shared/text/stored-text.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useFocusLeft } from '../../../components/keyboard/focus-left.ts'
import classes from '../exchange.module.css'
import type { CellProblem } from '../file/cell-problem.ts'
import { quoted } from './correction-list.tsx'
import { groupProblems, type ProblemGroup, rowOfGroup } from './problem-groups.ts'

/** What the lines are made with. */
interface ListParts {
  readonly header: readonly string[]
  readonly rowNumbers: readonly number[]
  readonly onFix: (group: ProblemGroup, text: string) => void
}

/** Of a line before it is drawn: offers that need a second row make it higher, and then it is measured. */
const problemHeight = () => 58

/**
 * The bad cells of the file, each with its row, its heading, its text to correct in place, and what is wrong. The same
 * bad text in many rows is one line, corrected once for all of them, or row by row.
 */
export function ProblemList(
  props: ListParts & {
    problems: readonly CellProblem[]
    cells: ReadonlyMap<number, readonly string[]>
    /** What the keyboard goes on to when the last bad cell is settled. */
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
  /** A settled line goes with the keyboard: on to the one in its place. One that is only scrolled away leaves it to the list. */
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
    <section
      ref={scroller}
      className={classes.problems}
      aria-label={t('exchange.problem.list')}
      tabIndex={-1}
    >
      <div className={classes.virtual} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          return (
            <div
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              className={classes.problem}
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

function ProblemLine(
  props: ListParts & {
    group: ProblemGroup
    isOpen: boolean
    /** What the keyboard goes on to when the line goes with it. */
    next: () => HTMLElement | null | undefined
    onToggle: () => void
  },
) {
  const { t } = useTexts()
  const { group, onFix } = props
  const self = useRef<HTMLDivElement>(null)
  useFocusLeft(self, props.next)
  const { column, suggestions, text } = group
  const message = textOf(t, group.message)
  const count = group.rows.length
  const [typed, setTyped] = useState(text)
  const heading = props.header[column] ?? ''
  const place =
    count === 1
      ? t('exchange.problem.row', { row: String(props.rowNumbers[group.rows[0] ?? 0]) })
      : t('exchange.problem.rows', { count })
  const isChanged = typed !== text
  return (
    <Group ref={self} gap="sm" wrap="nowrap" align="flex-start">
      <Text size="sm" className={classes.place}>
        {place}
        <Text span c="dimmed" size="sm">
          {heading === '' ? '' : ` · ${heading}`}
        </Text>
      </Text>
      {column === -1 ? (
        <Text size="sm" className={classes.message}>
          {message}
        </Text>
      ) : (
        <TextInput
          size="xs"
          className={classes.answer}
          aria-label={
            count === 1
              ? t('exchange.problem.cell', { heading, place })
              : t('exchange.problem.cells', { heading, place, text: quoted(t, text) })
          }
          value={typed}
          error={message}
          onChange={(event) => setTyped(event.currentTarget.value)}
          // Leaving the field corrects one row; many are corrected only when somebody says so.
          onBlur={() => count === 1 && isChanged && onFix(group, typed)}
          onKeyDown={(event) => event.key === 'Enter' && isChanged && onFix(group, typed)}
        />
      )}
      <Group gap={4} className={classes.offers}>
        {suggestions.map((each) => (
          <Button
            key={each.text}
            size="compact-xs"
            variant="default"
            onClick={() => (count === 1 ? onFix(group, each.text) : setTyped(each.text))}
          >
            {textOf(t, each.label)}
          </Button>
        ))}
        {count > 1 && column !== -1 && (
          <>
            <Button size="compact-xs" disabled={!isChanged} onClick={() => onFix(group, typed)}>
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
    </Group>
  )
}
