import { TypedError } from '../../shared/util/typed-error.ts'
import type { OpenWorkspace } from './workspace.ts'

/** Opens the training data. */
export async function openTrainingWorkspace(_parts: unknown): Promise<OpenWorkspace> {
  throw new TypedError('training.notReady', 'Training mode is not there yet.')
}
