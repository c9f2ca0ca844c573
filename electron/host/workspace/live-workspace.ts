import path from 'node:path'
import type { IdsInPayload } from '../../../shared/model/plan/assignee-ids.ts'
import { errorToStore } from '../../../shared/text/error-text.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { createReadDispatcher } from '../catena/read-dispatcher.ts'
import { createCatenaReader } from '../catena/reader.ts'
import { createWriteTransport } from '../catena/write-transport.ts'
import type { Notices } from '../notices.ts'
import type { ClockCheck } from '../platform/clock-check.ts'
import type { HostEnvironment } from '../platform/environment.ts'
import type { Log } from '../platform/log.ts'
import type { Clock, Random, TokenSource } from '../sync/core/ports.ts'
import { createSyncEngine } from '../sync/engine/engine.ts'
import { openJournal } from '../sync/journal/journal.ts'
import type { AuthActions, OpenWorkspace } from './workspace.ts'

/** What the account's own workspace works with. */
export interface LiveWorkspaceParts {
  readonly dataDir: string
  readonly apiUrl: string
  readonly environment: HostEnvironment
  readonly auth: AuthActions
  /** Tokens of the sign-in while it belongs to `apiUrl`. */
  readonly tokens: TokenSource
  /** Which ids of driver and vehicle a payload carries; read before each write. */
  readonly idsInPayload: () => IdsInPayload
  readonly installId: string
  readonly notices: Notices
  /** Gets Catena's time. */
  readonly clockCheck: ClockCheck
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/**
 * Opens the account's own data and continues with unfinished changes.
 * @throws TypedError `journal.locked`, `journal.lockedElsewhere` when another planner has the folder,
 * `catena.badAddress`
 */
export async function openLiveWorkspace(parts: LiveWorkspaceParts): Promise<OpenWorkspace> {
  const { auth, tokens, clock, log, random, installId } = parts
  const connection = { apiUrl: parts.apiUrl, env: process.env }
  const dispatcher = createReadDispatcher(connection)
  const reader = createCatenaReader({
    apiUrl: parts.apiUrl,
    dispatcher,
    onSetAside: (kind, count) =>
      log('warn', `${count} records of ${kind} from Catena could not be used and were left out`),
  })
  const opened = await openJournal({
    folder: path.join(parts.dataDir, 'live'),
    onLockLost: (error) => parts.notices.raise('error', 'journal.lockLost', errorToStore(error)),
  }).catch(async (error) => {
    await dispatcher.destroy()
    throw error
  })
  const { journal, read, setAside } = opened
  if (setAside.length > 0 || read.cutBytes > 0) reportDamage(parts, setAside.length)
  const engine = await createSyncEngine({
    clock,
    random,
    journal,
    journalRead: read,
    write: createWriteTransport(connection),
    reader,
    tokens,
    timings: parts.environment.timings,
    idsInPayload: parts.idsInPayload,
    installId,
    onServerDate: parts.clockCheck.observe,
    log,
  }).catch(async (error) => {
    // The lock would keep this process from opening the folder again.
    await journal.close()
    await dispatcher.destroy()
    throw error
  })
  return {
    engine,
    auth,
    reader,
    tokens,
    trainingDay: null,
    async close(graceMs) {
      await engine.close(graceMs)
      await journal.close()
      await dispatcher.destroy()
    },
  }
}

function reportDamage({ notices, log }: LiveWorkspaceParts, setAsideCount: number): void {
  log('warn', `part of the journal could not be read (${setAsideCount} records set aside)`)
  notices.raise('warning', 'journal.damaged', messageRef('errors.journal.damaged'))
}
