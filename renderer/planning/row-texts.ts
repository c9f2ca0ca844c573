import type { SyncState } from '../../shared/model/status/sync-status.ts'
import { statusText } from '../../shared/text/field-text.ts'
import type { Texts } from '../../shared/text/texts.ts'

/** What rows are made of in one language. A board of 10,000 asks for the same few labels again and again. */
export interface RowTexts extends Texts {
  readonly noReference: string
  statusLabel(status: string): string
  stateLabel(state: SyncState): string
}

/** Looks up each label once. Make it once per language. */
export function createRowTexts(texts: Texts): RowTexts {
  const { t } = texts
  const statuses = new Map<string, string>()
  const states = new Map<SyncState, string>()
  return {
    ...texts,
    noReference: t('board.noReference'),
    statusLabel: (status) => once(statuses, status, () => statusText(status, t)),
    stateLabel: (state) => once(states, state, () => t(`sync.state.${state}`)),
  }
}

function once<Key>(known: Map<Key, string>, key: Key, make: () => string): string {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  known.set(key, made)
  return made
}
