import type { Messages } from '../messages.ts'

/** Messages of the screen Print and of the driver manifests on paper, in Spanish. */
export const print: Messages['print'] = {
  screenName: 'Imprimir',
  title: 'Hojas de ruta · {day}',
  titleAgain: 'Hojas que reimprimir',
  print: 'Imprimir hojas de ruta',
  printCount: 'Imprimir {count, plural, one {# hoja de ruta} other {# hojas de ruta}}',
  nothingPlanned: 'No hay nada planificado para este día.',
  morePages: 'y {count, plural, one {# página} other {# páginas}} más',
  stale: {
    title:
      '{count, plural, one {# hoja impresa ya no es correcta} other {# hojas impresas ya no son correctas}}',
    list: 'Hojas impresas que ya no son correctas',
    outdated: 'impresa {time}, versión {printed, number}; el plan va por la versión {current, number}.',
    cancelled: 'impresa {time}, versión {printed, number}; cancelado después: recoja la hoja.',
    deleted: 'impresa {time}, versión {printed, number}; eliminado después en el TSP: recoja la hoja.',
    takenBack: 'Está recogida',
    takenBackOf: 'La hoja de {reference} está recogida',
    allOfDay: 'Todas las del día',
    onlyAgain: 'Solo {count, plural, one {# hoja} other {# hojas}} que reimprimir',
  },
  noReference: 'Sin referencia',
  sheet: {
    name: 'Hoja de ruta {reference}',
    noDate: 'Sin fecha',
    version: 'Versión del plan {version, number} · guardada {time}',
    printed: 'impresa {time} · {zone}',
    conflict:
      'También se cambió en otro lugar y aún no se ha decidido. Pregunte antes de salir con esta hoja.',
    driver: 'Conductor',
    vehicle: 'Vehículo',
    status: 'Estado',
    territory: 'Territorio',
    time: 'Hora',
    distance: 'Distancia',
    distanceValue: '{distance, number} {unit}',
    distanceEstimated: '{distance, number} {unit} (estimada)',
    number: 'N.º',
    stop: 'Parada',
    arrival: 'Llegada',
    departure: 'Salida',
    toDo: 'Tareas',
    done: 'Hecho',
    unnamedStop: 'Parada sin nombre',
  },
}
