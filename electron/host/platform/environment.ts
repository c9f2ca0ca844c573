import type { z } from 'zod'
import { type CatenaSettings, catenaSettings, type Settings } from '../../../shared/model/settings.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { DEFAULT_TIMINGS, type SyncTimings, syncTimings } from '../sync/core/timings.ts'

/** The settings in the environment; they win over the settings file. */
export interface HostEnvironment {
  /** With a client secret also the fields that decide who receives it: see {@link readEnvironment}. */
  readonly catena: Partial<CatenaSettings>
  /** When given, the planner signs in with client credentials. Never stored, shown or logged. */
  readonly clientSecret: string | null
  readonly timings: SyncTimings
}

const NAMES = {
  apiUrl: 'CATENA_API_URL',
  issuerUrl: 'CATENA_ISSUER_URL',
  clientId: 'CATENA_CLIENT_ID',
  scope: 'CATENA_SCOPE',
} as const satisfies Partial<Record<keyof CatenaSettings, string>>

/** The settings that decide where a client secret and its access tokens are sent. */
const RECEIVERS = ['apiUrl', 'issuerUrl', 'clientId'] as const satisfies (keyof CatenaSettings)[]

/**
 * Reads the variables of the planner. With `CATENA_CLIENT_SECRET` the issuer, the client id and the API address come
 * from the environment or the built-in defaults, not from the settings file: a page writes that file and must not
 * choose who receives the secret.
 * @throws TypedError `environment.invalid` naming the variable, also for `PLANNER_SYNC_TIMINGS` in a packaged build:
 * shorter times could let a change be sent twice.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): HostEnvironment {
  const clientSecret = nonEmpty(variables.CATENA_CLIENT_SECRET)
  const catena: Record<string, string> = clientSecret === null ? {} : builtInReceivers()
  for (const [key, name] of Object.entries(NAMES)) {
    const value = variables[name]
    if (value === undefined || value === '') continue
    catena[key] = parseVariable(name, catenaSettings.shape[key as keyof CatenaSettings], value)
  }
  return {
    catena,
    clientSecret,
    timings: readTimings(variables.PLANNER_SYNC_TIMINGS, isPackaged),
  }
}

function builtInReceivers(): Record<string, string> {
  const defaults = catenaSettings.parse({})
  return Object.fromEntries(RECEIVERS.map((key) => [key, defaults[key]]))
}

function nonEmpty(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value
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

/** The settings with the values of the environment. The settings file is not changed. */
export function withEnvironment(settings: Settings, environment: HostEnvironment): Settings {
  return { ...settings, catena: { ...settings.catena, ...environment.catena } }
}

/** Paths of the settings that the environment overrides; `catena.clientSecret` when it gives a secret. */
export function overriddenNames(environment: HostEnvironment): string[] {
  const names = Object.keys(environment.catena)
  if (environment.clientSecret !== null) names.push('clientSecret')
  return names.map((key) => `catena.${key}`)
}

/** Names of the fields of `next` that the environment sets and that differ from what it sets. */
export function changedAgainst(environment: HostEnvironment, next: CatenaSettings): (keyof CatenaSettings)[] {
  return catenaSettings
    .keyof()
    .options.filter((key) => environment.catena[key] !== undefined && environment.catena[key] !== next[key])
}

/** The variables that may hold a proxy's address with a user name and a password. */
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'all_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
])

/** Secret values in the environment, as written and decoded, for the redactor. */
export function secretValues(variables: Readonly<Record<string, string | undefined>>): string[] {
  const secret = nonEmpty(variables.CATENA_CLIENT_SECRET)
  const passwords = PROXY_VARIABLES.flatMap((name) => proxyPasswords(variables[name] ?? ''))
  return [...new Set(secret === null ? passwords : [secret, ...passwords])]
}

/** Shorter passwords are redacted in addresses and headers only; elsewhere they would hide ordinary text. */
const MIN_BY_VALUE = 6

function proxyPasswords(text: string): string[] {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  if (!URL.canParse(address)) return []
  const { username, password } = new URL(address)
  const pair = `${decoded(username)}:${decoded(password)}`
  return password === '' ? [] : [password, decoded(password), base64(pair)].filter(isLongEnough)
}

function isLongEnough(value: string): boolean {
  return value.length >= MIN_BY_VALUE
}

/** The credentials after `Basic` in a header. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // the password has a `%` that encodes nothing
  }
}

/** The variables without the client secret, for a program that this one starts. */
export function withoutSecret<T extends Readonly<Record<string, string | undefined>>>(
  variables: T,
): Omit<T, 'CATENA_CLIENT_SECRET'> {
  const { CATENA_CLIENT_SECRET: _secret, ...rest } = variables
  return rest
}
