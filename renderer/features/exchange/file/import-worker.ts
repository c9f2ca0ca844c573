import { messageRef } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { createImportSession, type ImportReply, type ImportRequest } from './import-session.ts'

/** The worker of the import. The screen does not wait for it, and terminating it cancels the import. */
const session = createImportSession(
  (reply) => postMessage(reply),
  () => new Promise((resolve) => setTimeout(resolve, 0)),
  () => performance.now(),
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
