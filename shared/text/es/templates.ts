import type { Messages } from '../messages.ts'

/** Messages of the screen Templates in Spanish. */
export const templates: Messages['templates'] = {
  title: 'Plantillas',
  none: 'Todavía no hay plantillas. Elija arriba un servicio de {day} y conviértalo en plantilla: en los días de la semana que indique se crean borradores a partir de ella, con {count, plural, one {# día} other {# días}} de antelación, en este equipo y sin red.',
  create: {
    label: 'Nueva plantilla de',
    placeholder: 'un servicio…',
    nothingPlanned: 'No hay nada planificado este día',
    noMatch: 'No hay tal servicio este día',
    defaultName: 'Plantilla',
    noReference: 'Sin referencia',
  },
  card: {
    region: 'Plantilla {name}',
    name: 'Nombre de la plantilla',
    stops: '{count, plural, one {# parada} other {# paradas}}',
    makeDraft: 'Crear borrador para {day}',
    remove: 'Eliminar plantilla {name}',
    everyWeekOn: 'Cada semana en',
    byHandOnly: 'Solo a mano',
    noDrafts: 'Sin borradores en {count, plural, one {el próximo día} other {los próximos # días}}',
    draftsOn: 'Borradores: {days}',
  },
  done: {
    created: '{name} ya es una plantilla.',
    removed: 'Se eliminó la plantilla “{name}”. Deshacer la recupera.',
    draftMade: '{name} está en el tablero de {day} como borrador.',
    draftsMade: '{count, plural, one {# borrador creado} other {# borradores creados}}.',
  },
  failed: {
    change: 'La plantilla no se ha cambiado',
    draft: 'El borrador no se ha creado',
    drafts: 'Los borradores no se han creado',
    recurring: 'No se crearon los borradores periódicos: {detail}',
    onDay: '{name} ({day}): {problem}',
  },
}
