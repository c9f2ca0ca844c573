import { Alert, Button, Text } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import { dayRange, formatDay } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { ScreenPage } from '../../components/page/screen-page.tsx'
import {
  isSheetVoid,
  keepPrinted,
  type StaleSheet,
  staleSheets,
  takeBackSheets,
} from '../../db/queries/printed-sheets.ts'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import type { PlannerDatabase } from '../../db/schema/schema.ts'
import { deletedAtOf } from '../../db/schema/shown-status.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { useWarningContext } from '../../desk/use-warning-context.ts'
import { Manifest } from './manifest.tsx'
import css from './print-screen.module.css'

/** The most pages that are previewed. */
const MAX_PREVIEW = 3

/** Driver manifests of a day, one page each, and the printed sheets that no longer match their plan. */
export function PrintScreen(props: { day: string; onOpen: (id: string) => void }) {
  const { t, locale } = useTexts()
  const { db, nowMs } = useServices()
  const { zone } = useDesk().time
  const [isAgain, setIsAgain] = useState(false)
  const ofDay = useLiveQuery(() => recordsToPrint(db, props.day, zone), [db, props.day, zone])
  const stale = useLiveQuery(() => staleSheets(db, nowMs()), [db, nowMs])
  const again = stale?.filter((each) => !isSheetVoid(each)).map(({ record }) => record) ?? []
  const isOnlyAgain = isAgain && again.length > 0
  const chosen = isOnlyAgain ? again : ofDay
  const { error, print, takeBack } = usePrinting(() => setIsAgain(false))
  return (
    <ScreenPage
      label={t('print.screenName')}
      title={isOnlyAgain ? t('print.titleAgain') : t('print.title', { day: formatDay(props.day, locale) })}
      tools={
        <Button
          ml="auto"
          disabled={chosen === undefined || chosen.length === 0}
          onClick={() => chosen && void print(chosen)}
        >
          {chosen === undefined ? t('print.print') : t('print.printCount', { count: chosen.length })}
        </Button>
      }
      body="page"
    >
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
      <Pages records={chosen} />
    </ScreenPage>
  )
}

/** Prints, and keeps which version of which plan is on paper. `onPrinted` is called when that is kept. */
function usePrinting(onPrinted: () => void) {
  const { db, nowMs } = useServices()
  const [error, setError] = useState<StoredText | null>(null)
  async function run(work: () => Promise<void>): Promise<void> {
    setError(null)
    try {
      await work()
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause))
    }
  }
  return {
    error,
    print: (records: readonly WorkflowRecord[]) =>
      run(async () => {
        window.print()
        await keepPrinted(db, records, nowMs())
        onPrinted()
      }),
    takeBack: (workflowId: string) => run(() => takeBackSheets(db, workflowId)),
  }
}

/** The first pages as a preview, and all pages for the printer, beside the desk. `undefined` = not read yet. */
function Pages({ records }: { records: readonly WorkflowRecord[] | undefined }) {
  const { t } = useTexts()
  const desk = useDesk()
  const known = useWarningContext()
  if (records === undefined) return null
  const pageOf = (record: WorkflowRecord) => (
    <Manifest key={record.id} record={record} desk={desk} known={known} />
  )
  const hiddenCount = records.length - MAX_PREVIEW
  return (
    <>
      {records.length === 0 && <Text c="dimmed">{t('print.nothingPlanned')}</Text>}
      <div className={css.preview}>
        {records.slice(0, MAX_PREVIEW).map(pageOf)}
        {hiddenCount > 0 && (
          <Text size="sm" c="dimmed">
            {t('print.morePages', { count: hiddenCount })}
          </Text>
        )}
      </div>
      {createPortal(
        <div className={css.paper} aria-hidden="true">
          {records.map(pageOf)}
        </div>,
        document.body,
      )}
    </>
  )
}

/** Printed sheets whose plan has changed or was cancelled since. */
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
      <ul className={css.stale} aria-label={t('print.stale.list')}>
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
                  {t(deletedAtOf(record) === null ? 'print.stale.cancelled' : 'print.stale.deleted', {
                    time,
                    printed: printed.planVersion,
                  })}{' '}
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
  return found.filter(
    (each) => !each.isRemoved && each.plan.status !== 'CANCELLED' && deletedAtOf(each) === null,
  )
}
