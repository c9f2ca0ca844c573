import { Alert, Button, Group, Text, Title } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { dayRange, formatDay } from '../../../shared/util/depot-time.ts'
import { counted } from '../../components/words.ts'
import { keepPrinted, type StaleSheet, staleSheets } from '../../db/printed-sheets.ts'
import type { PlannerDatabase, WorkflowRecord } from '../../db/schema.ts'
import { useDesk } from '../../desk-state.tsx'
import { useServices } from '../../services.ts'
import { Manifest } from './manifest.tsx'
import classes from './print.module.css'

/** Driver manifests of a day, one page each, and the sheets already printed that are no longer right. */
export function PrintScreen(props: {
  day: string
  workflowIds?: readonly string[]
  onOpen: (id: string) => void
}) {
  const { db, nowMs } = useServices()
  const desk = useDesk()
  const { zone } = desk.time
  const chosen = useLiveQuery(
    () => recordsToPrint(db, props.day, zone, props.workflowIds),
    [db, props.day, zone, props.workflowIds],
  )
  const stale = useLiveQuery(() => staleSheets(db, nowMs()), [db, nowMs])
  const [error, setError] = useState<string | null>(null)

  async function print(records: readonly WorkflowRecord[]): Promise<void> {
    setError(null)
    try {
      window.print()
      const at = nowMs()
      await keepPrinted(db, records, at)
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause))
    }
  }

  return (
    <main className={classes.screen} aria-label="Print">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Driver manifests · {formatDay(props.day)}
        </Title>
        <Button
          disabled={chosen === undefined || chosen.length === 0}
          onClick={() => chosen && void print(chosen)}
        >
          {chosen === undefined ? 'Print manifests' : `Print ${counted(chosen.length, 'manifest')}`}
        </Button>
      </Group>
      {error !== null && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      <StaleList sheets={stale ?? []} onOpen={props.onOpen} />
      {chosen?.length === 0 && <Text c="dimmed">Nothing is planned for this day.</Text>}
      <div className={classes.preview}>
        {chosen?.slice(0, 3).map((record) => (
          <Manifest key={record.id} record={record} desk={desk} />
        ))}
        {chosen !== undefined && chosen.length > 3 && (
          <Text size="sm" c="dimmed">
            and {counted(chosen.length - 3, 'more page', 'more pages')}
          </Text>
        )}
      </div>
      {createPortal(
        <div className={classes.paper} aria-hidden="true">
          {chosen?.map((record) => (
            <Manifest key={record.id} record={record} desk={desk} />
          ))}
        </div>,
        document.body,
      )}
    </main>
  )
}

function StaleList(props: { sheets: readonly StaleSheet[]; onOpen: (id: string) => void }) {
  const desk = useDesk()
  if (props.sheets.length === 0) return null
  return (
    <Alert color="orange" title={`${counted(props.sheets.length, 'printed sheet')} no longer right`}>
      <ul className={classes.stale} aria-label="Printed sheets that are no longer right">
        {props.sheets.map(({ record, printed }) => (
          <li key={record.id}>
            <Button size="compact-xs" variant="default" onClick={() => props.onOpen(record.id)}>
              {record.plan.reference || 'Without reference'}
            </Button>{' '}
            printed {desk.time.formatDayTime(new Date(printed.at).toISOString())} as version{' '}
            {printed.planVersion}; the plan is at version {record.planVersion}
            {record.plan.status === 'CANCELLED' ? ' and cancelled' : ''}.
          </li>
        ))}
      </ul>
    </Alert>
  )
}

async function recordsToPrint(
  db: PlannerDatabase,
  day: string,
  zone: string,
  ids: readonly string[] | undefined,
): Promise<WorkflowRecord[]> {
  const [start, end] = dayRange(day, zone)
  const found =
    ids === undefined
      ? await db.workflows.where('departsAtMs').between(start, end, true, false).toArray()
      : (await db.workflows.bulkGet([...ids])).filter((each) => each !== undefined)
  return found.filter((each) => !each.isRemoved && (ids !== undefined || each.plan.status !== 'CANCELLED'))
}
