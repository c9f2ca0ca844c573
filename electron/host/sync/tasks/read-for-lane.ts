import type { Lane } from '../core/lane/lane.ts'
import { isAccountRight } from '../core/pace/gate.ts'
import type { ReadOutcome, TokenSource } from '../core/ports.ts'
import type { CatenaLink } from '../network/catena-link.ts'
import type { Answered } from './answers.ts'

/** What the read needs of the engine. */
export interface LaneReading {
  readonly parts: { readonly tokens: Pick<TokenSource, 'account'> }
  readonly link: Pick<CatenaLink, 'read'>
}

/**
 * Reads something that may prove a fact about a lane [E1].
 * @returns `null` also when the lane's account is not signed in before and after the read: another account, which may
 * have signed in between two lists or during one, sees none of the lane's work.
 */
export async function readForLane<T>(
  core: LaneReading,
  lane: Lane,
  label: string,
  call: (token: string) => Promise<ReadOutcome<T>>,
): Promise<Answered<T> | null> {
  const { tokens } = core.parts
  if (!isAccountRight(lane, tokens.account())) return null
  const answered = await core.link.read(label, call)
  return isAccountRight(lane, tokens.account()) ? answered : null
}
