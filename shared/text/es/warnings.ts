import type { Messages } from '../messages.ts'

/** Warnings of a plan in Spanish. */
export const warnings: Messages['warnings'] = {
  doubleBooked:
    '{assignee, select, driver {El conductor está también en {workflow}} other {El vehículo está también en {workflow}}}',
  otherWorkflow: '{name}, {when}',
  unnamedWorkflow: 'un servicio sin referencia',
  stopsOutOfOrder: 'Antes que la parada {stop, number}, que va primero en la lista',
  endBeforeStart: 'El fin es anterior al inicio',
  departureBeforeArrival: 'La salida es anterior a la llegada',
  impossibleTravel: '{distance, number} {unit} en {duration} desde la parada {stop, number}',
  unknownDriver: 'El conductor {name} no está en la lista de esta conexión',
  unknownVehicle: 'El vehículo {name} no está en la lista de esta conexión',
  unknownConnection: 'Esta conexión no está en la lista de esta cuenta',
  inactiveDriver: 'El conductor {name} no está activo',
  inactiveVehicle: 'El vehículo {name} no está activo',
  inactiveConnection: 'Estado de la conexión: {status}. No se envía nada hasta que esté activa',
  unsupported:
    '{operation, select, create {Este TSP ya ha rechazado servicios nuevos: puede que no los acepte} other {Este TSP ya ha rechazado cambios de servicios: puede que no los acepte}}',
  late: 'La hora de salida ya pasó y no está en el TSP',
  unassigned: '{assignee, select, driver {Sin conductor} other {Sin vehículo}}',
}
