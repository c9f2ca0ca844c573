import { Alert, Button, Group, Text, Title } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { dayRange, formatDay } from '../../../shared/util/depot-time.ts'
import { counted } from '../../components/display/labels.ts'
import {
  isSheetVoid,
  keepPrinted,
  type StaleSheet,
  staleSheets,
  takeBackSheets,
} from '../../db/queries/printed-sheets.ts'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import type { PlannerDatabase } from '../../db/schema/schema.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { useWarningContext } from '../../desk/use-warning-context.ts'
import { Manifest } from './manifest.tsx'
import classes from './print.module.css'

/** Driver manifests of a day, one page each, and the sheets already printed that are no longer right. */
export function PrintScreen(props: { day: string; onOpen: (id: string) => void }) {
  const { db, nowMs } = useServices()
  const desk = useDesk()
  const { zone } = desk.time
  const known = useWarningContext()
  const [isAgain, setIsAgain] = useState(false)
  const ofDay = useLiveQuery(() => recordsToPrint(db, props.day, zone), [db, props.day, zone])
  const stale = useLiveQuery(() => staleSheets(db, nowMs()), [db, nowMs])
  const again = stale?.filter((each) => !isSheetVoid(each)).map(({ record }) => record) ?? []
  const isOnlyAgain = isAgain && again.length > 0
  const chosen = isOnlyAgain ? again : ofDay
  const [error, setError] = useState<string | null>(null)

  async function print(records: readonly WorkflowRecord[]): Promise<void> {
    setError(null)
    try {
      window.print()
      const at = nowMs()
      await keepPrinted(db, records, at)
      setIsAgain(false)
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause))
    }
  }
  async function takeBack(workflowId: string): Promise<void> {
    setError(null)
    try {
      await takeBackSheets(db, workflowId)
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause))
    }
  }

  return (
    <main className={classes.screen} aria-label="Print">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {isOnlyAgain ? 'Sheets to print again' : `Driver manifests · ${formatDay(props.day)}`}
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
      <StaleList
        sheets={stale ?? []}
        againCount={again.length}
        isOnlyAgain={isOnlyAgain}
        onAgain={setIsAgain}
        onTakeBack={(id) => void takeBack(id)}
        onOpen={props.onOpen}
      />
      {chosen?.length === 0 && <Text c="dimmed">Nothing is planned for this day.</Text>}
      <div className={classes.preview}>
        {chosen?.slice(0, 3).map((record) => (
          <Manifest key={record.id} record={record} desk={desk} known={known} />
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
            <Manifest key={record.id} record={record} desk={desk} known={known} />
          ))}
        </div>,
        document.body,
      )}
    </main>
  )
}

function StaleList(props: {
  sheets: readonly StaleSheet[]
  /** How many of them can be printed again. */
  againCount: number
  isOnlyAgain: boolean
  onAgain: (isOnlyAgain: boolean) => void
  onTakeBack: (workflowId: string) => void
  onOpen: (id: string) => void
}) {
  const desk = useDesk()
  const { againCount, isOnlyAgain } = props
  if (props.sheets.length === 0) return null
  return (
    <Alert color="orange" title={`${counted(props.sheets.length, 'printed sheet')} no longer right`}>
      <ul className={classes.stale} aria-label="Printed sheets that are no longer right">
        {props.sheets.map((sheet) => {
          const { record, printed } = sheet
          const name = record.plan.reference || 'Without reference'
          return (
            <li key={record.id}>
              <Button size="compact-xs" variant="default" onClick={() => props.onOpen(record.id)}>
                {name}
              </Button>{' '}
              printed {desk.time.formatDayTime(new Date(printed.at).toISOString())} as version{' '}
              {printed.planVersion};{' '}
              {isSheetVoid(sheet) ? (
                <>
                  cancelled since: take the sheet back.{' '}
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Sheet of ${name} is taken back`}
                    onClick={() => props.onTakeBack(record.id)}
                  >
                    It is taken back
                  </Button>
                </>
              ) : (
                `the plan is at version ${record.planVersion}.`
              )}
            </li>
          )
        })}
      </ul>
      {againCount > 0 && (
        <Button size="compact-sm" variant="default" mt="xs" onClick={() => props.onAgain(!isOnlyAgain)}>
          {isOnlyAgain ? 'All of the day' : `Only ${counted(againCount, 'sheet')} to print again`}
        </Button>
      )}
    </Alert>
  )
}

async function recordsToPrint(db: PlannerDatabase, day: string, zone: string): Promise<WorkflowRecord[]> {
  const [start, end] = dayRange(day, zone)
  const found = await db.workflows.where('departsAtMs').between(start, end, true, false).toArray()
  return found.filter((each) => !each.isRemoved && each.plan.status !== 'CANCELLED')
}
