import '@mantine/core/styles.css'
import '@fontsource-variable/inter'
import '../../../renderer/theme.css'
import { createRoot } from 'react-dom/client'
import {
  createEditorDesk,
  DeskFrame,
  detailOf,
  EditorHost,
  goodPlan,
  namedStop,
  syncOf,
} from '../../renderer/features/editor/editor-fixture.tsx'

/**
 * The editor alone in a real browser, over a believable workflow: to look at it and to check its contrast. The
 * address says what is shown: `?scheme=dark&state=conflict`.
 */
const query = new URLSearchParams(location.search)
const scheme = query.get('scheme') === 'dark' ? 'dark' : 'light'
const state = query.get('state')

const at = (time: string) => `2026-11-24T${time}:00Z`
const plan = goodPlan({
  instructions: 'Gate code 4471. Reefer at 3 °C, door 12 first.',
  totalDistance: 214,
  totalDistanceUnit: 'km',
  isDistanceEstimated: true,
  stops: [
    namedStop('Norte depot', {
      stopType: 'YARD',
      activities: ['HOOK_DROP'],
      scheduledDeparture: at('11:55'),
      latitude: 41.88,
      longitude: -87.63,
    }),
    namedStop('Cold Store 7', {
      stopType: 'PICKUP',
      activities: ['LOADING'],
      scheduledArrival: at('12:25'),
      scheduledDeparture: at('12:50'),
      latitude: 41.95,
      longitude: -87.7,
    }),
    namedStop('Mercado Sur', {
      stopType: 'DELIVERY',
      scheduledArrival: at('13:35'),
      scheduledDeparture: at('13:55'),
      latitude: 41.8781,
      longitude: -87.6298,
    }),
    namedStop('Plaza Nueve', {
      stopType: 'DELIVERY',
      scheduledArrival: at('14:15'),
      scheduledDeparture: at('14:30'),
      latitude: 42.3005,
      longitude: -87.6298,
    }),
    namedStop('Hospital Este', {
      stopType: 'DELIVERY',
      scheduledArrival: at('15:05'),
      scheduledDeparture: at('15:20'),
    }),
  ],
})

const desk = await createEditorDesk(`harness-${Math.random()}`)
const record = await desk.save(plan, 'send')
await desk.save({
  ...plan,
  reference: 'N-24-0613',
  stops: [],
  vehicleSourceId: null,
  startsAt: at('15:15'),
  endsAt: at('20:40'),
})
await desk.commands.apply('Edit N-24-0612', [
  {
    workflowId: record.id,
    baseRev: 1,
    intent: 'send',
    plan: { ...plan, driverSourceId: 'drv-2', endsAt: at('18:30'), stops: plan.stops.slice(0, 4) },
  },
])
await desk.commands.apply('Edit N-24-0612', [{ workflowId: record.id, baseRev: 2, intent: 'send', plan }])

const theirs = { ...plan, driverSourceId: 'drv-3', endsAt: at('19:00'), territoryName: 'Harbour' }
const sync = syncOf(record.id, {
  seq: 3,
  state: state === 'conflict' ? 'conflict' : state === 'refused' ? 'rejected' : 'ambiguous',
  attempts: 1,
  operationId: '0b7e5b52-8d4c-4f43-9c38-0d5a5a1f7f10',
  lastTryAt: at('11:05'),
  nextTryAt: at('11:13'),
  looks: [{ at: at('11:06'), found: 0 }],
  reason: state === 'refused' ? { code: 'invalid', detail: null } : null,
  fieldErrors: state === 'refused' ? [{ path: ['totalDistanceUnit'], message: 'unit is not supported' }] : [],
})
await desk.db.workflows.update(record.id, { sync, shownState: sync.state })
desk.host.answer('sync.detail', () =>
  detailOf(sync, {
    have: plan,
    theirs: state === 'conflict' ? { plan: theirs, baseHash: 'hash' } : null,
    lines: [
      { at: at('11:04'), kind: 'queued', text: 'Taken over from the desk' },
      { at: at('11:05'), kind: 'attempt', text: 'Sent to Catena, first time' },
      { at: at('11:05'), kind: 'answer', text: 'No answer within 30 s' },
      { at: at('11:06'), kind: 'look', text: 'Looked up at Catena: not found so far' },
    ],
  }),
)

const panel = document.getElementById('panel')
if (panel === null) throw new Error('no panel')
createRoot(panel).render(
  <DeskFrame services={desk.services} colorScheme={scheme}>
    <EditorHost start={state === 'new' ? 'new' : record.id} />
  </DeskFrame>,
)
