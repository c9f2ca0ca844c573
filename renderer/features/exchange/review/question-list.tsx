import { Button, Text } from '@mantine/core'
import { useRef } from 'react'
import { textOf } from '../../../../shared/text/stored-text.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useFocusLeft } from '../../../components/keyboard/focus-left.ts'
import type { QuestionOption } from '../file/cell-problem.ts'
import css from './question-list.module.css'
import type { OpenQuestion } from './questions.ts'
import { rowText } from './row-label.ts'

/** The most questions that are listed. The others follow when these have their answers. */
const MAX_LISTED = 30

/** The questions about the file: one answer counts for all rows that raise it, and the best answer is the first button. */
export function QuestionList(props: {
  questions: readonly OpenQuestion[]
  rowNumbers: readonly number[]
  /** The keys of the questions that are answered row by row. */
  opened: ReadonlySet<string>
  onAnswer: (question: OpenQuestion, option: QuestionOption) => void
  onRowByRow: (key: string) => void
  /** What takes the focus when the last question has its answer. */
  afterLast: () => HTMLElement | null | undefined
}) {
  const { t } = useTexts()
  const list = useRef<HTMLElement>(null)
  const { questions } = props
  return (
    <section ref={list} className={css.list} aria-label={t('exchange.question.list')}>
      <Text size="sm" fw={600} role="status">
        {t('exchange.question.count', { count: questions.length })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('exchange.question.hint')}
      </Text>
      {questions.slice(0, MAX_LISTED).map((question) => (
        <QuestionLine
          key={question.key}
          {...props}
          question={question}
          next={() => list.current?.querySelector<HTMLElement>('button') ?? props.afterLast()}
        />
      ))}
    </section>
  )
}

function QuestionLine(props: {
  question: OpenQuestion
  rowNumbers: readonly number[]
  opened: ReadonlySet<string>
  onAnswer: (question: OpenQuestion, option: QuestionOption) => void
  onRowByRow: (key: string) => void
  next: () => HTMLElement | null | undefined
}) {
  const { t } = useTexts()
  const { question } = props
  const self = useRef<HTMLFieldSetElement>(null)
  useFocusLeft(self, props.next)
  const text = textOf(t, question.message)
  return (
    <fieldset ref={self} className={css.line} aria-label={text}>
      <Text size="sm" className={css.question ?? ''}>
        {text}
        <Text span c="dimmed" size="sm">
          {` · ${rowText(t, question.rows, props.rowNumbers)}`}
        </Text>
      </Text>
      <div className={css.options}>
        {question.options.map((option, index) => (
          <Button
            key={option.answer}
            size="compact-sm"
            variant={index === 0 ? 'filled' : 'default'}
            onClick={() => props.onAnswer(question, option)}
          >
            {textOf(t, option.label)}
          </Button>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={props.opened.has(question.key)}
          onClick={() => props.onRowByRow(question.key)}
        >
          {t('exchange.problem.rowByRow')}
        </Button>
      </div>
    </fieldset>
  )
}
