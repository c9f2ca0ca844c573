/** Which workflows the board holds: one day, some days, or everything. Days are `YYYY-MM-DD` in the depot's zone. */
export type Scope =
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'noDate' }

/** The exceptions strip: each filters the board and shows how many there are. */
export const EXCEPTIONS = ['unassigned', 'overlapping', 'late', 'runningLate', 'notSent', 'refused'] as const
export type Exception = (typeof EXCEPTIONS)[number]
