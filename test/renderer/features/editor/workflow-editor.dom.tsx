import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { readHistory } from '../../../../renderer/db/queries/read-history.ts'
import 'fake-indexeddb/auto'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Toasts } from '../../../../renderer/components/feedback/notify.tsx'
import {
  type Command,
  KeymapProvider,
  useCommands,
} from '../../../../renderer/components/keyboard/keymap.tsx'
import { useDesk } from '../../../../renderer/desk/desk-context.tsx'
import { KeyList } from '../../../../renderer/features/palette/key-list.tsx'
import { emptyPlan, type Plan } from '../../../../shared/model/plan/workflow.ts'
import { syncOf } from '../../../doubles/host/workflow-sync.ts'
import {
  CONNECTION,
  createEditorDesk,
  DeskFrame,
  detailOf,
  type EditorDesk,
  EditorHost,
  goodPlan,
  NOW,
  namedStop,
} from './editor-fixture.tsx'

// Whether an element is visible is the slowest question of all, and nothing here is hidden by style.
configure({ defaultHidden: true })

let desk: EditorDesk
let opened = 0

beforeEach(async () => {
  desk = await createEditorDesk(`editor-test-${++opened}`)
})
afterEach(() => {
  cleanup()
  desk.db.close()
})

/** Commands of the whole planner, as its frame registers them. */
function PlannerKeys({ commands }: { commands: readonly Command[] }) {
  useCommands(commands)
  return null
}

/** Says when the fleet has been read: only then can a name be told from an id. */
function FleetSign() {
  return <p>{useDesk().drivers.length} drivers</p>
}

async function open(start: string, initialPlan?: Plan, onClose?: () => void) {
  const view = render(
    <DeskFrame services={desk.services}>
      <EditorHost
        start={start}
        {...(initialPlan === undefined ? {} : { initialPlan })}
        {...(onClose === undefined ? {} : { onClose })}
      />
      <FleetSign />
    </DeskFrame>,
  )
  await screen.findByRole('button', { name: 'Save and send' })
  await screen.findAllByText('as of 04:12')
  await screen.findByText('6 drivers')
  return view
}

function field(name: string): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>(name, { selector: 'input, select, textarea' })
}
function type(name: string, text: string): void {
  const input = field(name)
  fireEvent.focus(input)
  fireEvent.change(input, { target: { value: text } })
  fireEvent.blur(input)
}
function press(name: string): void {
  fireEvent.click(screen.getByRole('button', { name }))
}
function savingText(): string {
  return screen.getByRole('status', { name: 'Saving' }).textContent ?? ''
}
async function onlyRecord() {
  const records = await desk.db.workflows.toArray()
  expect(records).toHaveLength(1)
  const record = records[0]
  if (record === undefined) throw new Error('nothing saved')
  return record
}

describe('a new workflow', () => {
  it('is saved with every field, and "Saved" is said only after it is on disk', async () => {
    await open('new')
    expect(savingText()).toBe('Not saved')
    fireEvent.click(field('Connection (fleet and TSP)'))
    fireEvent.click(await screen.findByRole('option', { name: 'Norte Freight · samsara' }))
    type('Reference', 'N-1')
    type('Driver', 'S. Okafor')
    type('Vehicle', 't-204')
    type('Territory', 'North')
    type('Start', '5:55')
    type('End', '24 Nov 12:05')
    type('Total distance', '61,5')
    type('Instructions', 'Door 12')
    press('Save and send')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    const { plan, seq } = await onlyRecord()
    expect(plan).toEqual({
      ...emptyPlan(),
      reference: 'N-1',
      connectionId: CONNECTION,
      driverSourceId: 'drv-3',
      vehicleSourceId: 't-204',
      territoryName: 'North',
      startsAt: '2026-11-24T11:55:00Z',
      endsAt: '2026-11-24T18:05:00Z',
      totalDistance: 61.5,
      totalDistanceUnit: 'km',
      instructions: 'Door 12',
    })
    expect(seq).toBe(1)
    expect(await desk.db.unsavedDrafts.count()).toBe(0)
  })

  it('goes on in the same form after its first save: the next save is the same workflow', async () => {
    await open('new', goodPlan())
    press('Save draft')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    type('Territory', 'Harbour')
    expect(savingText()).toBe('Not saved')
    press('Save draft')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    expect((await onlyRecord()).plan.territoryName).toBe('Harbour')
  })

  it('is not sent without a connection: the error stands at the field, which gets the caret', async () => {
    await open('new')
    type('Reference', 'N-1')
    press('Save and send')
    const connection = field('Connection (fleet and TSP)')
    await waitFor(() => expect(document.activeElement).toBe(connection))
    expect(connection.getAttribute('aria-invalid')).toBe('true')
    const described = document.getElementById(
      connection.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '',
    )
    expect(described?.textContent).toBe('Choose the connection (fleet and TSP) to send to')
    expect(await desk.db.workflows.count()).toBe(0)
    press('Save draft')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
  })

  it('is sent with Ctrl+Enter from any field', async () => {
    await open('new', goodPlan())
    fireEvent.keyDown(field('Instructions'), { key: 'Enter', ctrlKey: true })
    await waitFor(async () => expect(await desk.db.outbox.count()).toBe(1))
  })
})

