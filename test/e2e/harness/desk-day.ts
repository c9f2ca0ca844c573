import { emptyPlan, emptyStop, type Plan } from '../../../shared/model/plan/workflow.ts'
import type { Driver, Vehicle } from '../../../shared/model/reference.ts'
import type { SubmittedChange, WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { dayOf } from '../../../shared/util/depot-time.ts'
import { syncOf } from '../../doubles/host/workflow-sync.ts'

/**
 * A believable day of a depot in Chicago: what the harness shows. It is the day on which the harness runs, since that is
 * the day which the desk opens with; a fixed one is an empty board from the next day on.
 */

export const CONNECTION = '00000000-0000-4000-8000-000000000001'
/** Today in the depot. */
export const DAY = dayOf(Date.now(), 'America/Chicago')

const PEOPLE =
  'A. Moreno,J. Whitefeather,S. Okafor,P. Lindqvist,R. Castellanos,K. Adeyemi,M. Duarte,L. Petrov,C. Baptiste,D. Yamamoto,E. Novak,F. Haile,G. Ferreira,H. Nakagawa,I. Osei,N. Brandt,T. Vasquez,W. Abara,B. Lund,Y. Sato,Q. Amari,O. Keller,U. Silva,V. Ivanova,X. Chen,Z. Kaya,A. Okoye,B. Reyes,C. Dahl,D. Park,E. Rossi,F. Mbeki,G. Holm,H. Cruz,I. Varga,J. Tan,K. Berg,L. Diaz,M. Olsen,N. Shah,O. Brown,P. Conti,R. Egede,S. Horvat'
const PLACES = [
  'Norte depot',
  'Cold Store 7',
  'Mercado Sur',
  'Plaza Nueve',
  'Hospital Este',
  'Dock 12',
  'Pier 4',
]
const TERRITORIES = ['North', 'Harbour', 'West']

export const DRIVERS: readonly Driver[] = PEOPLE.split(',').map((name, index) => ({
  id: `d${index}`,
  connectionId: CONNECTION,
  sourceId: `drv-${index}`,
  name,
  employeeNumber: `${1000 + index}`,
  phoneNumber: null,
  isActive: true,
}))
export const VEHICLES: readonly Vehicle[] = Array.from({ length: 50 }, (_, index) => ({
  id: `v${index}`,
  connectionId: CONNECTION,
  sourceId: `veh-${index}`,
  name: `T-${String(((index * 37) % 189) + 11).padStart(3, '0')}`,
  licensePlate: `IL ${4000 + index}`,
  vin: null,
  isActive: true,
}))

/** One planned workflow, and where the host says it has got to; `null` = only a draft. */
export interface SeedWorkflow {
  readonly plan: Plan
  readonly sync: Partial<WorkflowSync> | null
  readonly isCancelled: boolean
}

/** `count` workflows between 04:30 and the afternoon, with everything on the board that a bad morning has. */
export function seedDay(count: number): readonly SeedWorkflow[] {
  return Array.from({ length: count }, (_, index) => ({
    plan: planOf(index),
    sync: sampleSync(index),
    isCancelled: index % 42 === 11,
  }))
}

function planOf(index: number): Plan {
  const territory = TERRITORIES[index % 3] ?? 'North'
  // 10:30 UTC is 04:30 in Chicago.
  const startMs = Date.parse(`${DAY}T11:40:00Z`) + ((index * 13) % 42) * 10 * 60_000
  const minutes = 180 + ((index * 47) % 260)
  const stops = 3 + ((index * 5) % 9)
  return {
    ...emptyPlan(),
    reference: `${territory.charAt(0)}-24-0${611 + index}`,
    connectionId: CONNECTION,
    driverSourceId: index % 19 === 5 ? null : `drv-${index % 42 === 3 ? 14 : (index * 7) % 45}`,
    vehicleSourceId: `veh-${(index * 7) % 50}`,
    territoryName: territory,
    startsAt: iso(index === 4 ? Date.parse(`${DAY}T10:30:00Z`) : startMs),
    endsAt: iso(startMs + minutes * 60_000),
    totalDistance: 60 + ((index * 31) % 240),
    totalDistanceUnit: 'km',
    isDistanceEstimated: index % 3 !== 0,
    instructions: index % 4 === 0 ? 'Gate code 4471. Reefer at 3 °C, door 12 first.' : null,
    stops: Array.from({ length: stops }, (_unused, at) => ({
      ...emptyStop(`s${index}-${at}`),
      stopType: at === 0 ? 'YARD' : at === 1 ? 'PICKUP' : 'DELIVERY',
      locationName: PLACES[(index + at) % PLACES.length] ?? null,
      scheduledArrival: iso(startMs + (minutes / stops) * at * 60_000),
    })),
  }
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')

function sampleSync(index: number): Partial<WorkflowSync> | null {
  const place = index % 42
  const taken = { operationId: `op-${index}`, resourceId: `res-${index}`, since: `${DAY}T11:02:00Z` }
  if (place === 7) return null
  if (place === 9) {
    return {
      state: 'rejected',
      reason: { code: 'invalid', detail: 'total distance unit' },
      fieldErrors: [{ path: ['totalDistanceUnit'], message: 'Total distance unit: not supported' }],
      attempts: 1,
      lastTryAt: `${DAY}T11:10:00Z`,
    }
  }
  if (place === 2 || place === 21) {
    return {
      state: 'uncertain',
      attempts: 1,
      reason: { code: 'answerLost', detail: null },
      lastTryAt: `${DAY}T11:11:00Z`,
      nextTryAt: `${DAY}T11:35:00Z`,
      looks: [
        { at: `${DAY}T11:12:00Z`, found: null },
        { at: `${DAY}T11:33:00Z`, found: 0 },
      ],
    }
  }
  if (place === 16)
    return { state: 'conflict', change: 'update', reason: { code: 'baseChanged', detail: null }, ...taken }
  if (place === 23) return { state: 'blocked', reason: { code: 'connectionInactive', detail: 'stale' } }
  if (place === 27) return { state: 'held', reason: { code: 'heldByUser', detail: null } }
  if (place === 30) return { state: 'accepted', operationId: 'op-30', since: `${DAY}T11:09:00Z` }
  if (place === 33) {
    return { state: 'done', ...taken, duplicates: [{ operationId: 'op-33b', resourceId: 'res-33b' }] }
  }
  if (place % 3 === 1) {
    return { state: 'queued', reason: { code: 'offline', detail: null }, nextTryAt: `${DAY}T11:34:08Z` }
  }
  return { state: 'done', ...taken }
}

/** The whole status that the host gives for a pending change. */
export function statusOf(entry: SubmittedChange, sync: Partial<WorkflowSync> | null): WorkflowSync {
  const { workflowId, seq, intent, sourceId } = entry
  return syncOf(workflowId, {
    seq,
    change: intent === 'cancel' ? 'cancel' : 'create',
    sourceId,
    ...(sync ?? {}),
  })
}
