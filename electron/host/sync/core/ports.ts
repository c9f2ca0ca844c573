import type { ReferenceKind, ReferencePage } from '../../../../shared/model/reference.ts'
import type { Account } from '../../../../shared/model/status/sync-status.ts'
import type { WriteOutcome } from '../../../catena/http-answer.ts'
import type { WireOperation, WireWorkflow } from '../../../catena/wire.ts'
import type { JournalRecord } from './journal/journal-record.ts'

/**
 * What the sync engine needs of the world. The host gives the real ones, and the simulation gives ones in memory. One
 * contract suite per port runs on both.
 */

/** Time. The wall clock is for display only. Every decision uses {@link Clock.monotonicMs}. */
export interface Clock {
  /** Milliseconds since a fixed moment of this process. Never goes back. */
  monotonicMs(): number
  /** The computer's wall clock, ms since 1970. It may jump. */
  wallMs(): number
  /** Calls `run` once after `delayMs`. @returns a function that cancels. */
  schedule(delayMs: number, run: () => void): () => void
}

/** A random number in [0, 1). */
export type Random = () => number

/** The result of reading the journal. */
export interface JournalRead {
  readonly records: readonly JournalRecord[]
  /** Bytes that could not be read. Above 0, every lane counts as uncertain. */
  readonly cutBytes: number
  /** False when there was no journal. Pending changes that were submitted before are then UNCERTAIN. */
  readonly existed: boolean
}

/**
 * The append-only record of what may have been sent (S2). `append` resolves only after the records are on the disk
 * (`fdatasync`): all records of a call or, after a crash, the first of them. `append` and `compact` reject with a
 * `JournalError`, and then nothing may be sent.
 */
export interface Journal {
  append(records: readonly JournalRecord[]): Promise<void>
  /**
   * Replaces the whole content. After a crash at any point, the old or the new content is there.
   * @param facts new records that are written behind the snapshot in the same step.
   */
  compact(snapshot: readonly JournalRecord[], facts?: readonly JournalRecord[]): Promise<void>
  /** Bytes on disk. */
  size(): number
  close(): Promise<void>
}

/** One write. */
export interface WriteRequest {
  readonly method: 'POST' | 'PATCH'
  /** Below the API base, with its query. */
  readonly path: string
  readonly body: string
}

/** Sends one write on a connection of its own, never repeats it, and never throws because of the network. */
export type WriteTransport = (
  request: WriteRequest,
  accessToken: string,
  deadlineMs: number,
) => Promise<WriteOutcome>

/** Catena's `Date` header, ms since 1970; `null` when it is missing or unreadable. */
export type ServerDateMs = number | null

/**
 * Why no answer of Catena's came. `offline`: no connection can be opened. `portal`: the network wants a sign-in first.
 * `untrusted`: the certificate was not accepted. `unreachable`: connected, but no usable answer came.
 */
export type NetworkTrouble = 'offline' | 'portal' | 'untrusted' | 'unreachable'

/**
 * How a read ended. `ok`, `unauthorized`, `rateLimited`, `refused`, `unusable` and `serverError` are answers of Catena
 * in its own shape. `unusable`: Catena answered 200, but the answer cannot be used (an unreadable item, a page without
 * its end mark, a cursor loop, an item outside the filters). It proves nothing for the caller, and says nothing about
 * the network or Catena as a whole. `reason` is a stored text for the screen.
 */
export type ReadOutcome<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly serverDateMs: ServerDateMs }
  | { readonly kind: 'unauthorized'; readonly serverDateMs: ServerDateMs }
  | {
      readonly kind: 'rateLimited'
      readonly retryAfterMs: number
      readonly serverDateMs: ServerDateMs
      /** True when the 429 is not in Catena's shape: a gateway asks to wait, and nothing is known about Catena. */
      readonly isOfGateway?: boolean
    }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly message: string
      readonly serverDateMs: ServerDateMs
    }
  | { readonly kind: 'unusable'; readonly reason: string; readonly serverDateMs: ServerDateMs }
  /**
   * Catena answered with an error of its own (5xx). Catena is there, and the answer says nothing about the question.
   */
  | { readonly kind: 'serverError'; readonly status: number }
  /** `detail`: the cause as a stored text, for the screen. */
  | { readonly kind: NetworkTrouble; readonly detail: string }

/**
 * Which operations to list. They are never filtered by source id, because an operation may not carry ours [N1]. Times
 * are ISO 8601 UTC by Catena's clock.
 */
export interface OperationQuery {
  readonly connectionId: string
  readonly operation: 'create' | 'update'
  readonly from: string
  readonly to: string
}

/** One page of workflows. `next`: the cursor of the next page; `null` = the end. `unreadable`: items that could not be read. */
export interface WorkflowPage {
  readonly workflows: readonly WireWorkflow[]
  readonly next: string | null
  readonly unreadable: number
}

/**
 * Reads of Catena. A list comes complete (every page to `next_page: null`) or not at all: a cursor loop, a page that
 * cannot be parsed or an item outside the filters makes it `unusable`, never incomplete.
 */
export interface CatenaReader {
  listOperations(query: OperationQuery, accessToken: string): Promise<ReadOutcome<readonly WireOperation[]>>
  getOperation(connectionId: string, id: string, accessToken: string): Promise<ReadOutcome<WireOperation>>
  /**
   * The workflows of a connection. `from` and `to` filter by `occurred_at` [doc]; otherwise as in {@link
   * OperationQuery}.
   */
  listWorkflows(
    query: { readonly connectionId: string; readonly from: string; readonly to: string },
    accessToken: string,
  ): Promise<ReadOutcome<readonly WireWorkflow[]>>
  /**
   * One page of the same list, as a screen needs it: an item that cannot be read hides no other, and is counted.
   * @param query `cursor`: Catena's, from the page before.
   */
  workflowPage(
    query: {
      readonly connectionId: string
      readonly from: string
      readonly to: string
      readonly cursor: string | null
    },
    accessToken: string,
  ): Promise<ReadOutcome<WorkflowPage>>
  getWorkflow(id: string, accessToken: string): Promise<ReadOutcome<WireWorkflow>>
  /** The cheapest authenticated read. It proves that Catena is there and knows the account. */
  probe(accessToken: string): Promise<ReadOutcome<null>>
  referencePage(
    kind: ReferenceKind,
    cursor: string | null,
    accessToken: string,
  ): Promise<ReadOutcome<ReferencePage>>
}

/** The account that is signed in, and its access token. The token never leaves the host. */
export interface TokenSource {
  account(): Account | null
  /** A valid token. Refreshes it when necessary; callers share one refresh. */
  accessToken(): Promise<TokenResult>
  /** Refreshes although the token seems valid, because Catena answered 401. @param rejected the refused token. */
  refresh(rejected: string): Promise<TokenResult>
  /** Called when the account or the sign-in state changes. @returns a function that ends the subscription. */
  onChange(listener: () => void): () => void
}
export type TokenResult =
  | { readonly kind: 'token'; readonly accessToken: string }
  | { readonly kind: 'signInNeeded' }
  /**
   * The authorization server cannot be reached, and the account stays signed in. `trouble`: why; left out for
   * `offline`.
   */
  | { readonly kind: 'unreachable'; readonly detail: string; readonly trouble?: NetworkTrouble }
