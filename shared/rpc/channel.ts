/**
 * The host channel between the renderer and the host: whole text messages, in order, until it closes. Implemented by a
 * WebSocket, by Electron IPC, and by a pair in memory for tests; one contract suite runs on all.
 */
export interface Channel {
  /** Sends one message. After the channel has closed it does nothing. */
  post(message: string): void
  /** @returns a function that ends the subscription. */
  onMessage(listener: (message: string) => void): () => void
  /** Called once when the channel closes, at once if it has. @returns a function that ends the subscription. */
  onClose(listener: () => void): () => void
  close(): void
}

/** The largest message either side accepts, in bytes of UTF-8 (security rules E7 and L4). */
export const MAX_MESSAGE_LENGTH = 1_048_576
