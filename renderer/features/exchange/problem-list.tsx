import { Button, Group, Text, TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import type { CellProblem } from './assemble.ts'
import classes from './exchange.module.css'

/** The bad cells of the file, each with its row, its heading, its text to correct in place, and what is wrong. */
export function ProblemList(props: {
  problems: readonly CellProblem[]
  header: readonly string[]
  firstRowNumber: number
  cells: ReadonlyMap<number, readonly string[]>
  onFix: (row: number, column: number, text: string) => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: props.problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 58,
    overscan: 8,
    getItemKey: (index) => keyOf(props.problems[index]),
  })
  return (
    <section ref={scroller} className={classes.problems} aria-label="Cells to correct" tabIndex={-1}>
      <div className={classes.virtual} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const problem = props.problems[item.index]
          if (problem === undefined) return null
          return (
            <div
              key={item.key}
              className={classes.problem}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ProblemRow
                {...props}
                problem={problem}
                text={props.cells.get(problem.row)?.[problem.column] ?? ''}
              />
            </div>
          )
        })}
      </div>
    </section>
  )
}

function keyOf(problem: CellProblem | undefined): string {
  return problem === undefined ? '' : `${problem.row}:${problem.column}:${problem.message}`
}

function ProblemRow(props: {
  problem: CellProblem
  text: string
  header: readonly string[]
  firstRowNumber: number
  onFix: (row: number, column: number, text: string) => void
}) {
  const { row, column, message, suggestions } = props.problem
  const [typed, setTyped] = useState(props.text)
  const heading = props.header[column] ?? ''
  const place = `Row ${row + props.firstRowNumber}`
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
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
          className={classes.message}
          aria-label={`${heading}, ${place}`}
          value={typed}
          error={message}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => typed !== props.text && props.onFix(row, column, typed)}
          onKeyDown={(event) => event.key === 'Enter' && props.onFix(row, column, typed)}
        />
      )}
      <Group gap={4} wrap="nowrap">
        {suggestions.map((each) => (
          <Button
            key={each.text}
            size="compact-xs"
            variant="default"
            onClick={() => props.onFix(row, column, each.text)}
          >
            {each.label}
          </Button>
        ))}
      </Group>
    </Group>
  )
}
