import { Group, NativeSelect, Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { diffPlans } from '../../../../shared/model/plan/plan-diff.ts'
import type { Stop } from '../../../../shared/model/plan/workflow.ts'
import { fieldLabel } from '../../../../shared/text/field-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import type { DepotTime } from '../../../../shared/util/depot-time.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import type { ImportCandidate } from '../file/assemble.ts'
import type { CandidateOutcome, SortedCandidates } from './match-candidates.ts'
import css from './route-preview.module.css'

const OUTCOMES = ['fresh', 'changed', 'same', 'open'] as const
/** Height in pixels of a line before it is measured. */
const lineHeight = () => 32

/** The workflows of the file as they will be, each with what importing it would do. */
export function RoutePreview(props: {
  candidates: readonly ImportCandidate[]
  sorted: SortedCandidates
  rowNumbers: readonly number[]
  day: string
}) {
  const { t } = useTexts()
  const { candidates, sorted } = props
  const [shown, setShown] = useState<(typeof OUTCOMES)[number] | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const counts = useMemo(() => countsOf(sorted), [sorted])
  const lines = useMemo(
    () =>
      shown === null
        ? candidates
        : candidates.filter((each) => groupOf(sorted.outcomes.get(each) ?? 'open') === shown),
    [candidates, sorted, shown],
  )
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: lineHeight,
    overscan: 6,
  })
  return (
    <>
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {t('exchange.preview.title')}
        </Text>
        <NativeSelect
          size="xs"
          aria-label={t('exchange.preview.show')}
          value={shown ?? ''}
          onChange={(event) => setShown(OUTCOMES.find((each) => each === event.currentTarget.value) ?? null)}
          data={[
            { value: '', label: t('exchange.preview.all', { count: candidates.length }) },
            ...OUTCOMES.map((each) => ({
              value: each,
              label: t(`exchange.preview.${each}`, { count: counts[each] }),
            })),
          ]}
        />
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section ref={scroller} className={css.list} aria-label={t('exchange.preview.title')} tabIndex={0}>
        <div className={css.lines} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const candidate = lines[item.index]
            if (candidate === undefined) return null
            return (
              <div
                key={item.key}
                ref={rows.measureElement}
                data-index={item.index}
                className={css.line}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <RouteLine {...props} candidate={candidate} />
              </div>
            )
          })}
        </div>
      </section>
    </>
  )
}

/** `repeated` is shown among those that are not importable. */
function groupOf(outcome: CandidateOutcome): (typeof OUTCOMES)[number] {
  return outcome === 'repeated' ? 'open' : outcome
}

function countsOf({ fresh, changed, sameCount, badCount, repeated }: SortedCandidates) {
  return {
    fresh: fresh.length,
    changed: changed.length,
    same: sameCount,
    open: badCount + repeated.length,
  }
}

function RouteLine(props: {
  candidate: ImportCandidate
  sorted: SortedCandidates
  rowNumbers: readonly number[]
  day: string
}) {
  const { t } = useTexts()
  const { time, drivers, vehicles } = useDesk()
  const { candidate, sorted, day } = props
  const { plan } = candidate
  const outcome = sorted.outcomes.get(candidate) ?? 'open'
  const driver = drivers.find((each) => each.sourceId === plan.driverSourceId)?.name ?? plan.driverSourceId
  const vehicle =
    vehicles.find((each) => each.sourceId === plan.vehicleSourceId)?.name ?? plan.vehicleSourceId
  const row = String(props.rowNumbers[candidate.rows[0] ?? 0])
  const span = [plan.startsAt, plan.endsAt]
    .filter((each) => each !== null)
    .map((each) => time.formatDayTime(each, day))
  return (
    <>
      <span className={outcome === 'open' || outcome === 'repeated' ? css.open : ''}>
        {outcomeText(t, outcome, candidate, sorted)}
      </span>
      <strong>{plan.reference === '' ? t('exchange.preview.unnamed', { row }) : plan.reference}</strong>
      <span className={driver === null ? css.dimmed : ''}>
        {[driver ?? t('exchange.preview.nobody'), vehicle].filter((each) => each !== null).join(' · ')}
      </span>
      <span className={span.length === 0 ? css.dimmed : ''}>
        {span.length === 0 ? t('exchange.preview.noTime') : span.join(' – ')}
      </span>
      <span className={plan.stops.length === 0 ? css.dimmed : ''}>
        {plan.stops.length === 0
          ? t('exchange.preview.noStops')
          : plan.stops
              .slice(0, MAX_STOPS_SHOWN)
              .map((stop) => stopText(t, stop, time, day))
              .join(' → ')}
        {plan.stops.length > MAX_STOPS_SHOWN && ' → …'}
      </span>
    </>
  )
}

/** The most stops of a workflow that are shown. */
const MAX_STOPS_SHOWN = 12

function stopText(t: Translate, stop: Stop, time: DepotTime, day: string): string {
  const place = stop.latitude === null ? '' : `${stop.latitude} / ${stop.longitude}`
  const name = stop.locationName ?? (place === '' ? t('fields.value.unnamedStop') : place)
  const at = stop.scheduledArrival ?? stop.scheduledDeparture
  if (at === null) return name
  return `${name} ${time.dayOf(at) === day ? time.formatTime(at) : time.formatDayTime(at, day)}`
}

function outcomeText(
  t: Translate,
  outcome: CandidateOutcome,
  candidate: ImportCandidate,
  sorted: SortedCandidates,
): string {
  switch (outcome) {
    case 'fresh':
      return t('exchange.preview.isFresh')
    case 'same':
      return t('exchange.preview.isSame')
    case 'open':
      return t('exchange.preview.isOpen')
    case 'repeated':
      return t('exchange.preview.isRepeated')
    case 'changed': {
      const found = sorted.changed.find((each) => each.candidate === candidate)
      const paths =
        found === undefined ? [] : diffPlans(found.record.plan, found.plan).map((each) => each.path)
      const labels = [...new Set(paths.map((path) => fieldLabel(path, t)))]
      const fields = labels.slice(0, MAX_FIELDS).join(', ') + (labels.length > MAX_FIELDS ? ' …' : '')
      return t('exchange.preview.isChanged', { fields })
    }
  }
}

/** The most changed fields that are named. */
const MAX_FIELDS = 3
