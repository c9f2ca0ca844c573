import { messageRef } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { createImportSession, type ImportReply, type ImportRequest } from './import-session.ts'

/** The import in a worker of its own: the screen never waits, and ending the worker cancels. */
const session = createImportSession(
  (reply) => postMessage(reply),
  () => new Promise((resolve) => setTimeout(resolve, 0)),
)

addEventListener('message', (event: MessageEvent<ImportRequest>) => {
  session.handle(event.data).catch((error: unknown) => {
    const failed: ImportReply =
      error instanceof TypedError
        ? { type: 'failed', code: error.code, message: error.message }
        : {
            type: 'failed',
            code: 'import.failed',
            message: messageRef('exchange.failure.stopped', { detail: String(error) }),
          }
    postMessage(failed)
  })
})
