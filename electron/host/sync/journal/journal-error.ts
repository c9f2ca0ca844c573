import { TypedError } from '../../../../shared/util/typed-error.ts'

/** `full`: no space is left. `lockLost`: another process has the folder. In every case nothing may be sent. */
export type JournalError = TypedError<
  'journal.full' | 'journal.failed' | 'journal.closed' | 'journal.lockLost'
>

/** The error of a journal for the disk's error. An error of the journal or of its lock stays as it is. */
export function journalError(what: string, cause: unknown): JournalError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code.startsWith('journal.')) return cause as JournalError
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new TypedError('journal.full', `${what}: no space is left on the disk`, cause)
  }
  return new TypedError('journal.failed', `${what}${code === '' ? '' : ` (${code})`}`, cause)
}
