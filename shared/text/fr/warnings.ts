import type { Messages } from '../messages.ts'

/** Warnings of a plan in French. */
export const warnings: Messages['warnings'] = {
  doubleBooked:
    '{assignee, select, driver {Le conducteur est aussi sur {workflow}} other {Le véhicule est aussi sur {workflow}}}',
  otherWorkflow: '{name}, {when}',
  unnamedWorkflow: 'une mission sans référence',
  stopsOutOfOrder: 'Avant l’arrêt {stop, number}, qui le précède dans la liste',
  endBeforeStart: 'La fin est avant le début',
  departureBeforeArrival: 'Le départ est avant l’arrivée',
  impossibleTravel: '{distance, number} {unit} en {duration} depuis l’arrêt {stop, number}',
  unknownDriver: 'Le conducteur {name} n’est pas dans la liste de cette connexion',
  unknownVehicle: 'Le véhicule {name} n’est pas dans la liste de cette connexion',
  unknownConnection: 'Cette connexion n’est pas dans la liste de ce compte',
  inactiveDriver: 'Le conducteur {name} n’est pas actif',
  inactiveVehicle: 'Le véhicule {name} n’est pas actif',
  inactiveConnection: 'La connexion est {status} : rien n’est envoyé avant qu’elle soit active',
  unsupported:
    '{operation, select, create {Ce TSP a déjà refusé de nouvelles missions : il ne les prend peut-être pas} other {Ce TSP a déjà refusé des modifications de missions : il ne les prend peut-être pas}}',
  late: 'L’heure de départ est passée et elle n’est pas chez le TSP',
  unassigned: '{assignee, select, driver {Sans conducteur} other {Sans véhicule}}',
}