describe('times', () => {
  it('that do not exist are refused and kept as typed', async () => {
    await open('new', goodPlan())
    type('Start', '8 Mar 2026 02:30')
    expect(
      screen.getByText('02:30 on 8 Mar 2026 does not exist: the clocks jump from 02:00 to 03:00'),
    ).toBeTruthy()
    press('Save draft')
    expect(field('Start').value).toBe('8 Mar 2026 02:30')
    expect(await desk.db.workflows.count()).toBe(0)
  })

  it('that come twice are asked about, with a button for each', async () => {
    await open('new', goodPlan({ endsAt: null }))
    type('Start', '1 Nov 2026 01:30')
    press('Second (UTC-06:00)')
    expect(field('Start').value).toBe('1 Nov 01:30')
    press('Save draft')
    await waitFor(async () => expect(await desk.db.workflows.count()).toBe(1))
    expect((await onlyRecord()).plan.startsAt).toBe('2026-11-01T07:30:00Z')
  })

  it('are shown in depot time as soon as the field is left', async () => {
    await open('new', goodPlan())
    type('End', '+1 0210')
    expect(field('End').value).toBe('25 Nov 02:10')
  })

  it('typed into a field that was emptied stay on its day, not on the one that is planned', async () => {
    const record = await desk.save(goodPlan({ startsAt: '2026-11-26T11:55:00Z', endsAt: null }))
    await open(record.id)
    for (const text of ['26 Nov 05:5', '', '6', '6:30']) {
      fireEvent.change(field('Start'), { target: { value: text } })
    }
    fireEvent.blur(field('Start'))
    expect(field('Start').value).toBe('26 Nov 06:30')
  })

  it('before the start are warned of while typing, and are sent all the same', async () => {
    await open('new', goodPlan())
    type('End', '05:00')
    await screen.findByText('End is before start')
    press('Save and send')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    expect((await onlyRecord()).plan.endsAt).toBe('2026-11-24T11:00:00Z')
  })

  it('of a shift over midnight are one press away, in the workflow and at a stop', async () => {
    await open('new', goodPlan({ startsAt: '2026-11-27T04:00:00Z', endsAt: null }))
    type('End', '6:00')
    fireEvent.click(await screen.findByRole('button', { name: '27 Nov 06:00' }))
    expect(field('End').value).toBe('27 Nov 06:00')
    expect(document.activeElement).toBe(field('End'))
    expect(screen.queryByText('End is before start')).toBeNull()
    press('Add stop')
    type('Scheduled arrival', '23:30')
    type('Scheduled departure', '0:15')
    fireEvent.click(await screen.findByRole('button', { name: '27 Nov 00:15' }))
    expect(field('Scheduled departure').value).toBe('27 Nov 00:15')
    expect(screen.queryByText('Departure is before arrival')).toBeNull()
  })
})

