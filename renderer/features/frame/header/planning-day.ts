import type { FrameScope } from './day-picker.tsx'

/**
 * The one day of the board in front of the dispatcher: a bare time of a new workflow stands on it, it is printed and
 * exported. Of several days it is today when it is among them, else the first.
 */
export function planningDay(scope: FrameScope, today: string): string {
  if (scope.kind === 'day') return scope.day
  if (scope.kind !== 'range') return today
  return scope.from <= today && today <= scope.to ? today : scope.from
}
