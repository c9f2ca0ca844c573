import { z } from 'zod'
import { plan } from '../model/plan/workflow.ts'
import { REFERENCE_KINDS, referencePage } from '../model/reference.ts'
import { REMOTE_WINDOWS, remotePage } from '../model/remote-workflow.ts'
import { settings } from '../model/settings.ts'
import { learnedAnswer } from '../model/status/connection-learned.ts'
import {
  account,
  fieldError,
  networkStatus,
  submittedChange,
  syncDetail,
  workflowSync,
} from '../model/status/sync-status.ts'

/**
 * Every call and every event between renderer and host. A new call is one line here and one handler; without the
 * handler it does not compile. Both ends parse with these schemas. None of them may carry a token, a secret or an
 * `Authorization` value.
 */

/** Which local data are in use: the account's own, or the separate training data. */
export const workspace = z.enum(['live', 'training'])
export type Workspace = z.infer<typeof workspace>

/** The state of signing in, as the first screen and the account settings show it. */
export const authStatus = z.object({
  step: z.enum(['signedOut', 'waitingForBrowser', 'signedIn', 'signInNeeded', 'failed']),
  account: account.nullable(),
  /** For display only. */
  displayName: z.string().nullable(),
  /** True when the secret store is memory only: signed in for this run only. */
  isSessionOnly: z.boolean(),
  /** Why it is session-only, or why signing in failed: a stored text (`shared/text/stored-text.ts`) of one sentence. */
  detail: z.string().nullable(),
  /** While waiting, in the loopback shell with `--no-open`: the address to open in any browser. */
  authorizationUrl: z.string().nullable(),
  mode: z.enum(['code', 'clientCredentials']).nullable(),
  /** How far this computer's clock is ahead of the servers' time, milliseconds; `null` when no server has told it. */
  clockAheadMs: z.number().nullable(),
})
export type AuthStatus = z.infer<typeof authStatus>

/**
 * A message for the dispatcher that stays until it is dismissed, with its time: a set-aside settings file, a full disk.
 */
export const notice = z.object({
  id: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  code: z.string(),
  /** A stored text, see `shared/text/stored-text.ts`. */
  text: z.string(),
  at: z.string(),
})
export type Notice = z.infer<typeof notice>

const none = z.strictObject({})
const workflowId = z.string().min(1).max(64)
const done = z.strictObject({})

/** The output of `app.hello`: everything a page needs before its first screen. */
export const hello = z.object({
  shell: z.enum(['loopback', 'electron', 'test']),
  version: z.string(),
  workspace: workspace.nullable(),
  /** Changes when the host restarts. */
  hostRunId: z.string(),
  installId: z.string(),
  auth: authStatus,
  connection: networkStatus,
  settings,
  /** Names of the settings that an environment variable overrides. */
  overridden: z.array(z.string()),
  notices: z.array(notice),
})
export type Hello = z.infer<typeof hello>

