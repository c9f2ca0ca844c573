import { useRef, useState } from 'react'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import type { ColumnMapping } from '../file/columns.ts'
import type { ReadChoice } from '../file/table/read-table.ts'
import type { ImportControl, OpenImport } from '../use-import.ts'
import { CorrectionList } from './correction-list.tsx'
import { EarlyWarning } from './early-warning.tsx'
import { ProblemList } from './problem-list.tsx'
import { QuestionList } from './question-list.tsx'
import { cellProblems } from './questions.ts'
import { SwappedWarning } from './swapped-warning.tsx'
import { UnknownWarning } from './unknown-warning.tsx'
import { EARLY_AS_WRITTEN, type ImportFindings } from './use-review.ts'

/** What is asked, wrong or doubtful in the file, and what has been answered and corrected. */
export function ImportReview(props: {
  state: OpenImport
  findings: ImportFindings
  mapping: ColumnMapping
  onMapping: (mapping: ColumnMapping) => void
  onReadAs: (choice: Partial<ReadChoice>) => void
  control: ImportControl
  /** What takes the focus when the last question is answered or the last bad cell is corrected. */
  afterLast: () => HTMLElement | null | undefined
}) {
  const { state, findings, mapping, control } = props
  const { questions, problems, early, swapped } = findings
  const cells = useRef<HTMLDivElement>(null)
  const { opened, toggle } = useOpened()
  const { header, rowNumbers } = state.table
  const shownProblems = cellProblems(problems, opened)
  return (
    <>
      {questions.length > 0 && (
        <QuestionList
          questions={questions}
          rowNumbers={rowNumbers}
          opened={opened}
          onAnswer={({ key, message }, { answer, label, choice }) =>
            choice === undefined
              ? control.answer({ key, answer, question: message, label })
              : props.onReadAs(choice)
          }
          onRowByRow={toggle}
          afterLast={() =>
            cells.current?.querySelector<HTMLElement>('[data-index] :is(input, button)') ?? props.afterLast()
          }
        />
      )}
      <SwappedWarning
        places={swapped}
        mapping={mapping}
        rowNumbers={rowNumbers}
        onSwapColumns={props.onMapping}
        onCorrect={control.correct}
      />
      <UnknownWarning names={findings.unknown} />
      <EarlyWarning
        early={early}
        mapping={mapping}
        rowNumbers={rowNumbers}
        onCorrect={control.correct}
        onAsWritten={(question) =>
          control.answer({
            key: EARLY_AS_WRITTEN,
            answer: 'yes',
            question,
            label: messageRef('exchange.option.asWritten'),
          })
        }
      />
      {shownProblems.length > 0 && (
        <div ref={cells}>
          <ProblemList
            problems={shownProblems}
            header={header}
            rowNumbers={rowNumbers}
            cells={state.cells}
            onFix={({ column, rows, text }, to) => control.correct({ column, rows, from: text, to })}
            afterLast={props.afterLast}
          />
        </div>
      )}
      {state.corrections.length + state.answers.length > 0 && (
        <CorrectionList
          answers={state.answers}
          corrections={state.corrections}
          header={header}
          onTakeBack={control.takeBack}
          onTakeBackAnswer={control.takeBackAnswer}
        />
      )}
    </>
  )
}

/** The questions that are answered row by row, by key. */
function useOpened() {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  return {
    opened,
    toggle(key: string): void {
      const next = new Set(opened)
      if (!next.delete(key)) next.add(key)
      setOpened(next)
    },
  }
}
