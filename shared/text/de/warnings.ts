import type { Messages } from '../messages.ts'

/** Warnings of a plan in German. */
export const warnings: Messages['warnings'] = {
  doubleBooked:
    '{assignee, select, driver {Fahrer ist auch in {workflow}} other {Fahrzeug ist auch in {workflow}}}',
  otherWorkflow: '{name}, {when}',
  unnamedWorkflow: 'einem Auftrag ohne Referenz',
  stopsOutOfOrder: 'Vor Halt {stop, number}, der in der Liste zuerst kommt',
  endBeforeStart: 'Ende liegt vor Beginn',
  departureBeforeArrival: 'Abfahrt liegt vor Ankunft',
  impossibleTravel: '{distance, number} {unit} in {duration} ab Halt {stop, number}',
  unknownDriver: 'Fahrer {name} ist nicht in der Liste dieser Verbindung',
  unknownVehicle: 'Fahrzeug {name} ist nicht in der Liste dieser Verbindung',
  unknownConnection: 'Diese Verbindung ist nicht in der Liste dieses Kontos',
  inactiveDriver: 'Fahrer {name} ist nicht aktiv',
  inactiveVehicle: 'Fahrzeug {name} ist nicht aktiv',
  inactiveConnection: 'Die Verbindung ist {status}: Nichts wird gesendet, bis sie aktiv ist',
  unsupported:
    '{operation, select, create {Dieser TSP hat schon neue Aufträge abgelehnt: Vielleicht nimmt er keine an} other {Dieser TSP hat schon Änderungen an Aufträgen abgelehnt: Vielleicht nimmt er keine an}}',
  late: 'Die Abfahrtszeit ist vorbei, und der Auftrag ist nicht beim TSP',
  unassigned: '{assignee, select, driver {Kein Fahrer} other {Kein Fahrzeug}}',
}
