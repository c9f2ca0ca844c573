import { Alert, Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { messageRef, type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { addDays, dayRange } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { ScreenPage } from '../../components/page/screen-page.tsx'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import type { PlannerDatabase } from '../../db/schema/schema.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { exportCsv } from './file/export-csv.ts'
import { hasWords } from './file/export-filter.ts'
import { fileLanguageOf } from './file/file-language.ts'

type Range = 'day' | 'week' | 'all'

/** Export of a day, a week or everything as CSV, of all workflows or of those with some words. Imported again, the file gives the same workflows. */
export function ExportScreen(props: { day: string }) {
  const { db } = useServices()
  const desk = useDesk()
  const { t, language } = useTexts()
  const [range, setRange] = useState<Range>('day')
  const [day, setDay] = useState(props.day)
  const [words, setWords] = useState('')
  const [outcome, setOutcome] = useState<{ isError: boolean; text: StoredText } | null>(null)

  async function save(): Promise<void> {
    try {
      const names = new Map([...desk.drivers, ...desk.vehicles].map((each) => [each.sourceId, each.name]))
      const all = await recordsIn(db, desk.time.zone, range, day)
      const records = words.trim() === '' ? all : all.filter((each) => hasWords(each.plan, words, names))
      const csv = exportCsv(
        records.map(({ id, plan }) => ({ id, plan })),
        desk.time.zone,
        fileLanguageOf(language),
      )
      const file = fileName(t, range, day)
      download(file, csv)
      setOutcome({
        isError: false,
        text: messageRef('exchange.export.done', { count: records.length, file }),
      })
    } catch (cause) {
      setOutcome({ isError: true, text: cause instanceof Error ? cause.message : String(cause) })
    }
  }

  return (
    <ScreenPage label={t('exchange.export.screenName')} title={t('exchange.export.title')} body="page">
      <Text size="sm" c="dimmed">
        {t('exchange.export.hint')}
      </Text>
      <Group align="flex-end">
        <NativeSelect
          size="xs"
          label={t('exchange.export.what')}
          value={range}
          onChange={(event) => setRange(rangeOf(event.currentTarget.value))}
          data={[
            { value: 'day', label: t('exchange.export.day') },
            { value: 'week', label: t('exchange.export.week') },
            { value: 'all', label: t('exchange.export.all') },
          ]}
        />
        {range !== 'all' && (
          <TextInput
            size="xs"
            type="date"
            label={t('exchange.export.from')}
            value={day}
            onChange={(event) => event.currentTarget.value !== '' && setDay(event.currentTarget.value)}
          />
        )}
        <TextInput
          size="xs"
          label={t('exchange.export.filter')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Button size="xs" onClick={() => void save()}>
          {t('exchange.export.save')}
        </Button>
      </Group>
      {outcome !== null && (
        <Alert color={outcome.isError ? 'red' : 'green'} role={outcome.isError ? 'alert' : 'status'}>
          {textOf(t, outcome.text)}
        </Alert>
      )}
    </ScreenPage>
  )
}

/** The workflows of a range, in the order of their departures. @param from the first day, `YYYY-MM-DD` */
async function recordsIn(
  db: PlannerDatabase,
  zone: string,
  range: Range,
  from: string,
): Promise<WorkflowRecord[]> {
  if (range === 'all') return (await db.workflows.orderBy('departsAtMs').toArray()).filter(isShown)
  const start = dayRange(from, zone)[0]
  const end = dayRange(range === 'week' ? addDays(from, 6) : from, zone)[1]
  const found = await db.workflows.where('departsAtMs').between(start, end, true, false).toArray()
  return found.filter(isShown)
}

function fileName(t: Translate, range: Range, day: string): string {
  if (range === 'all') return t('exchange.export.fileOfAll')
  return range === 'week' ? t('exchange.export.fileOfWeek', { day }) : t('exchange.export.fileOfDay', { day })
}

function isShown(record: WorkflowRecord): boolean {
  return !record.isRemoved
}

function rangeOf(value: string): Range {
  return value === 'week' || value === 'all' ? value : 'day'
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
