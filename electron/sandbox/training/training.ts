import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import { hasCode } from '../../../shared/util/has-code.ts'
import type { HttpAnswer } from '../../catena/http-answer.ts'
import { classifyRead } from '../../host/catena/read-answer.ts'
import { createReaderOver } from '../../host/catena/reader.ts'
import type {
  CatenaReader,
  Clock,
  TokenSource,
  WriteRequest,
  WriteTransport,
} from '../../host/sync/core/ports.ts'
import type { SandboxRequest } from '../api/answers.ts'
import { createHandler } from '../api/handler.ts'
import { createSeededRandom } from '../world/seeded-random.ts'
import { createWorld, type World, type WorldOptions } from '../world/world.ts'
import { TRAINING_SEED } from './training-day.ts'

/** The account of training mode, which exists at no server. */
export const TRAINING_ACCOUNT: Account = { issuer: 'training', subject: 'trainee' }

/** What training mode needs. */
export interface TrainingParts {
  /** The folder in which the fleet's workflows are kept between starts. */
  readonly folder: string
  readonly clock: Clock
  readonly log: (level: 'info' | 'warn' | 'error', text: string, cause?: unknown) => void
  readonly world?: Partial<WorldOptions>
  /** How long an answer takes, milliseconds from–to. */
  readonly answerMs?: readonly [number, number]
}

/** Catena in this process: without socket and account, its memory in one file. */
export interface Training {
  readonly write: WriteTransport
  readonly reader: CatenaReader
  readonly tokens: TokenSource
}

/** Slow enough to read each state, with a few failures. */
const TRAINING_WORLD: Partial<WorldOptions> = {
  seed: TRAINING_SEED,
  finishDelayMs: [2_000, 8_000],
  listingLagMs: [300, 1_500],
  failureRate: 0.04,
}
const TRAINING_ANSWER_MS = [120, 600] as const
const FILE = 'training-catena.json'
const TOKEN = 'training'

/**
 * Opens the training fleet, with the workflows that an earlier run left. A file that cannot be read is set aside, and
 * the fleet starts without workflows.
 */
export function openTraining(parts: TrainingParts): Training {
  const world = createWorld({ ...TRAINING_WORLD, ...parts.world })
  loadWorld(parts, world)
  const handle = createHandler(world)
  const chance = createSeededRandom(parts.clock.wallMs())
  const [fastestMs, slowestMs] = parts.answerMs ?? TRAINING_ANSWER_MS
  let savedAt = world.changes()

  /** Saves changes before answering, so that they survive a crash. */
  function answer(request: SandboxRequest): HttpAnswer {
    const nowMs = parts.clock.wallMs()
    const { status, headers, bodyText } = handle(request, nowMs)
    if (world.changes() !== savedAt) {
      saveWorld(parts.folder, world)
      savedAt = world.changes()
    }
    return {
      status,
      headers: { ...headers, date: new Date(nowMs + world.character.takeDateSkewMs()).toUTCString() },
      body: bodyText,
      isTruncated: false,
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      parts.clock.schedule(chance.integer(fastestMs, slowestMs), resolve)
    })
  }

  async function write(request: WriteRequest): ReturnType<WriteTransport> {
    await pause()
    const url = new URL(request.path, 'http://training')
    return {
      kind: 'answered',
      answer: answer({
        method: request.method,
        path: url.pathname,
        query: url.searchParams,
        headers: { authorization: `Bearer ${TOKEN}` },
        bodyText: request.body,
      }),
    }
  }

  const reader = createReaderOver(async (readPath, query) => {
    await pause()
    return classifyRead(
      answer({
        method: 'GET',
        path: readPath,
        query: new URLSearchParams(query),
        headers: { authorization: `Bearer ${TOKEN}` },
        bodyText: '',
      }),
    )
  })

  return { write, reader, tokens: trainingTokens() }
}

function trainingTokens(): TokenSource {
  const token = async () => ({ kind: 'token', accessToken: TOKEN }) as const
  return { account: () => TRAINING_ACCOUNT, accessToken: token, refresh: token, onChange: () => () => {} }
}

/** Writes a new file and renames it, so that a crash leaves the old or the new file. */
function saveWorld(folder: string, world: World): void {
  const file = path.join(folder, FILE)
  writeFileSync(`${file}.new`, world.snapshot(), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function loadWorld(parts: TrainingParts, world: World): void {
  mkdirSync(parts.folder, { recursive: true, mode: 0o700 })
  const file = path.join(parts.folder, FILE)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  try {
    world.restore(text)
  } catch (error) {
    renameSync(file, `${file}.unreadable`)
    parts.log(
      'warn',
      'The training fleet could not be read; it starts anew. The file is kept beside it.',
      error,
    )
  }
}