describe('driver and vehicle', () => {
  it('are found by a few letters, accents aside, and picked with Enter', async () => {
    await open('new', goodPlan({ driverSourceId: null }))
    const input = field('Driver')
    fireEvent.focus(input)
    fireEvent.change(input, { target: { value: 'nunez' } })
    const option = await screen.findByRole('option', { name: /R. Núñez/ })
    fireEvent.click(option)
    expect(field('Driver').value).toBe('R. Núñez')
  })

  it('are taken by Enter from the marked match, by leaving the field from the only one', async () => {
    await open('new', goodPlan({ driverSourceId: null, vehicleSourceId: null }))
    const driver = field('Driver')
    fireEvent.focus(driver)
    fireEvent.change(driver, { target: { value: 'oka' } })
    fireEvent.keyDown(driver, { key: 'Enter', code: 'Enter' })
    expect(driver.value).toBe('S. Okafor')
    type('Vehicle', '118')
    expect(field('Vehicle').value).toBe('T-118')
    press('Save draft')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    expect((await onlyRecord()).plan).toMatchObject({ driverSourceId: 'drv-3', vehicleSourceId: 't-118' })
  })

  it('are sent as typed by Ctrl+Enter in the field itself', async () => {
    await open('new', goodPlan())
    const driver = field('Driver')
    fireEvent.focus(driver)
    fireEvent.change(driver, { target: { value: 'lindq' } })
    fireEvent.keyDown(driver, { key: 'Enter', code: 'Enter', ctrlKey: true })
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    expect((await onlyRecord()).plan.driverSourceId).toBe('drv-4')
  })

  it('are known by name, and not missed in a list, while no connection is chosen', async () => {
    await open('new', goodPlan({ connectionId: null }))
    expect(field('Driver').value).toBe('J. Whitefeather')
    expect(screen.queryByText(/is not in the list/)).toBeNull()
  })

  it('may be ids that are not in the list: warned of, never in the way', async () => {
    await open('new', goodPlan())
    type('Driver', 'temp-77')
    await screen.findByText('Driver temp-77 is not in the list of this connection')
    press('Save and send')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    expect((await onlyRecord()).plan.driverSourceId).toBe('temp-77')
  })

  it('say how old the list is', async () => {
    await open('new')
    await waitFor(() => expect(screen.getAllByText('as of 04:12')).toHaveLength(2))
  })

  it('booked twice are named with the other workflow', async () => {
    await desk.save(goodPlan({ reference: 'N-2', vehicleSourceId: null }))
    await open('new', goodPlan())
    await screen.findByText('Driver is also on N-2, 05:55 – 12:05')
  })
})

describe('stops', () => {
  function stopGroup(number: number) {
    return within(screen.getByRole('group', { name: `Stop ${number}` }))
  }
  function typeIn(group: ReturnType<typeof within>, label: string, text: string): void {
    const input = group.getByLabelText(label, { selector: 'input, textarea, select' })
    fireEvent.change(input, { target: { value: text } })
    fireEvent.blur(input)
  }
  function names(): string[] {
    const region = within(screen.getByRole('region', { name: 'Stops' }))
    return region
      .getAllByRole('group', { name: /^Stop \d+$/ })
      .map((each) => /(A|B|C) stop/.exec(each.textContent ?? '')?.[0] ?? '')
  }
  const three = goodPlan({ stops: [namedStop('A stop'), namedStop('B stop'), namedStop('C stop')] })

  it('are added with all their fields, and the distance is estimated from them', async () => {
    await open('new', goodPlan())
    press('Add stop')
    typeIn(stopGroup(1), 'Location name', 'Norte depot')
    typeIn(stopGroup(1), 'Stop type', 'YARD')
    typeIn(stopGroup(1), 'Latitude', '41.8781')
    typeIn(stopGroup(1), 'Longitude', '-87.6298')
    typeIn(stopGroup(1), 'Scheduled departure', '5:55')
    typeIn(stopGroup(1), 'Stop instructions', 'Hook 12')
    press('Add stop')
    typeIn(stopGroup(2), 'Location name', 'Plaza')
    typeIn(stopGroup(2), 'Latitude', '42.3005')
    typeIn(stopGroup(2), 'Longitude', '-87.6298')
    typeIn(stopGroup(2), 'Scheduled arrival', '6:15')
    expect(field('Total distance').value).toBe('61.1')
    expect(screen.getByText('estimate')).toBeTruthy()
    await screen.findByText('61 km in 20 min from stop 1')
    press('Save and send')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    const { plan } = await onlyRecord()
    expect(plan.isDistanceEstimated).toBe(true)
    expect(plan.stops[0]).toMatchObject({
      locationName: 'Norte depot',
      stopType: 'YARD',
      latitude: 41.8781,
      longitude: -87.6298,
      scheduledDeparture: '2026-11-24T11:55:00Z',
      instructions: 'Hook 12',
    })
  })

  it('do not overrule a typed distance, which can be given back to the estimate', async () => {
    const at = (latitude: number) => ({ latitude, longitude: -87.6298 })
    await open(
      'new',
      goodPlan({
        totalDistance: 70,
        totalDistanceUnit: 'km',
        stops: [namedStop('A', at(41)), namedStop('B', at(42))],
      }),
    )
    fireEvent.click(screen.getByRole('button', { name: /Use estimate/ }))
    expect(field('Total distance').value).toBe('145')
    type('Total distance', '70')
    fireEvent.change(field('Distance unit'), { target: { value: 'mi' } })
    expect(field('Total distance').value).toBe('70')
  })

  it('are moved with Alt and the arrows, and the caret stays where it is', async () => {
    await open('new', three)
    const summary = stopGroup(3).getByText('C stop').closest('button')
    summary?.focus()
    fireEvent.keyDown(summary as Element, { key: 'ArrowUp', altKey: true })
    expect(names()).toEqual(['A stop', 'C stop', 'B stop'])
    expect(document.activeElement).toBe(summary)
  })

  it('are moved and removed with buttons', async () => {
    await open('new', three)
    fireEvent.click(stopGroup(1).getByText('A stop').closest('button') as Element)
    press('Move down')
    expect(names()).toEqual(['B stop', 'A stop', 'C stop'])
    press('Remove stop')
    expect(names()).toEqual(['B stop', 'C stop'])
  })

  it('keep bad text with the stop when it moves, and open for it when a save is refused', async () => {
    await open('new', three)
    fireEvent.click(stopGroup(1).getByText('A stop').closest('button') as Element)
    typeIn(stopGroup(1), 'Latitude', 'north')
    press('Move down')
    expect(stopGroup(2).getByLabelText<HTMLInputElement>('Latitude').value).toBe('north')
    fireEvent.click(stopGroup(2).getByText('A stop').closest('button') as Element)
    press('Save draft')
    await waitFor(() => expect(document.activeElement).toBe(stopGroup(2).getByLabelText('Latitude')))
    expect(stopGroup(2).getByText('Enter a number')).toBeTruthy()
  })

  it('take a pasted pair of coordinates apart', async () => {
    await open('new', three)
    fireEvent.click(stopGroup(1).getByText('A stop').closest('button') as Element)
    const clipboardData = { getData: () => '41.8781, -87.6298' }
    fireEvent.paste(stopGroup(1).getByLabelText('Latitude'), { clipboardData })
    expect(stopGroup(1).getByLabelText<HTMLInputElement>('Longitude').value).toBe('-87.6298')
  })
})

