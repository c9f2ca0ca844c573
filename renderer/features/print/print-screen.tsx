import { Alert, Button, Group, Text, Title } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { textOf } from '../../../shared/text/stored-text.ts'
import { dayRange, formatDay } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
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
  const { t, locale } = useTexts()
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
    <main className={classes.screen} aria-label={t('print.screenName')}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {isOnlyAgain ? t('print.titleAgain') : t('print.title', { day: formatDay(props.day, locale) })}
        </Title>
        <Button
          disabled={chosen === undefined || chosen.length === 0}
          onClick={() => chosen && void print(chosen)}
        >
          {chosen === undefined ? t('print.print') : t('print.printCount', { count: chosen.length })}
        </Button>
      </Group>
      {error !== null && (
        <Alert color="red" role="alert">
          {textOf(t, error)}
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
      {chosen?.length === 0 && <Text c="dimmed">{t('print.nothingPlanned')}</Text>}
      <div className={classes.preview}>
        {chosen?.slice(0, 3).map((record) => (
          <Manifest key={record.id} record={record} desk={desk} known={known} />
        ))}
        {chosen !== undefined && chosen.length > 3 && (
          <Text size="sm" c="dimmed">
            {t('print.morePages', { count: chosen.length - 3 })}
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
  const { t } = useTexts()
  const desk = useDesk()
  const { againCount, isOnlyAgain } = props
  if (props.sheets.length === 0) return null
  return (
    <Alert color="orange" title={t('print.stale.title', { count: props.sheets.length })}>
      <ul className={classes.stale} aria-label={t('print.stale.list')}>
        {props.sheets.map((sheet) => {
          const { record, printed } = sheet
          const name = record.plan.reference || t('print.noReference')
          const time = desk.time.formatDayTime(new Date(printed.at).toISOString())
          return (
            <li key={record.id}>
              <Button size="compact-xs" variant="default" onClick={() => props.onOpen(record.id)}>
                {name}
              </Button>{' '}
              {isSheetVoid(sheet) ? (
                <>
                  {t('print.stale.cancelled', { time, printed: printed.planVersion })}{' '}
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('print.stale.takenBackOf', { reference: name })}
                    onClick={() => props.onTakeBack(record.id)}
                  >
                    {t('print.stale.takenBack')}
                  </Button>
                </>
              ) : (
                t('print.stale.outdated', {
                  time,
                  printed: printed.planVersion,
                  current: record.planVersion,
                })
              )}
            </li>
          )
        })}
      </ul>
      {againCount > 0 && (
        <Button size="compact-sm" variant="default" mt="xs" onClick={() => props.onAgain(!isOnlyAgain)}>
          {isOnlyAgain ? t('print.stale.allOfDay') : t('print.stale.onlyAgain', { count: againCount })}
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
