import path from 'node:path'
import type { AuthStatus, CallInput, CallOutput } from '../../../shared/rpc/contract.ts'
import { errorToStore } from '../../../shared/text/error-text.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { openTraining, TRAINING_ACCOUNT } from '../../sandbox/training/training.ts'
import { trainingDay } from '../../sandbox/training/training-day.ts'
import type { Notices } from '../notices.ts'
import type { HostEnvironment } from '../platform/environment.ts'
import type { Log } from '../platform/log.ts'
import type { Clock, Random } from '../sync/core/ports.ts'
import { createSyncEngine } from '../sync/engine/engine.ts'
import { openJournal } from '../sync/journal/journal.ts'
import type { AuthActions, OpenWorkspace } from './workspace.ts'

/** What the training workspace works with. */
export interface TrainingWorkspaceParts {
  readonly dataDir: string
  readonly environment: HostEnvironment
  readonly installId: string
  readonly notices: Notices
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** Opens the training data: the same engine and journal, with a sandbox in this process instead of Catena. */
export async function openTrainingWorkspace(parts: TrainingWorkspaceParts): Promise<OpenWorkspace> {
  const { clock, log, random, installId, environment } = parts
  const folder = path.join(parts.dataDir, 'training')
  const { journal, read } = await openJournal({
    folder,
    onLockLost: (error) => parts.notices.raise('error', 'journal.lockLost', errorToStore(error)),
  })
  const { engine, training } = await startEngine().catch(async (error) => {
    // The lock would keep this process from opening the folder again.
    await journal.close()
    throw error
  })

  async function startEngine() {
    const training = openTraining({ folder, clock, log })
    const engine = await createSyncEngine({
      clock,
      random,
      journal,
      journalRead: read,
      ...training,
      timings: environment.timings,
      installId,
      log,
    })
    return { engine, training }
  }

  return {
    engine,
    auth: trainingAuth(),
    reader: training.reader,
    tokens: training.tokens,
    trainingDay: planDay,
    async close(graceMs) {
      await engine.close(graceMs)
      await journal.close()
    },
  }
}

/** @throws TypedError `rpc.badInput` for an invalid day or time zone. */
function planDay({ day, timeZone }: CallInput<'training.day'>): CallOutput<'training.day'> {
  try {
    return { plans: trainingDay(day, timeZone) }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new TypedError('rpc.badInput', messageRef('errors.training.noDay', { day, zone: timeZone }), cause)
  }
}

/** Always signed in with the training account; signing in and out is refused. */
function trainingAuth(): AuthActions {
  const status: AuthStatus = {
    step: 'signedIn',
    account: TRAINING_ACCOUNT,
    displayName: null,
    isSessionOnly: false,
    detail: null,
    authorizationUrl: null,
    mode: null,
    clockAheadMs: null,
  }
  const refuse = async (): Promise<AuthStatus> => {
    throw new TypedError('training.noAccount', 'Leave training mode first: it has no account.')
  }
  return {
    status: () => status,
    signIn: refuse,
    cancelSignIn: refuse,
    signInWithClientCredentials: refuse,
    signOut: refuse,
    authorizationUrl: () => null,
    onStatus: () => () => {},
  }
}
