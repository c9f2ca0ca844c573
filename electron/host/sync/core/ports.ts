import type { ReferenceKind, ReferencePage } from '../../../../shared/model/reference.ts'
import type { Account } from '../../../../shared/model/status/sync-status.ts'
import type { WriteOutcome } from '../../../catena/http-answer.ts'
import type { WireOperation, WireWorkflow } from '../../../catena/wire.ts'
import type { JournalRecord } from './journal/journal-record.ts'

/**
 * What the sync engine asks of the world. The host gives it real ones, the simulation gives it memory; one
 * contract suite per port runs on both.
 */

/** Time. The wall clock is for display only; every decision uses {@link Clock.monotonicMs}. */
export interface Clock {
  /** Milliseconds since some fixed moment of this process; never goes back. */
  monotonicMs(): number
  /** The computer's own idea of the time, milliseconds since 1970; may jump. */
  wallMs(): number
  /** Calls once after `delayMs`; the returned function cancels. */
  schedule(delayMs: number, run: () => void): () => void
}

/** Chance: a number in [0, 1). */
export type Random = () => number

/** What reading the journal gave. */
export interface JournalRead {
  readonly records: readonly JournalRecord[]
  /** Bytes cut off a torn or damaged tail; above 0 the last lanes count as uncertain. */
  readonly cutBytes: number
  /** True when the file was there; a missing journal with handed entries makes these UNCERTAIN. */
  readonly existed: boolean
}

/**
 * The append-only record of what may have been sent (S2). `append` resolves only after the records are on the disk
 * (`fdatasync`), all of a call or, after a crash, a prefix of them.
 * Both `append` and `compact` reject with a `JournalError` and then nothing may be sent.
 */
export interface Journal {
  append(records: readonly JournalRecord[]): Promise<void>
  /**
   * Replaces the whole content, surviving a crash at any point with the old or the new content. @param facts new records
   * that are written behind the snapshot in the same step.
   */
  compact(snapshot: readonly JournalRecord[], facts?: readonly JournalRecord[]): Promise<void>
  /** Bytes on disk. */
  size(): number
  close(): Promise<void>
}

/** One write, ready to go. */
export interface WriteRequest {
  readonly method: 'POST' | 'PATCH'
  /** Below the API base, with its query. */
  readonly path: string
  readonly body: string
}

/** Sends one write on a connection of its own, never repeats it, never throws for a network fault. */
export type WriteTransport = (
  request: WriteRequest,
  accessToken: string,
  deadlineMs: number,
) => Promise<WriteOutcome>

/** What Catena's `Date` header said, milliseconds since 1970; `null` when absent or unreadable. */
export type ServerDateMs = number | null

/**
 * Why nothing of Catena's came. `offline`: no connection can be opened. `portal`: the network wants a login first.
 * `untrusted`: the certificate was not accepted. `unreachable`: connected, but no usable answer came.
 */
export type NetworkTrouble = 'offline' | 'portal' | 'untrusted' | 'unreachable'

/**
 * How a read ended. `ok`, `unauthorized`, `rateLimited`, `refused`, `unusable` and `serverError` come from Catena in its own shape.
 * `unusable`: Catena answered 200 with a page or a record of its own, but what was asked for cannot be read from it (an
 * item that cannot be read, a page without its end mark, a cursor loop, an item outside the filters). It proves nothing for
 * whoever asked, and says nothing against the network or Catena as a whole. `reason` is one sentence part for the screen.
 */
export type ReadOutcome<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly serverDateMs: ServerDateMs }
  | { readonly kind: 'unauthorized'; readonly serverDateMs: ServerDateMs }
  | {
      readonly kind: 'rateLimited'
      readonly retryAfterMs: number
      readonly serverDateMs: ServerDateMs
      /** True when the 429 is not in Catena's shape: a gateway asks to wait, and nothing is known of Catena. */
      readonly isOfGateway?: boolean
    }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly message: string
      readonly serverDateMs: ServerDateMs
    }
  | { readonly kind: 'unusable'; readonly reason: string; readonly serverDateMs: ServerDateMs }
  /** Catena answered with an error of its own (5xx): it is there, and says nothing of what was asked. */
  | { readonly kind: 'serverError'; readonly status: number }
  /** `detail`: the cause in a few words, for the screen. It never contradicts the kind. */
  | { readonly kind: NetworkTrouble; readonly detail: string }

/**
 * Which operations to list: never by source id, which an operation may not carry as ours [N1]. Times are ISO 8601 UTC by Catena's clock. */
export interface OperationQuery {
  readonly connectionId: string
  readonly operation: 'create' | 'update'
  readonly from: string
  readonly to: string
}

/**
 * Reads of Catena. Lists come whole (every page to `next_page: null`) or not at all; a cursor loop, a page that
 * does not parse or an item outside the filters makes them `unusable`, never short.
 */
export interface CatenaReader {
  listOperations(query: OperationQuery, accessToken: string): Promise<ReadOutcome<readonly WireOperation[]>>
  getOperation(connectionId: string, id: string, accessToken: string): Promise<ReadOutcome<WireOperation>>
  /** Workflows of the connection; `from`/`to` as in {@link OperationQuery}, over their `occurred_at` [doc]. */
  listWorkflows(
    query: { readonly connectionId: string; readonly from: string; readonly to: string },
    accessToken: string,
  ): Promise<ReadOutcome<readonly WireWorkflow[]>>
  getWorkflow(id: string, accessToken: string): Promise<ReadOutcome<WireWorkflow>>
  /** The cheapest authenticated read: proves that Catena is there and knows us. */
  probe(accessToken: string): Promise<ReadOutcome<null>>
  referencePage(
    kind: ReferenceKind,
    cursor: string | null,
    accessToken: string,
  ): Promise<ReadOutcome<ReferencePage>>
}

/** Who is signed in, and the access token for the next request. The token never leaves the host. */
export interface TokenSource {
  account(): Account | null
  /** A token that is good for now, refreshed when it must be (single flight). */
  accessToken(): Promise<TokenResult>
  /** Refreshes although the token looks good: Catena answered 401. `rejected` is the token that was refused. */
  refresh(rejected: string): Promise<TokenResult>
  /** Called when the account or the sign-in state changes. @returns a function that ends the subscription. */
  onChange(listener: () => void): () => void
}
export type TokenResult =
  | { readonly kind: 'token'; readonly accessToken: string }
  | { readonly kind: 'signInNeeded' }
  /** The authorization server cannot be reached: not signed out. `trouble`: why; `offline` when left out. */
  | { readonly kind: 'unreachable'; readonly detail: string; readonly trouble?: NetworkTrouble }
