import { STOP_PATHS } from '../../shared/model/plan/plan-fields.ts'
import { type Stop, stop as stopSchema } from '../../shared/model/plan/workflow.ts'
import { type WireStop, type WireStopWrite, wirePoint, wireStopWrite } from './wire.ts'
import { fromPlainJson, instantText, takenBy, toPlainJson } from './wire-values.ts'

const STOP_WIRE_FIELDS = wireStopWrite.shape

const instantField = stopSchema.shape.scheduledArrival.unwrap()

function isStopWireName(name: string): name is keyof typeof STOP_WIRE_FIELDS {
  return Object.hasOwn(STOP_WIRE_FIELDS, name)
}

/** The desk's stop → the wire's. `sequence` counts from 1. Empty fields are left out. */
export function stopToWire(stop: Stop, sequence: number): WireStopWrite {
  const extras = Object.entries(stop.extras).map(([name, value]) => [name, fromPlainJson(value)])
  const wire: WireStopWrite = {
    ...Object.fromEntries(extras),
    source_stop_id: stop.sourceStopId,
    sequence_number: sequence,
  }
  if (stop.stopType !== null) wire.stop_type = stop.stopType
  if (stop.locationName !== null) wire.location_name = stop.locationName
  if (stop.activities.length > 0) wire.activities = [...stop.activities]
  if (stop.latitude !== null && stop.longitude !== null) {
    wire.location = { type: 'Point', coordinates: [stop.longitude, stop.latitude] }
  }
  if (stop.h3Index11 !== null) wire.h3_index_11 = BigInt(stop.h3Index11)
  if (stop.inferredAddress !== null) {
    const { city, province, countryCode } = stop.inferredAddress
    wire.inferred_address = { city, province, country_code: countryCode }
  }
  if (stop.instructions !== null) wire.instructions = stop.instructions
  if (stop.scheduledArrival !== null) wire.scheduled_arrival = stop.scheduledArrival
  if (stop.scheduledDeparture !== null) wire.scheduled_departure = stop.scheduledDeparture
  if (stop.actualArrival !== null) wire.actual_arrival = stop.actualArrival
  if (stop.actualDeparture !== null) wire.actual_departure = stop.actualDeparture
  return wire
}

/**
 * The wire's stop → the desk's. Unknown fields go to `extras`, and so does a value that the desk cannot hold (a name
 * that is too long, a malformed time): it is sent back until a person enters another. `mintId` names a stop that came
 * without an id.
 */
export function stopFromWire(wire: WireStop, mintId: () => string): Stop {
  const fields = stopSchema.shape
  const point = pointOf(wire.location)
  const address = wire.inferred_address
  const known = {
    stopType: takenBy(fields.stopType, wire.stop_type || null),
    locationName: takenBy(fields.locationName, wire.location_name ?? null),
    activities: (wire.activities ?? []).filter((each) => each !== ''),
    ...point,
    h3Index11: takenBy(fields.h3Index11, wire.h3_index_11?.toString() ?? null),
    inferredAddress: takenBy(
      fields.inferredAddress,
      address
        ? {
            city: address.city ?? null,
            province: address.province ?? null,
            countryCode: address.country_code ?? null,
          }
        : null,
    ),
    instructions: takenBy(fields.instructions, wire.instructions ?? null),
    scheduledArrival: instantText(instantField, wire.scheduled_arrival),
    scheduledDeparture: instantText(instantField, wire.scheduled_departure),
    actualArrival: instantText(instantField, wire.actual_arrival),
    actualDeparture: instantText(instantField, wire.actual_departure),
  }
  const extras: Stop['extras'] = {}
  for (const [name, value] of Object.entries(wire)) {
    if (name === '__proto__' || value === undefined) continue
    if (!isStopWireName(name)) extras[name] = toPlainJson(value)
    else {
      const field = STOP_PATHS[name]
      const isHeld = value === null || value === '' || field === undefined || known[field] !== null
      if (!isHeld && STOP_WIRE_FIELDS[name].safeParse(value).success) extras[name] = toPlainJson(value)
    }
  }
  return { sourceStopId: takenBy(fields.sourceStopId, wire.source_stop_id) ?? mintId(), ...known, extras }
}

function pointOf(location: unknown): { latitude: number | null; longitude: number | null } {
  const point = takenBy(wirePoint, location)
  const longitude = takenBy(stopSchema.shape.longitude, point?.coordinates[0])
  const latitude = takenBy(stopSchema.shape.latitude, point?.coordinates[1])
  return latitude === null || longitude === null
    ? { latitude: null, longitude: null }
    : { latitude, longitude }
}
