import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startSandbox } from '../../electron/sandbox/start-sandbox.ts'
import { emptyPlan } from '../../shared/model/plan/workflow.ts'
import type { Account, SubmittedChange, WorkflowSync } from '../../shared/model/status/sync-status.ts'
import type { RpcClient } from '../../shared/rpc/rpc-client.ts'
import { en } from '../../shared/text/en/en.ts'
import { openLoopbackPage } from '../doubles/host/loopback-page.ts'
import { freePort, startPlanner } from '../e2e/planner.ts'

const CONNECTION = 'Norte'
/** The journal tries again every five seconds. */
const WAIT = { interval: 50 }

/** A disk of its own for the test, as small as disks get; `null` where this process may not have one. */
function mountSmallDisk(): { readonly folder: string; unmount(): void } | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-full-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    remove() // a container without the right to mount: the test is skipped, and counted as such
    return null
  }
  return {
    folder,
    unmount() {
      execFileSync('umount', ['-l', folder])
      remove()
    },
  }
}

/** Writes until not a byte more goes in. */
function fill(file: string): void {
  for (let bytes = 65_536; bytes >= 1; ) {
    try {
      appendFileSync(file, Buffer.alloc(bytes))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      bytes = Math.floor(bytes / 2)
    }
  }
}

/** Longer than the room that is left in the journal's last block on a full disk. */
const LONG = 'Ring twice. '.repeat(800)

function changeOf(id: string, connectionId: string, account: Account | null): SubmittedChange {
  return {
    workflowId: id,
    seq: 1,
    intent: 'send',
    plan: { ...emptyPlan(), reference: id, connectionId, instructions: LONG },
    sourceId: `dp_diskfull00_${id}`,
    account,
    overBase: null,
    wasSubmitted: false,
    known: null,
  }
}

async function statusOf(page: RpcClient, id: string): Promise<WorkflowSync | undefined> {
  const { statuses } = await page.call('sync.statuses', { after: null })
  return statuses.find((each) => each.workflowId === id)
}

test('[R4] on a full disk the real host sends nothing and says why; with room again it sends each change once', async ({
  skip,
}) => {
  const disk = mountSmallDisk()
  if (disk === null) return skip('no disk of its own may be mounted here')
  try {
    await fillAndMakeRoom(disk.folder)
  } finally {
    disk.unmount()
  }
})

async function fillAndMakeRoom(folder: string): Promise<void> {
  const sandbox = await startSandbox({ world: { seed: 3, finishDelayMs: [20, 60], listingLagMs: [5, 20] } })
  const ballast = path.join(folder, 'ballast')
  const told: WorkflowSync[] = []
  const planner = await startPlanner({
    dataDir: path.join(folder, 'data'),
    port: await freePort(),
    env: {
      CATENA_API_URL: sandbox.apiUrl,
      CATENA_ISSUER_URL: sandbox.issuerUrl,
      CATENA_CLIENT_ID: sandbox.serviceClient.id,
      CATENA_CLIENT_SECRET: sandbox.serviceClient.secret,
      PLANNER_SYNC_TIMINGS: JSON.stringify({ pollSteps: [100], probeOffline: 200, probeOnline: 400 }),
    },
  })
  try {
    const page = await openLoopbackPage(planner.address)
    page.on('sync.changed', ({ statuses }) => told.push(...statuses))
    await page.call('app.enter', { workspace: 'live' })
    const { account } = (await page.call('app.hello', {})).auth
    await page.call('sync.begin', { installId: null })
    const connection = sandbox.world.fleet.connections.find((each) =>
      each.description?.startsWith(CONNECTION),
    )
    if (connection === undefined) throw new Error('the sandbox has no such connection')
    const [waiting, refused] = ['waiting', 'refused'].map((id) => changeOf(id, connection.id, account))
    if (waiting === undefined || refused === undefined) throw new Error('no pending changes')

    // One change is acknowledged with no network; then the disk fills up, and then the network comes back.
    await sandbox.setNetwork('refused', 'api')
    await page.call('sync.submit', { entries: [waiting] })
    fill(ballast)
    await sandbox.setNetwork('up', 'api')
    await expect
      .poll(async () => (await statusOf(page, 'waiting'))?.reason?.code, WAIT)
      .toBe('journalUnwritable')
    await expect
      .poll(() => told.findLast((each) => each.workflowId === 'waiting'), WAIT)
      .toMatchObject({
        state: 'blocked',
        attempts: 0,
        reason: { code: 'journalUnwritable' },
      })
    expect(en.sync.reason.journalUnwritable.sentence).toMatch(/cannot be recorded.*nothing is sent/)
    await expect(page.call('sync.submit', { entries: [refused] })).rejects.toMatchObject({
      code: 'sync.journalUnwritable',
      message: 'The journal on this computer cannot be written, so nothing is sent',
    })
    expect(await statusOf(page, 'refused')).toBeUndefined()
    expect(sandbox.received.writes()).toEqual([])

    // Room again: the journal is made whole by itself and what waited is sent; what was refused is submitted anew.
    rmSync(ballast)
    await expect.poll(async () => (await statusOf(page, 'waiting'))?.state, WAIT).toBe('done')
    await page.call('sync.submit', { entries: [refused] })
    await expect.poll(async () => (await statusOf(page, 'refused'))?.state, WAIT).toBe('done')
    const sources = sandbox.received.writes().map((each) => /dp_diskfull00_\w+/.exec(each.bodyText)?.[0])
    expect(sources.sort()).toEqual(['dp_diskfull00_refused', 'dp_diskfull00_waiting'])
    expect(sandbox.world.workflows()).toHaveLength(2)
  } finally {
    await planner.stop()
    await sandbox.close()
  }
}
