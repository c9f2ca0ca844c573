import type { z } from 'zod'
import { type CatenaSettings, catenaSettings, type Settings } from '../../shared/model/settings.ts'
import { DEFAULT_TIMINGS, type SyncTimings, syncTimings } from '../../shared/sync/timings.ts'
import { TypedError } from '../../shared/util/typed-error.ts'

/** What the environment says; it wins over the settings file. */
export interface HostEnvironment {
  readonly catena: Partial<CatenaSettings>
  /** Given: the client-credentials mode. Never stored, shown or logged. */
  readonly clientSecret: string | null
  readonly timings: SyncTimings
}

const NAMES = {
  apiUrl: 'CATENA_API_URL',
  issuerUrl: 'CATENA_ISSUER_URL',
  clientId: 'CATENA_CLIENT_ID',
  scope: 'CATENA_SCOPE',
} as const satisfies Record<keyof CatenaSettings, string>

/**
 * Reads the variables of the planner.
 * @throws TypedError `environment.invalid` naming the variable, also for `PLANNER_SYNC_TIMINGS` in a packaged build,
 * where nobody may shorten the times that keep a change from being sent twice.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): HostEnvironment {
  const catena: Record<string, string> = {}
  for (const [key, name] of Object.entries(NAMES)) {
    const value = variables[name]
    if (value === undefined || value === '') continue
    catena[key] = parseVariable(name, catenaSettings.shape[key as keyof CatenaSettings], value)
  }
  const clientSecret = variables.CATENA_CLIENT_SECRET
  return {
    catena,
    clientSecret: clientSecret === undefined || clientSecret === '' ? null : clientSecret,
    timings: readTimings(variables.PLANNER_SYNC_TIMINGS, isPackaged),
  }
}

function readTimings(text: string | undefined, isPackaged: boolean): SyncTimings {
  if (text === undefined || text === '') return DEFAULT_TIMINGS
  if (isPackaged) {
    throw new TypedError(
      'environment.invalid',
      'PLANNER_SYNC_TIMINGS is for tests: the installed planner refuses it.',
    )
  }
  return parseVariable('PLANNER_SYNC_TIMINGS', syncTimings.strict(), parseJson(text))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TypedError('environment.invalid', 'PLANNER_SYNC_TIMINGS is not JSON.', cause)
  }
}

function parseVariable<S extends z.ZodType>(name: string, schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new TypedError(
    'environment.invalid',
    `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  )
}

/** The settings with the environment laid over them, as the host uses them; the file keeps what the user typed. */
export function withEnvironment(settings: Settings, environment: HostEnvironment): Settings {
  return { ...settings, catena: { ...settings.catena, ...environment.catena } }
}

/** Names of the settings that the environment overrides, as paths. */
export function overriddenNames(environment: HostEnvironment): string[] {
  return Object.keys(environment.catena).map((key) => `catena.${key}`)
}
