import { TypedError } from '../../../shared/util/typed-error.ts'
import { registerOutboxContract } from '../../contract/outbox-contract.ts'
import { CONTRACT_INSTALL_ID } from '../../contract/outbox-host.ts'
import { createFakeHost } from './fake-host.ts'

registerOutboxContract('the fake host of the page’s tests', async () => {
  const host = createFakeHost({ installId: CONTRACT_INSTALL_ID })
  host.open()
  return {
    client: host.client,
    waitFor: (call) => call,
    settle: async () => undefined,
    kill: async () => host.kill(),
    start: async () => host.open(),
    setFull: async (isFull) =>
      host.failWith(isFull ? new TypedError('sync.journalUnwritable', 'The disk is full') : null),
    close: async () => host.kill(),
  }
})
