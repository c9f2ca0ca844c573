import type { Messages } from '../messages.ts'

/** Messages of the frame around every screen, in Spanish. */
export const frame: Messages['frame'] = {
  productName: 'Depot Planner',
  header: {
    previousDay: 'Día anterior',
    today: 'Hoy',
    nextDay: 'Día siguiente',
    search: 'Buscar',
    searchHint: 'Buscar referencia, conductor, parada …',
    newWorkflow: 'Nuevo servicio',
    holdAll: 'Retener todo',
    holdAllHint: 'Mientras esté activado no sale nada. Una petición en curso llega hasta el final.',
    notHeld: 'Los envíos no están retenidos',
    stillHeld: 'Los envíos siguen retenidos',
  },
  days: {
    label: 'Días en pantalla',
    from: 'Desde',
    to: 'Hasta',
    sevenDays: '7 días',
    all: 'Todos los días',
    noDate: 'Sin fecha',
  },
  undo: {
    nothingToUndo: 'Nada que deshacer',
    nothingToRedo: 'Nada que rehacer',
    undo: 'Deshacer “{step}”',
    redo: 'Rehacer “{step}”',
    undoUnsent: 'Deshacer “{step}”: no se envía nada',
    redoUnsent: 'Rehacer “{step}”: no se envía nada',
    undoSent:
      'Deshacer “{step}”: {count, plural, one {sigue # actualización} other {siguen # actualizaciones}} al TSP',
    redoSent:
      'Rehacer “{step}”: {count, plural, one {sigue # actualización} other {siguen # actualizaciones}} al TSP',
    undone: 'Deshecho: “{step}”',
    redone: 'Rehecho: “{step}”',
    undoneKept: 'Deshecho: “{step}”; lo cambiado después queda como está: {names}',
    redoneKept: 'Rehecho: “{step}”; lo cambiado después queda como está: {names}',
    quoted: '“{name}”',
    undoing: 'Deshacer',
    redoing: 'Rehacer',
    undoCancelled: 'Deshacer se canceló: no ha cambiado nada',
    redoCancelled: 'Rehacer se canceló: no ha cambiado nada',
    cannotUndo: 'No se puede deshacer',
    cannotRedo: 'No se puede rehacer',
  },
  signIn: {
    signIn: 'Iniciar sesión',
    cancel: 'Cancelar inicio de sesión',
    openPage: 'Abrir la página de inicio de sesión',
    notStarted: 'El inicio de sesión no empezó',
    notCancelled: 'El inicio de sesión continúa',
  },
  nav: {
    label: 'Principal',
    toDecide: '{due, number} de {total, number} a la espera de su decisión',
    views: 'Vistas guardadas',
    saveView: 'Guardar esta vista',
    removeView: 'Eliminar vista {name}',
  },
  summary: {
    counting: 'Contando…',
    planned: '{count, number} en el plan',
    atTsp: '{count, number} en el TSP',
    withCatena: '{count, number} en Catena',
    toSend: '{count, number} por enviar',
    checking: '{count, number} en comprobación',
    waiting: '{count, number} en espera',
    refused: '{count, number} con rechazo',
    failed: '{count, number} con error',
    conflict: '{count, number} en conflicto',
    draft: '{count, plural, one {# borrador} other {# borradores}}',
  },
  status: {
    soonest: 'Próximo sin enviar:',
    noReference: 'Sin referencia',
    depotTime: 'Hora del depósito {zone}',
    commands: '{keys} comandos',
    keys: '{keys} teclas',
  },
  training: {
    label: 'Modo de práctica',
    banner: 'Modo de práctica: nada de esto es real, no se envía nada a Catena',
    leave: 'Salir de la práctica',
  },
  // The line that stands when the network is back and changes wait.
  preflight: {
    back: 'De nuevo en línea: {parts}',
    toSend: '{count, plural, =0 {todo está enviado} other {{count, number} por enviar}}',
    changedElsewhere: 'cambiados en otro lugar: {count, number}',
    inactive:
      '{count, plural, one {ya no está activo: {names}} other {{count, number} ya no están activos: {names}}}',
    withoutUpdates: '{name} no acepta cambios',
    unread: 'No se pudo contar lo que espera a ser enviado',
  },
  notices: {
    label: 'Avisos',
    dismiss: 'Cerrar',
    notDismissed: 'El aviso se mantiene',
    storage: '{reason} No se guarda nada más hasta que se resuelva; lo guardado antes se conserva.',
    senderStopped:
      'El proceso de envío de este equipo se ha detenido. Puede seguir planificando, y todo lo que guarde se conserva aquí; se entrega cuando Depot Planner vuelva a funcionar.',
    earlierWindow:
      'Esta ventana es de un arranque anterior de Depot Planner: siga en la ventana que se abrió después. Lo que guardó y escribió aquí se conserva, y desde esta ventana no se envía nada.',
    clock:
      '{clock}. Póngalo en hora: las horas y los días que se muestran aquí dependen de él. Los cambios se envían de todos modos.',
    setAside:
      '{count, plural, one {Un registro almacenado no se pudo leer y se apartó} other {# registros almacenados no se pudieron leer y se apartaron}}; no se eliminó nada.',
  },
}
