import { Button, Group, Text, TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useFocusLeft } from '../../components/focus-left.ts'
import type { CellProblem } from './assemble.ts'
import { quoted } from './correction-list.tsx'
import classes from './exchange.module.css'
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
    /** The last bad cell is settled while the keyboard is here. */
    onEmptied: () => void
  },
) {
  const { problems, cells } = props
  const scroller = useRef<HTMLDivElement>(null)
  useFocusLeft(scroller, props.onEmptied)
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
  const onLeft = useFocusKept(scroller, lines)
  function toggle(key: string): void {
    const next = new Set(opened)
    if (!next.delete(key)) next.add(key)
    setOpened(next)
  }
  return (
    <section ref={scroller} className={classes.problems} aria-label="Cells to correct" tabIndex={-1}>
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
                onLeft={onLeft}
                onToggle={() => toggle(line.key)}
              />
            </div>
          )
        })}
      </div>
    </section>
  )
}

/** A line that is settled goes, and the keyboard with it: it goes on at the line that has come in its place. */
function useFocusKept(scroller: RefObject<HTMLElement | null>, lines: readonly ProblemGroup[]) {
  const left = useRef<number | null>(null)
  const onLeft = useCallback((line: HTMLElement) => {
    left.current = Number(line.closest('[data-index]')?.getAttribute('data-index') ?? 0)
  }, [])
  useLayoutEffect(() => {
    const index = left.current
    left.current = null
    if (index === null || lines.length === 0) return
    const list = scroller.current
    const line = list?.querySelector(`[data-index="${Math.min(index, lines.length - 1)}"]`)
    const target = line?.querySelector<HTMLElement>('input, button') ?? list
    target?.focus()
  }, [lines, scroller])
  return onLeft
}

function ProblemLine(
  props: ListParts & {
    group: ProblemGroup
    isOpen: boolean
    /** It goes while the keyboard is in it. */
    onLeft: (line: HTMLElement) => void
    onToggle: () => void
  },
) {
  const { group, onFix } = props
  const self = useRef<HTMLDivElement>(null)
  useFocusLeft(self, props.onLeft)
  const { column, message, suggestions, text } = group
  const count = group.rows.length
  const [typed, setTyped] = useState(text)
  const heading = props.header[column] ?? ''
  const place =
    count === 1 ? `Row ${props.rowNumbers[group.rows[0] ?? 0]}` : `${count.toLocaleString('en')} rows`
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
          aria-label={`${heading}, ${place}${count === 1 ? '' : ` with ${quoted(text)}`}`}
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
            {each.label}
          </Button>
        ))}
        {count > 1 && column !== -1 && (
          <>
            <Button size="compact-xs" disabled={!isChanged} onClick={() => onFix(group, typed)}>
              {`Use for all ${count.toLocaleString('en')} rows with ${quoted(text)}`}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-expanded={props.isOpen}
              aria-label={`Row by row, ${heading} ${quoted(text)}`}
              onClick={props.onToggle}
            >
              Row by row
            </Button>
          </>
        )}
      </Group>
    </Group>
  )
}
