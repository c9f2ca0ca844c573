/**
 * The frozen functions that Electron's preload gives the page as `window.plannerBridge`: a channel, as plain functions
 * since nothing else crosses the isolated worlds.
 */
export interface ElectronBridge {
  post(message: string): void
  /** @returns a function that ends the subscription. */
  onMessage(listener: (message: string) => void): () => void
}

/** The one name under which messages travel, both ways. */
export const IPC_CHANNEL = 'planner:rpc'
/** Under which name the page finds the bridge. */
export const BRIDGE_NAME = 'plannerBridge'