describe('unsavedDrafts', () => {
  it('is kept when the editor closes, bad text included, and is there when it opens again', async () => {
    const record = await desk.save(goodPlan())
    const view = await open(record.id)
    type('Instructions', 'Gate code 4471')
    type('Start', '24:00')
    view.unmount()
    await waitFor(async () => expect(await desk.db.unsavedDrafts.count()).toBe(1))
    await open(record.id)
    expect(screen.getByText('Your typing was kept')).toBeTruthy()
    expect(field('Instructions').value).toBe('Gate code 4471')
    expect(field('Start').value).toBe('24:00')
    expect(savingText()).toBe('Not saved')
  })

  it('is dropped by Discard changes, which can be taken back', async () => {
    const record = await desk.save(goodPlan())
    await open(record.id)
    type('Instructions', 'Gate code 4471')
    press('Discard changes')
    expect(field('Instructions').value).toBe('')
    press('Bring it back')
    expect(field('Instructions').value).toBe('Gate code 4471')
  })

  it('stays when somebody else saves a newer version; saved on top it keeps both', async () => {
    const record = await desk.save(goodPlan())
    await open(record.id)
    type('Instructions', 'Gate code 4471')
    const theirs = { ...record.plan, territoryName: 'Harbour', instructions: 'Door 3' }
    await desk.commands.apply('Edit', [{ workflowId: record.id, baseRev: 1, plan: theirs, intent: 'draft' }])
    fireEvent.click(await screen.findByRole('button', { name: 'Put mine on top' }))
    expect(field('Territory').value).toBe('Harbour')
    expect(field('Instructions').value).toBe('Gate code 4471')
    press('Save draft')
    await waitFor(async () => expect((await desk.db.workflows.get(record.id))?.rev).toBe(3))
    expect((await desk.db.workflows.get(record.id))?.plan).toMatchObject({
      territoryName: 'Harbour',
      instructions: 'Gate code 4471',
    })
  })

  it('goes on over a newer version that changed other fields, also after the editor was closed', async () => {
    const record = await desk.save(goodPlan())
    const { unmount } = await open(record.id)
    type('Instructions', 'Gate code 4471')
    const theirs = { ...record.plan, territoryName: 'Harbour' }
    await desk.commands.apply('Edit', [{ workflowId: record.id, baseRev: 1, plan: theirs, intent: 'draft' }])
    await waitFor(() => expect(field('Territory').value).toBe('Harbour'))
    expect(screen.queryByRole('region', { name: 'A newer version' })).toBeNull()
    expect(screen.getByText(/^Changed elsewhere: Territory/)).toBeTruthy()
    unmount()
    const south = { ...theirs, territoryName: 'South' }
    await desk.commands.apply('Edit', [{ workflowId: record.id, baseRev: 2, plan: south, intent: 'draft' }])
    await open(record.id)
    await waitFor(() => expect(field('Territory').value).toBe('South'))
    press('Save draft')
    await waitFor(async () => expect((await desk.db.workflows.get(record.id))?.rev).toBe(4))
    expect((await desk.db.workflows.get(record.id))?.plan).toMatchObject({
      territoryName: 'South',
      instructions: 'Gate code 4471',
    })
  })

  it('is not saved over an undo: the choice is asked for first, from every tab, and no copy is made unasked', async () => {
    const record = await desk.save(goodPlan(), 'send')
    await open(record.id)
    type('Instructions', 'Door 12')
    press('Save and send')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    type('Instructions', 'Gate code 4471')
    await desk.commands.undo()
    const choice = await screen.findByRole('region', { name: 'A newer version' })
    fireEvent.keyDown(field('Instructions'), { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(document.activeElement).toBe(choice))
    fireEvent.click(screen.getByRole('tab', { name: 'History' }))
    for (const name of ['Save draft', 'Complete', 'Cancel workflow']) {
      screen.getByRole('button', { name }).focus()
      press(name)
      await waitFor(() =>
        expect(document.activeElement).toBe(screen.getByRole('region', { name: 'A newer version' })),
      )
    }
    expect(savingText()).toBe('Not saved')
    expect(field('Instructions').value).toBe('Gate code 4471')
    expect(await onlyRecord()).toMatchObject({ rev: 3, plan: { instructions: null, status: 'PLANNED' } })
    press('Put mine on top')
    press('Save and send')
    await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
    expect((await onlyRecord()).plan.instructions).toBe('Gate code 4471')
  })

  it('beside a newer version becomes a copy when that is chosen, and is not called saved', async () => {
    const record = await desk.save(goodPlan())
    await open(record.id)
    type('Instructions', 'Gate code 4471')
    const theirs = { ...record.plan, territoryName: 'Harbour', instructions: 'Door 3' }
    await desk.commands.apply('Edit', [{ workflowId: record.id, baseRev: 1, plan: theirs, intent: 'draft' }])
    fireEvent.click(await screen.findByRole('button', { name: 'Save mine as a copy' }))
    await screen.findByText(
      /by undo. Yours was kept as “N-24-0612 \(conflict copy\)”, a draft that is not sent/,
    )
    expect(await desk.db.workflows.count()).toBe(2)
    expect(field('Territory').value).toBe('Harbour')
    expect(savingText()).toBe('Kept as a copy, not sent')
    type('Instructions', 'Door 12')
    expect(savingText()).toBe('Not saved')
  })

  it('gives way to undo when nothing is being typed', async () => {
    const record = await desk.save(goodPlan())
    await desk.commands.apply('Edit', [
      {
        workflowId: record.id,
        baseRev: 1,
        plan: { ...record.plan, territoryName: 'Harbour' },
        intent: 'draft',
      },
    ])
    await open(record.id)
    expect(field('Territory').value).toBe('Harbour')
    await desk.commands.undo()
    await waitFor(() => expect(field('Territory').value).toBe('North'))
  })
})

describe('the undo keys', () => {
  async function openWithKeys(start: string, more: ReactNode = null) {
    const undone: string[] = []
    const shared = { group: 'Planning', label: 'The planner’s' }
    const commands: Command[] = [
      { ...shared, id: 'undo', keys: ['mod+z'], run: () => undone.push('undo') },
      { ...shared, id: 'redo', keys: ['shift+mod+z', 'mod+y'], run: () => undone.push('redo') },
    ]
    render(
      <DeskFrame services={desk.services}>
        <KeymapProvider areSingleKeysOn>
          <PlannerKeys commands={commands} />
          <EditorHost start={start} />
          <Toasts />
          {more}
        </KeymapProvider>
      </DeskFrame>,
    )
    await screen.findByRole('button', { name: 'Save and send' })
    return undone
  }
  function pressKey(key: string, shiftKey = false): void {
    fireEvent.keyDown(document.activeElement ?? document.body, { key, ctrlKey: true, shiftKey })
  }
  const stopCount = () => screen.queryAllByRole('group', { name: /^Stop \d+$/ }).length

  it('are the form’s while it has changes that are not saved, and the planner’s once it has none', async () => {
    const undone = await openWithKeys((await desk.save(goodPlan({ stops: [namedStop('A')] }))).id)
    fireEvent.click(screen.getByText('A').closest('button') as Element)
    press('Remove stop')
    expect(stopCount()).toBe(0)
    pressKey('z')
    await waitFor(() => expect(stopCount()).toBe(1))
    pressKey('y')
    await waitFor(() => expect(stopCount()).toBe(0))
    pressKey('z')
    await waitFor(() => expect(stopCount()).toBe(1))
    expect(undone).toEqual([])
    pressKey('z')
    expect(undone).toEqual(['undo'])
  })

  it('take back what was chosen in a list, are left to a text field, and reach nothing saved past typing', async () => {
    const undone = await openWithKeys((await desk.save(goodPlan())).id)
    type('Instructions', 'Door 12')
    field('Status').focus()
    fireEvent.change(field('Status'), { target: { value: 'ACTIVE' } })
    field('Instructions').focus()
    pressKey('z')
    expect(field('Status').value).toBe('ACTIVE')
    field('Status').focus()
    pressKey('z')
    await waitFor(() => expect(field('Status').value).toBe('PLANNED'))
    expect(field('Instructions').value).toBe('Door 12')
    pressKey('z')
    await screen.findByText(/^Your typing is not saved, and there is no more to undo in it/)
    expect(field('Instructions').value).toBe('Door 12')
    expect(undone).toEqual([])
    press('Discard changes')
    pressKey('z', true)
    expect(undone).toEqual(['redo'])
  })

  it('keep the keyboard in the editor when they take away the stop that it is in', async () => {
    await openWithKeys((await desk.save(goodPlan())).id)
    press('Add stop')
    screen.getByRole('button', { name: 'Remove stop' }).focus()
    pressKey('z')
    await waitFor(() => expect(stopCount()).toBe(0))
    expect(document.activeElement).toBe(screen.getByRole('region', { name: /^Editor: / }))
  })

  it('are in the key list as the editor’s own', async () => {
    await openWithKeys((await desk.save(goodPlan())).id, <KeyList onClose={() => {}} />)
    const list = screen.getByRole('heading', { name: 'In the editor' }).parentElement
    expect(list?.textContent).toContain('Undo the last change that is not savedCtrl+Z')
    expect(list?.textContent).toContain('Save and sendCtrl+Enter')
  })
})

describe('what else can be done', () => {
  it('cancels at once and leaves other typing alone', async () => {
    const record = await desk.save(goodPlan(), 'send')
    await open(record.id)
    type('Instructions', 'Gate code 4471')
    press('Cancel workflow')
    await waitFor(async () => expect((await desk.db.workflows.get(record.id))?.plan.status).toBe('CANCELLED'))
    expect((await desk.db.workflows.get(record.id))?.plan.instructions).toBeNull()
    await waitFor(() => expect(field('Status').value).toBe('CANCELLED'))
    expect(field('Instructions').value).toBe('Gate code 4471')
  })

  it('keeps the focus on the button that was pressed, although it does nothing more', async () => {
    const record = await desk.save(goodPlan(), 'send')
    await open(record.id)
    type('Instructions', 'Gate code 4471')
    for (const name of ['Save draft', 'Cancel workflow']) {
      const button = screen.getByRole('button', { name })
      button.focus()
      press(name)
      await waitFor(() => expect(savingText()).toBe('Saved 05:12'))
      expect(document.activeElement).toBe(button)
    }
    const cancel = screen.getByRole('button', { name: 'Cancel workflow' })
    await waitFor(() => expect(cancel.getAttribute('aria-disabled')).toBe('true'))
    type('Instructions', 'Gate code 12')
    const discard = screen.getByRole('button', { name: 'Discard changes' })
    discard.focus()
    press('Discard changes')
    expect(document.activeElement).toBe(discard)
    screen.getByRole('button', { name: 'Bring it back' }).focus()
    press('Bring it back')
    expect(document.activeElement).toBe(screen.getByRole('region', { name: /^Editor: / }))
  })

  it('keeps the focus by the field when the button beside it goes with its press', async () => {
    const at = (latitude: number) => ({ latitude, longitude: -87.63 })
    const stops = [namedStop('A', at(41)), namedStop('B', at(42))]
    await open('new', goodPlan({ stops, totalDistance: 5, totalDistanceUnit: 'km' }))
    screen.getByRole('button', { name: /^Use estimate/ }).focus()
    fireEvent.click(screen.getByRole('button', { name: /^Use estimate/ }))
    expect(document.activeElement).toBe(field('Total distance'))
    type('Start', '1 Nov 2026 01:30')
    press('Second (UTC-06:00)')
    expect(document.activeElement).toBe(field('Start'))
  })

  it('closes with Escape, but not with the one that closes an open list', async () => {
    let closed = 0
    const record = await desk.save(goodPlan())
    await open(record.id, undefined, () => closed++)
    const driver = field('Driver')
    fireEvent.click(driver)
    await screen.findByRole('option', { name: /S. Okafor/ })
    fireEvent.keyDown(driver, { key: 'Escape' })
    expect(closed).toBe(0)
    await waitFor(() => expect(screen.queryByRole('option', { name: /S. Okafor/ })).toBeNull())
    fireEvent.keyDown(driver, { key: 'Escape' })
    expect(closed).toBe(1)
  })

  it('completes and sends', async () => {
    const record = await desk.save(goodPlan(), 'send')
    await open(record.id)
    press('Complete')
    await waitFor(async () => expect((await desk.db.workflows.get(record.id))?.plan.status).toBe('COMPLETED'))
    expect((await desk.db.outbox.get(record.id))?.seq).toBe(2)
  })

  it('duplicates into a draft with stop ids of its own, and opens it', async () => {
    const record = await desk.save(goodPlan({ stops: [namedStop('A stop')] }), 'send')
    await open(record.id)
    screen.getByRole('button', { name: 'Duplicate' }).focus()
    press('Duplicate')
    press('Duplicate')
    await waitFor(() => expect(field('Reference').value).toBe('N-24-0612 copy'))
    expect(document.activeElement).toBe(field('Reference'))
    fireEvent.click(screen.getByRole('button', { name: 'Duplicate' }), { detail: 2 })
    await waitFor(async () => expect(await desk.db.workflows.count()).toBe(2))
    const copy = (await desk.db.workflows.toArray()).find((each) => each.id !== record.id)
    expect(copy).toMatchObject({ seq: 0, origin: { kind: 'copy', of: record.id } })
    expect(copy?.plan.stops[0]?.sourceStopId).not.toBe(record.plan.stops[0]?.sourceStopId)
  })

  it('shows values that this version does not know as they are', async () => {
    const plan = goodPlan({ status: 'TELEPORTED', connectionId: '00000000-0000-4000-8000-000000000009' })
    const record = await desk.save(plan)
    await open(record.id)
    expect(field('Status').value).toBe('TELEPORTED')
    expect(field('Connection (fleet and TSP)').value).toBe(`${plan.connectionId} (not in the list)`)
  })
})

describe('what Catena said', () => {
  it('stands beside the field it refused until that field is changed', async () => {
    const record = await desk.save(goodPlan({ totalDistance: 5, totalDistanceUnit: 'nmi' }), 'send')
    const sync = syncOf(record.id, {
      state: 'rejected',
      reason: { code: 'invalid', detail: null },
      fieldErrors: [{ path: ['totalDistanceUnit'], message: 'unit is not supported' }],
    })
    await desk.db.workflows.update(record.id, { sync, shownState: 'rejected' })
    await open(record.id)
    await screen.findByText('Catena: unit is not supported')
    fireEvent.change(field('Distance unit'), { target: { value: 'km' } })
    expect(screen.queryByText('Catena: unit is not supported')).toBeNull()
  })

  it('has the keyboard at the field it refused when that is to be corrected, and again when asked again', async () => {
    const record = await desk.save(goodPlan({ stops: [namedStop('A stop')] }), 'send')
    const sync = syncOf(record.id, {
      state: 'rejected',
      reason: { code: 'invalid', detail: null },
      fieldErrors: [{ path: ['stops', 0, 'locationName'], message: 'is not known' }],
    })
    await desk.db.workflows.update(record.id, { sync, shownState: 'rejected' })
    await open(record.id)
    for (const tab of ['Plan', 'Sync']) {
      fireEvent.click(screen.getByRole('tab', { name: tab }))
      screen.getByRole('button', { name: 'Correct' }).focus()
      press('Correct')
      await waitFor(() => expect(document.activeElement).toBe(field('Location name')))
    }
    fireEvent.change(field('Location name'), { target: { value: 'A dock' } })
    press('Correct')
    await waitFor(() => expect(document.activeElement).toBe(field('Reference')))
  })

  it('is told in the History: who, when, from what to what, and where it got to', async () => {
    const record = await desk.save(goodPlan(), 'send')
    const plan = { ...record.plan, driverSourceId: 'drv-3', endsAt: '2026-11-24T18:30:00Z' }
    await desk.commands.apply('Edit N-24-0612', [{ workflowId: record.id, baseRev: 1, plan, intent: 'send' }])
    await desk.db.workflows.update(record.id, { sync: syncOf(record.id, { seq: 1, state: 'done' }) })
    await open(record.id)
    fireEvent.click(screen.getByRole('tab', { name: 'History' }))
    await screen.findByText('S. Okafor')
    const items = within(screen.getByRole('list', { name: 'History' })).getAllByRole('listitem')
    expect(items.map((each) => each.textContent)).toEqual([
      'Edit N-24-0612On this computer24 Nov 05:12 · Dana ReyesDriverJ. Whitefeather → S. OkaforEnd24 Nov 12:05 → 24 Nov 12:30',
      'NewAt the TSP24 Nov 05:12 · Dana Reyes',
    ])
  })

  it('is told in the Sync tab line by line, and asked for again when it moves', async () => {
    const record = await desk.save(goodPlan(), 'send')
    let sync = syncOf(record.id, { state: 'sending', attempts: 1 })
    desk.host.answer('sync.detail', () =>
      detailOf(sync, { lines: [{ at: '2026-11-24T11:05:00Z', kind: 'attempt', text: 'Sent to Catena' }] }),
    )
    await open(record.id)
    fireEvent.click(screen.getByRole('tab', { name: 'Sync' }))
    await screen.findByText('Sent to Catena')
    expect(screen.getByText('dp_INSTALL012_01J')).toBeTruthy()
    sync = syncOf(record.id, { state: 'accepted', attempts: 1, operationId: 'operation-7' })
    desk.host.emit('sync.changed', { statuses: [sync] })
    await screen.findByText('operation-7')
  })

  it('says so in the Sync tab when the host cannot be asked', async () => {
    const record = await desk.save(goodPlan(), 'send')
    await open(record.id)
    desk.host.close()
    fireEvent.click(screen.getByRole('tab', { name: 'Sync' }))
    await screen.findByText(/The sender cannot be asked now/)
  })
})

describe('a conflict', () => {
  it('is settled field by field over the version that was seen, and the other stays in the history', async () => {
    const record = await desk.save(goodPlan(), 'send')
    const sync = syncOf(record.id, { state: 'conflict' })
    await desk.db.workflows.update(record.id, { sync, shownState: 'conflict' })
    const base = { ...record.plan, driverSourceId: 'drv-2', territoryName: 'South', instructions: null }
    const theirs = {
      plan: { ...base, driverSourceId: 'drv-3', territoryName: 'Harbour', instructions: 'Gate 4' },
      base,
      askedFields: [],
      changedAt: '2026-11-24T11:05:00Z',
      baseHash: 'hash-9',
    }
    desk.host.answer('sync.detail', () => detailOf(sync, { theirs }))
    await open(record.id)
    const panel = within(screen.getByRole('region', { name: 'Conflict' }))
    await panel.findByText('S. Okafor')
    press('Correct')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Conflict' })))
    const driver = within(panel.getByRole('group', { name: 'Driver' }))
    // What only the other side changed is not asked about, and nothing is chosen beforehand.
    expect(
      panel
        .getAllByRole('group')
        .map((each) => each.getAttribute('aria-label') ?? each.querySelector('legend')?.textContent),
    ).toEqual(['Driver', 'Territory'])
    expect(panel.getAllByRole('radio').filter((each) => (each as HTMLInputElement).checked)).toEqual([])
    expect(panel.getByRole('button', { name: 'Choose 2 more' }).getAttribute('aria-disabled')).toBe('true')
    fireEvent.click(driver.getByLabelText(/Catena’s · changed 24 Nov 05:05/))
    fireEvent.click(within(panel.getByRole('group', { name: 'Territory' })).getByLabelText(/Mine/))
    fireEvent.click(panel.getByRole('button', { name: 'Settle conflict' }))
    await waitFor(async () => expect((await desk.db.outbox.get(record.id))?.overBase).toBe('hash-9'))
    const settled = await desk.db.workflows.get(record.id)
    expect(settled?.plan).toMatchObject({
      driverSourceId: 'drv-3',
      territoryName: 'North',
      instructions: 'Gate 4',
    })
    const [newest] = await readHistory(desk.db, record.id)
    expect(newest?.changes).toEqual([
      { path: 'driverSourceId', before: 'drv-1', after: 'drv-3' },
      { path: 'instructions', before: null, after: 'Gate 4' },
    ])
  })
})

it('keeps the fixture clock where the sentences expect it', () => {
  expect(new Date(NOW).toISOString()).toBe('2026-11-24T11:12:00.000Z')
})
