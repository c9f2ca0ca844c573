import type { Messages } from '../messages.ts'

/** Messages of the screen Print and of the driver manifests in French. */
export const print: Messages['print'] = {
  screenName: 'Impression',
  title: 'Feuilles de route · {day}',
  titleAgain: 'Feuilles à réimprimer',
  print: 'Imprimer les feuilles',
  printCount: 'Imprimer {count, plural, one {# feuille} other {# feuilles}}',
  nothingPlanned: 'Rien n’est prévu ce jour-là.',
  morePages: 'et {count, plural, one {# page de plus} other {# pages de plus}}',
  stale: {
    title:
      '{count, plural, one {# feuille imprimée n’est plus juste} other {# feuilles imprimées ne sont plus justes}}',
    list: 'Feuilles imprimées qui ne sont plus justes',
    outdated: 'imprimée {time}, version {printed, number} ; le plan est à la version {current, number}.',
    cancelled: 'imprimée {time}, version {printed, number} ; annulée depuis : reprenez la feuille.',
    deleted:
      'imprimée {time}, version {printed, number} ; supprimée depuis chez le TSP : reprenez la feuille.',
    takenBack: 'Elle est reprise',
    takenBackOf: 'La feuille de {reference} est reprise',
    allOfDay: 'Toutes celles du jour',
    onlyAgain: 'Seulement {count, plural, one {# feuille} other {# feuilles}} à réimprimer',
  },
  noReference: 'Sans référence',
  sheet: {
    name: 'Feuille {reference}',
    noDate: 'Sans date',
    version: 'Plan version {version, number} · enregistré {time}',
    printed: 'imprimé {time} · {zone}',
    conflict: 'Modifiée aussi ailleurs, pas encore décidé. Demandez avant de partir avec cette feuille.',
    driver: 'Conducteur',
    vehicle: 'Véhicule',
    status: 'Statut',
    territory: 'Territoire',
    time: 'Horaire',
    distance: 'Distance',
    distanceValue: '{distance, number} {unit}',
    distanceEstimated: '{distance, number} {unit} (estimation)',
    number: 'N°',
    stop: 'Arrêt',
    arrival: 'Arrivée',
    departure: 'Départ',
    toDo: 'À faire',
    done: 'Fait',
    unnamedStop: 'Arrêt sans nom',
  },
}
