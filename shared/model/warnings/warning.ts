/**
 * | code | means |
 * | --- | --- |
 * | doubleBooked | the driver or the vehicle is on another workflow at that time |
 * | stopsOutOfOrder | a stop is planned before the one above it |
 * | endBeforeStart | the workflow ends before it starts |
 * | departureBeforeArrival | a stop is left before it is reached |
 * | impossibleTravel | the distance to the next stop cannot be driven in the time |
 * | unknownDriver, unknownVehicle, unknownConnection | not among the cached ones |
 * | inactiveDriver, inactiveVehicle, inactiveConnection | there, but not active |
 * | unsupported | this TSP has refused this kind of write before (501) |
 * | late | the departure has passed and the TSP does not have it |
 * | unassigned | no driver, or no vehicle |
 */
export const WARNING_CODES = [
  'doubleBooked',
  'stopsOutOfOrder',
  'endBeforeStart',
  'departureBeforeArrival',
  'impossibleTravel',
  'unknownDriver',
  'unknownVehicle',
  'unknownConnection',
  'inactiveDriver',
  'inactiveVehicle',
  'inactiveConnection',
  'unsupported',
  'late',
  'unassigned',
] as const
export type WarningCode = (typeof WARNING_CODES)[number]

/** Values of a warning's message. */
export type WarningValues = Readonly<Record<string, string | number>>

/** One warning. `path` is the path in the {@link Plan} of the field it belongs to; empty = the whole workflow. */
export interface Warning {
  readonly code: WarningCode
  /** Values for the message of the code: names, numbers, other codes. See `shared/text/warning-text.ts`. */
  readonly values: WarningValues
  readonly path: readonly (string | number)[]
  /** `serious`: the plan cannot be carried out as it is. */
  readonly severity: 'warning' | 'serious'
}
