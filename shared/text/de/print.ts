import type { Messages } from '../messages.ts'

/** Messages of the screen Print and of the driver manifests in German. */
export const print: Messages['print'] = {
  screenName: 'Druck',
  title: 'Fahrerblätter · {day}',
  titleAgain: 'Erneut zu druckende Blätter',
  print: 'Fahrerblätter drucken',
  printCount: '{count, plural, one {# Fahrerblatt} other {# Fahrerblätter}} drucken',
  nothingPlanned: 'Für diesen Tag ist nichts geplant.',
  morePages: 'und {count, plural, one {# weitere Seite} other {# weitere Seiten}}',
  stale: {
    title: '{count, plural, one {# gedrucktes Blatt stimmt} other {# gedruckte Blätter stimmen}} nicht mehr',
    list: 'Gedruckte Blätter, die nicht mehr stimmen',
    outdated: 'gedruckt {time} als Version {printed, number}; der Plan hat jetzt Version {current, number}.',
    cancelled:
      'gedruckt {time} als Version {printed, number}; seither storniert: Nehmen Sie das Blatt zurück.',
    deleted:
      'gedruckt {time} als Version {printed, number}; seither beim TSP gelöscht: Nehmen Sie das Blatt zurück.',
    takenBack: 'Ist zurückgenommen',
    takenBackOf: 'Blatt von {reference} ist zurückgenommen',
    allOfDay: 'Alle des Tages',
    onlyAgain: 'Nur {count, plural, one {# Blatt} other {# Blätter}} erneut drucken',
  },
  noReference: 'Ohne Referenz',
  sheet: {
    name: 'Fahrerblatt {reference}',
    noDate: 'Kein Datum',
    version: 'Planversion {version, number} · gespeichert {time}',
    printed: 'gedruckt {time} · {zone}',
    conflict: 'Auch anderswo geändert und noch nicht entschieden. Vor der Fahrt nachfragen.',
    driver: 'Fahrer',
    vehicle: 'Fahrzeug',
    status: 'Status',
    territory: 'Gebiet',
    time: 'Zeit',
    distance: 'Strecke',
    distanceValue: '{distance, number} {unit}',
    distanceEstimated: '{distance, number} {unit} (geschätzt)',
    number: 'Nr.',
    stop: 'Halt',
    arrival: 'Ankunft',
    departure: 'Abfahrt',
    toDo: 'Zu tun',
    done: 'Fertig',
    unnamedStop: 'Halt ohne Namen',
  },
}
