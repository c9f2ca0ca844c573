/** Warnings about a plan. `assignee` is `driver` or `vehicle`. */
export const warnings = {
  // `workflow` names the other workflow, with its times.
  doubleBooked:
    '{assignee, select, driver {Driver is also on {workflow}} other {Vehicle is also on {workflow}}}',
  // The other workflow, with and without its times.
  otherWorkflow: '{name}, {when}',
  unnamedWorkflow: 'a workflow without reference',
  stopsOutOfOrder: 'Before stop {stop, number}, which comes first in the list',
  endBeforeStart: 'End is before start',
  departureBeforeArrival: 'Departure is before arrival',
  // "61 km in 20 min from stop 2"; `duration` has its unit.
  impossibleTravel: '{distance, number} {unit} in {duration} from stop {stop, number}',
  unknownDriver: 'Driver {name} is not in the list of this connection',
  unknownVehicle: 'Vehicle {name} is not in the list of this connection',
  unknownConnection: 'This connection is not in the list of this account',
  inactiveDriver: 'Driver {name} is not active',
  inactiveVehicle: 'Vehicle {name} is not active',
  // `status` is Catena's own word.
  inactiveConnection: 'The connection is {status}: nothing is sent until it is active',
  unsupported:
    '{operation, select, create {This TSP has refused new workflows before: it may not take them} other {This TSP has refused changes to workflows before: it may not take them}}',
  late: 'Departure has passed and it is not at the TSP',
  unassigned: '{assignee, select, driver {No driver} other {No vehicle}}',
} as const
