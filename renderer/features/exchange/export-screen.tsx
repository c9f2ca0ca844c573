import { Alert, Button, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { addDays, dayRange } from '../../../shared/util/depot-time.ts'
import { counted } from '../../components/display/labels.ts'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import classes from './exchange.module.css'
import { exportCsv } from './file/export-csv.ts'

type Range = 'day' | 'week' | 'all'

/** Export of a day, a week or everything as CSV that imports back equal. */
export function ExportScreen(props: { day: string }) {
  const { db } = useServices()
  const desk = useDesk()
  const [range, setRange] = useState<Range>('day')
  const [day, setDay] = useState(props.day)
  const [said, setSaid] = useState<{ isError: boolean; text: string } | null>(null)

  async function save(): Promise<void> {
    try {
      const records = await recordsIn(range, day)
      const csv = exportCsv(
        records.map(({ id, plan }) => ({ id, plan })),
        desk.time.zone,
      )
      const name =
        range === 'all' ? 'workflows-all.csv' : `workflows-${day}${range === 'week' ? '-week' : ''}.csv`
      download(name, csv)
      setSaid({ isError: false, text: `${counted(records.length, 'workflow')} exported to ${name}.` })
    } catch (cause) {
      setSaid({ isError: true, text: cause instanceof Error ? cause.message : String(cause) })
    }
  }

  async function recordsIn(chosen: Range, from: string): Promise<WorkflowRecord[]> {
    const { zone } = desk.time
    if (chosen === 'all') return (await db.workflows.orderBy('departsAtMs').toArray()).filter(isShown)
    const start = dayRange(from, zone)[0]
    const end = dayRange(chosen === 'week' ? addDays(from, 6) : from, zone)[1]
    const found = await db.workflows.where('departsAtMs').between(start, end, true, false).toArray()
    return found.filter(isShown)
  }

  return (
    <main className={classes.screen} aria-label="Export">
      <Title order={2} size="h4">
        Export workflows
      </Title>
      <Text size="sm" c="dimmed">
        CSV with one row per stop and every field. Imported again it gives the same workflows; a cell that a
        spreadsheet would run as a formula is made harmless.
      </Text>
      <Group align="flex-end">
        <NativeSelect
          size="xs"
          label="What"
          value={range}
          onChange={(event) => setRange(rangeOf(event.currentTarget.value))}
          data={[
            { value: 'day', label: 'One day' },
            { value: 'week', label: 'Seven days' },
            { value: 'all', label: 'Everything' },
          ]}
        />
        {range !== 'all' && (
          <TextInput
            size="xs"
            type="date"
            label="From"
            value={day}
            onChange={(event) => event.currentTarget.value !== '' && setDay(event.currentTarget.value)}
          />
        )}
        <Button size="xs" onClick={() => void save()}>
          Export CSV
        </Button>
      </Group>
      {said !== null && (
        <Alert color={said.isError ? 'red' : 'green'} role={said.isError ? 'alert' : 'status'}>
          {said.text}
        </Alert>
      )}
    </main>
  )
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