/** Calls: name → schema of the input and of the output. */
export const calls = {
  'app.hello': { input: none, output: hello },
  /** Enters the account's own workspace or the training one; the page then opens that workspace's database. */
  'app.enter': { input: z.strictObject({ workspace: workspace.nullable() }), output: hello },
  'app.dismissNotice': { input: z.strictObject({ id: z.string() }), output: done },
  /** Opens one of a fixed list of addresses in the system browser; the page passes a key, never an address. */
  'app.openExternal': { input: z.strictObject({ key: z.enum(['catena', 'signIn']) }), output: done },
  'settings.get': { input: none, output: settings },
  'settings.save': { input: z.strictObject({ settings }), output: settings },
  'auth.status': { input: none, output: authStatus },
  /** Starts authorization code + PKCE in the system browser; progress comes as `auth.changed`. */
  'auth.signIn': { input: none, output: authStatus },
  'auth.cancelSignIn': { input: none, output: authStatus },
  'auth.signInWithClientCredentials': {
    input: z.strictObject({
      clientId: z.string().min(1).max(255),
      clientSecret: z.string().min(1).max(4096),
    }),
    output: authStatus,
  },
  'auth.signOut': { input: none, output: authStatus },
  /**
   * First call of a page about sync. `installId`: the one that its database holds, `null` for a new database.
   * `isSameInstall: false`: the profile was copied or restored, and every open change becomes uncertain.
   */
  'sync.begin': {
    input: z.strictObject({ installId: z.string().nullable() }),
    output: z.object({ installId: z.string(), isSameInstall: z.boolean() }),
  },
  /** Submits pending changes. Answers after they are in the journal. */
  'sync.submit': {
    input: z.strictObject({ entries: z.array(submittedChange).max(50) }),
    output: z.object({ acknowledged: z.array(z.object({ workflowId, seq: z.number().int() })) }),
  },
  /** Every lane's status, paged by workflow id; `next: null` is the end. */
  'sync.statuses': {
    input: z.strictObject({ after: z.string().nullable() }),
    output: z.object({ statuses: z.array(workflowSync), next: z.string().nullable() }),
  },
  /** The desired plans in the journal, to restore a lost database. Paged in the same way. */
  'sync.desiredPlans': {
    input: z.strictObject({ after: z.string().nullable() }),
    output: z.object({
      desiredPlans: z.array(
        z.object({
          workflowId,
          seq: z.number().int(),
          intent: z.enum(['send', 'cancel']),
          plan,
          sourceId: z.string(),
          account: account.nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
  },
  'sync.detail': { input: z.strictObject({ workflowId }), output: syncDetail.nullable() },
  /**
   * Sends waiting changes without delay; `null` means all. A change that needs evidence of absence still waits for it.
   */
  'sync.sendNow': { input: z.strictObject({ workflowId: workflowId.nullable() }), output: done },
  'sync.hold': { input: z.strictObject({ workflowIds: z.array(workflowId).max(1000) }), output: done },
  'sync.release': { input: z.strictObject({ workflowIds: z.array(workflowId).max(1000) }), output: done },
  /** Drops a change that provably made nothing at Catena. @throws `sync.mayExist` for any other */
  'sync.discard': { input: z.strictObject({ workflowIds: z.array(workflowId).max(1000) }), output: done },
  'sync.holdAll': { input: z.strictObject({ isHeld: z.boolean() }), output: networkStatus },
  /** A person looked at Catena and did not find an uncertain change that listings cannot settle: it is sent again. */
  'sync.confirmAbsent': { input: z.strictObject({ workflowId }), output: done },
  'sync.cancelDuplicate': { input: z.strictObject({ workflowId, operationId: z.string() }), output: done },
  /** What was learned about each connection by watching our own changes there. */
  'sync.learned': { input: none, output: learnedAnswer },
  /**
   * One page of what Catena lists of a connection, whoever made it. It writes nothing, neither at Catena nor into the journal.
   * @throws TypedError `remote.notNow` while nothing can be read, `remote.refused` or `remote.unusable` for Catena's answer.
   */
  'remote.page': {
    input: z.strictObject({
      connectionId: z.string(),
      window: z.enum(REMOTE_WINDOWS),
      cursor: z.string().nullable(),
    }),
    output: remotePage,
  },
  'reference.page': {
    input: z.strictObject({ kind: z.enum(REFERENCE_KINDS), cursor: z.string().nullable() }),
    output: z.object({ page: referencePage, asOf: z.string() }),
  },
  /** An example of a planned day of the training fleet, for an empty training database. `day` is `YYYY-MM-DD`. */
  'training.day': {
    input: z.strictObject({ day: z.string(), timeZone: z.string() }),
    output: z.object({ plans: z.array(z.object({ plan, isToSend: z.boolean() })) }),
  },
} as const
export type Calls = typeof calls
export type CallName = keyof Calls
export type CallInput<N extends CallName> = z.infer<Calls[N]['input']>
export type CallOutput<N extends CallName> = z.infer<Calls[N]['output']>

/** Events from the host: name → schema. */
export const events = {
  /** Collected over a short time, so that many changes are one event. */
  'sync.changed': z.object({ statuses: z.array(workflowSync).max(100) }),
  'network.changed': networkStatus,
  'auth.changed': authStatus,
  'settings.changed': settings,
  'workspace.changed': z.object({ workspace: workspace.nullable() }),
  'notices.changed': z.object({ notices: z.array(notice) }),
} as const
export type Events = typeof events
export type EventName = keyof Events
/**
 * Events that carry a whole state. The client keeps the last of each kind and gives it to every later listener, so that
 * nothing is lost between `app.hello` and the first listener. `sync.changed` carries only changes: subscribe to it
 * first, then call `sync.statuses` or `sync.detail`.
 */
export const STATE_EVENTS: ReadonlySet<EventName> = new Set<Exclude<EventName, 'sync.changed'>>([
  'network.changed',
  'auth.changed',
  'settings.changed',
  'workspace.changed',
  'notices.changed',
])
export type EventData<N extends EventName> = z.infer<Events[N]>

/** An error on the host channel: a code (`area.reason`) with its values, a message, and the fields it concerns. */
export const rpcFailure = z.object({
  code: z.string(),
  message: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  fieldErrors: z.array(fieldError).optional(),
})
export type RpcFailure = z.infer<typeof rpcFailure>

/** One message of a channel. */
export const rpcMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), id: z.number().int(), name: z.string(), input: z.unknown() }),
  z.strictObject({ type: z.literal('result'), id: z.number().int(), output: z.unknown() }),
  z.strictObject({ type: z.literal('failure'), id: z.number().int(), failure: rpcFailure }),
  z.strictObject({ type: z.literal('event'), name: z.string(), data: z.unknown() }),
])
export type RpcMessage = z.infer<typeof rpcMessage>
