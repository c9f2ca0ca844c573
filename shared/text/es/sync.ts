import type { Messages } from '../messages.ts'

/** The status of a change, in Spanish. */
export const sync: Messages['sync'] = {
  state: {
    draft: 'Borrador',
    queued: 'En este equipo',
    sending: 'Enviando',
    uncertain: 'Comprobando en Catena',
    accepted: 'En Catena',
    done: 'En el TSP',
    rejected: 'Rechazado',
    failed: 'Con error',
    blocked: 'En espera',
    held: 'Retenido',
    withdrawn: 'Retirado',
    conflict: 'Conflicto',
  },
  change: {
    create: 'Nuevo',
    update: 'Cambio',
    cancel: 'Cancelación',
  },
  reason: {
    offline: {
      short: 'sin red',
      sentence: 'No hay red. Se envía cuando vuelva la red.',
    },
    signInNeeded: {
      short: 'falta iniciar sesión',
      sentence: 'Catena pide que inicie sesión de nuevo. Se envía después.',
    },
    otherAccount: {
      short: 'otra cuenta',
      sentence: 'Se guardó con otra cuenta. Inicie sesión con esa cuenta para enviarlo.',
    },
    rateLimited: {
      short: 'pausa pedida',
      sentence: 'Catena ha pedido una pausa. Se envía cuando termine la pausa.',
    },
    catenaFailing: {
      short: 'Catena falla ahora',
      sentence: 'Catena está accesible pero no funciona en este momento. Se envía cuando vuelva a funcionar.',
    },
    writesFailing: {
      short: 'fallan los cambios',
      sentence: 'Catena no acepta cambios por ahora. Se intenta un cambio cada vez; los demás esperan.',
    },
    forbidden: {
      short: 'sin permiso',
      sentence:
        'Catena no permite que esta cuenta escriba en esta conexión. Pida allí el permiso y envíelo después.',
    },
    notFound: {
      short: 'Catena no lo conoce',
      sentence: 'Catena no conoce esta conexión o este servicio. Compruébelo allí y envíelo después.',
    },
    unsupported: {
      short: 'no admitido',
      sentence: 'Este TSP no admite este tipo de cambio. Haga el cambio en el propio TSP.',
    },
    connectionInactive: {
      short: 'conexión no activa',
      sentence: 'La conexión no está activa en Catena. Pida allí que se renueve; se envía después.',
    },
    heldByUser: {
      short: 'por usted',
      sentence: 'Usted lo retiene. Libérelo para enviarlo.',
    },
    allHeld: {
      short: 'envíos retenidos',
      sentence: 'Todos los envíos de este equipo están retenidos. Se envía cuando quite la retención.',
    },
    tooManyTries: {
      short: 'varios intentos',
      sentence: 'Se ha intentado varias veces. Las listas de Catena demuestran que no llegó.',
    },
    tooOld: {
      short: 'demasiado antiguo',
      sentence:
        'Es demasiado antiguo para que las listas de Catena muestren si llegó. Búsquelo antes en el TSP.',
    },
    journalUnwritable: {
      short: 'no se puede anotar',
      sentence:
        'En este equipo no se puede anotar lo que se envía, así que no se envía nada: sin anotación podría salir dos veces.',
    },
    clonedProfile: {
      short: 'datos copiados',
      sentence:
        'Estos datos se copiaron de otro equipo, que puede haberlo enviado. Se está buscando en Catena.',
    },
    journalLost: {
      short: 'registro perdido',
      sentence:
        'Falta el registro de lo enviado, así que puede haberse enviado antes. Se está buscando en Catena.',
    },
    noMarks: {
      short: 'comprobar en Catena',
      sentence:
        'Las listas de Catena no muestran nuestros ID en esta conexión, así que no indican si llegó. Búsquelo usted en Catena.',
    },
    perhapsOurs: {
      short: 'comprobar en Catena',
      sentence:
        'Catena muestra un cambio que no indica de qué servicio es. Puede ser este. Búsquelo usted en Catena.',
    },
    readModel: {
      short: 'comprobar en Catena',
      sentence:
        'El TSP comunicó un error, pero el servicio puede existir de todos modos, y las listas de Catena no lo aclaran. Búsquelo usted en Catena.',
    },
    notReadable: {
      short: 'aún no legible',
      sentence: 'Catena todavía no muestra este servicio. Se vuelve a leer hasta que aparezca.',
    },
    waitsForCreate: {
      short: 'antes el servicio',
      sentence: 'Espera a que el TSP acepte el propio servicio.',
    },
    answerLost: {
      short: 'respuesta perdida',
      sentence:
        'Se envió y la respuesta se perdió. No se reenvía antes de que la lista de Catena muestre si llegó.',
    },
    duplicate: {
      short: 'repetido en Catena',
      sentence:
        'Catena lo tiene más de una vez; un proxy en el camino puede causarlo. Cancele el más reciente.',
    },
    baseChanged: {
      short: 'cambiado en Catena',
      sentence: 'Se cambió en Catena después del último envío desde aquí. Elija entre las dos versiones.',
    },
    invalid: {
      short: 'por corregir',
      sentence: 'Catena lo rechazó y no creó nada. Corríjalo y envíelo de nuevo.',
    },
    tspAuth: {
      short: 'acceso al TSP',
      sentence: 'El TSP no aceptó las credenciales de la conexión.',
    },
    tspValidation: {
      short: 'rechazo del TSP',
      sentence: 'El TSP rechazó el contenido. Corríjalo y envíelo de nuevo.',
    },
    tspNetwork: {
      short: 'TSP no alcanzado',
      sentence: 'Catena no pudo llegar al TSP.',
    },
    tspError: {
      short: 'error del TSP',
      sentence: 'El TSP respondió con un error.',
    },
  },
  reasonDetail: '{sentence} ({detail})',
  sentence: {
    notHandedOver: 'Guardado en este equipo; todavía no entregado al proceso de envío.',
    editWaiting: 'Detrás espera un cambio más reciente, que sale sin que haga nada.',
    draft: 'Solo un borrador: no se envía hasta que elija Guardar y enviar.',
    queued: 'Espera a enviarse; nada de ello ha salido de este equipo.',
    nextTry: 'Próximo intento: {time}.',
    sending: 'Se está enviando ahora.',
    maybeSent: 'Puede haberse enviado.',
    sent: 'Enviado: {time}.',
    answerLost: 'Enviado: {time}; respuesta perdida.',
    notLookedUp: 'Todavía no se ha buscado en Catena.',
    lookUnclear:
      'Buscado {count, plural, =1 {una vez} other {# veces}}, la última {time}: la última búsqueda no dio una respuesta clara.',
    lookNotFound:
      'Buscado {count, plural, =1 {una vez} other {# veces}}, la última {time}: no encontrado hasta ahora.',
    lookFound:
      'Buscado {count, plural, =1 {una vez} other {# veces}}, la última {time}: encontrado {found, number}.',
    nextLook: 'Próxima búsqueda: {time}.',
    notBeforeKnown: 'No se reenvía antes de saberlo.',
    foreignStatus: 'Catena lo tiene y dice “{status}”; el TSP no lo ha confirmado.',
    accepted: 'Catena lo tiene; el TSP todavía no lo ha confirmado.',
    done: 'El TSP lo tiene.',
    blocked: 'No se puede enviar ahora.',
    held: 'Está retenido.',
    decide: 'Usted decide: liberarlo o descartarlo.',
    withdrawn: 'Se retiró; nada de ello existe en Catena.',
    failed: 'El TSP no lo aceptó.',
    lookedFor: 'Puede estar allí de todos modos: se está buscando.',
    renewCredentials: 'Pida que se renueven y envíelo de nuevo.',
    createAbsent: 'Se buscó y no está allí: envíelo de nuevo.',
    updateStands: 'Puede que siga valiendo lo que había antes: envíelo de nuevo.',
  },
  refusal: {
    deletedAtTsp: 'Se eliminó en el TSP',
    tooManyStops:
      'Catena lo tiene con más de {count, plural, one {# parada} other {# paradas}}, y desde aquí se borrarían las demás: cámbielo donde se creó',
    otherConnection: 'Ya se envió por otra conexión: cancélelo y planifíquelo de nuevo',
  },
  line: {
    saved: 'Guardado en este equipo, a la espera de envío',
    cancelAsked: 'Se pidió la cancelación',
    newer: 'Se guardó una versión más reciente',
    attempt:
      '{kind, select, create {Enviando (creación, intento {number, number})} other {Enviando (cambio, intento {number, number})}}',
    unsent: 'No se envió nada: {detail}',
    accepted: 'Catena lo tiene, como operación {id}',
    found: 'Encontrado en Catena, como operación {id}',
    refused: 'Rechazado: {detail}',
    blocked: 'No admitido ({status}): {detail}',
    noProof: 'Ninguna respuesta que demuestre algo ({detail}): comprobando en Catena',
    uncertain: 'Puede haberse enviado antes: primero se comprueba en Catena',
    lookNotThere: 'Buscado en Catena: no está',
    lookUnproven: 'Buscado en Catena: la lista no puede mostrar si está',
    listUnproven: 'La lista de servicios de Catena todavía no puede mostrar si está',
    evidence: 'Dos listas completas muestran que no llegó nada: se puede reenviar',
    duplicate: 'Veces que Catena lo tiene: {count, number}',
    cancelDuplicate: 'Cancelando el duplicado',
    pending: 'Catena dice: {status}',
    failed: 'Error ({type}): {detail}',
    failedUnnamed: 'Error (sin motivo indicado): {detail}',
    absentByPerson: 'Alguien lo miró en Catena: no está',
    absent: 'Buscado entre los servicios: no está en el TSP',
    done: 'El TSP lo aceptó',
    conflict: 'La versión de Catena ha cambiado respecto a la nuestra',
    heldByUser: 'Retenido por el usuario',
    tooOld: 'Demasiado antiguo para enviarse de forma automática: decida usted',
    tooManyTries: 'Demasiados intentos: decida usted',
    released: 'Liberado',
    withdrawn: 'Retirado: nada de ello existe en Catena',
    discarded: 'El cambio se descartó',
    newGeneration: 'Se enviará como servicio nuevo',
    nothingLeft: 'No queda nada por enviar: Catena tiene este plan',
    triedAgain:
      '{intent, select, cancel {Se volverá a intentar (cancelación)} other {Se volverá a intentar (envío)}}',
  },
  network: {
    online: { label: 'En línea', sentence: 'Catena responde.' },
    offline: {
      label: 'Sin red',
      sentence:
        'No se puede abrir ninguna conexión con Catena. La planificación y el guardado siguen; los cambios se envían cuando vuelva.',
    },
    signInNeeded: {
      label: 'Inicie sesión',
      sentence: 'Catena pide que inicie sesión de nuevo. La planificación y el guardado siguen.',
    },
    networkLoginNeeded: {
      label: 'La red pide acceso',
      sentence:
        'Esta red pide identificarse antes de llegar a Catena. Abra un navegador e inicie sesión en la red.',
    },
    certificateNotTrusted: {
      label: 'Certificado no fiable',
      sentence:
        'El certificado de Catena no es de confianza, así que no se envía nada. La planificación y el guardado siguen.',
    },
    unreachable: {
      label: 'Catena inaccesible',
      sentence: 'Hay red, pero Catena no da ninguna respuesta útil. La planificación y el guardado siguen.',
    },
    askedToWait: {
      label: 'Pausa pedida',
      sentence:
        'Catena pide esperar antes de la próxima petición. Los cambios se envían después de forma automática.',
    },
    senderStopped: {
      label: 'Envío detenido',
      sentence: 'El proceso de envío de este equipo no responde. La planificación y el guardado siguen.',
    },
    earlierWindow: {
      label: 'Ventana anterior',
      sentence: 'El proceso de envío de este equipo no responde. La planificación y el guardado siguen.',
    },
  },
  networkStatus: {
    label: 'Conexión',
    planningGoesOn: 'la planificación sigue',
    until: '· hasta {time}',
    notChecked: '· sin comprobar aún',
    asOf: '· datos de {time}',
    nothingToSend: 'nada por enviar',
    toSend: '{count, number} por enviar',
    toSendOldest: '{count, number} por enviar, el más antiguo {age}',
    allHeld: 'Todos los envíos retenidos',
    allHeldNow: 'Todos los envíos retenidos desde hace menos de 1 min',
    allHeldFor: 'Todos los envíos retenidos desde hace {age}',
    detail: '{detail}.',
    cause: '{sentence} Causa: {detail}.',
    causeEnded: '{sentence} Causa: {detail}',
    since: '{explanation} — desde {time}',
    withHeld: '{explanation} — {held}, {waiting}',
  },
  clock: {
    fast: 'El reloj de este equipo adelanta {amount}',
    slow: 'El reloj de este equipo atrasa {amount}',
  },
  limit: {
    twoDevices:
      'Si dos equipos cambian el mismo servicio en el mismo momento, Catena conserva el último cambio: no tiene modo de rechazar el más antiguo.',
    doublingProxy:
      'Un proxy entre este equipo y Catena puede repetir una petición. Aquí se detecta y se muestra, pero no se puede evitar.',
  },
  learned: {
    listNeverLate: 'La lista de cambios de Catena nunca se ha visto con retraso.',
    listLate: 'Un cambio nuevo puede faltar en la lista de Catena hasta {duration}.',
    notListed:
      'Aún no: allí no ha aparecido nada nuestro. Hasta entonces no se puede demostrar que falta un cambio cuya respuesta se perdió.',
    noId: 'La lista de Catena muestra nuestros cambios sin ningún ID nuestro: no se puede demostrar que falta un cambio cuya respuesta se perdió, así que se le pide buscarlo en Catena. Visto por última vez: {time}.',
    foundBy:
      'Nuestros cambios se encuentran en la lista de Catena por: {marks}. Visto por última vez: {time}.',
    mark: {
      payloadSourceId: 'nuestro ID en el contenido',
      stopId: 'nuestros ID de parada',
      operationSourceId: 'nuestro ID junto al contenido',
    },
    readLagUnknown: 'Todavía no se sabe cuándo se puede leer un servicio nuevo.',
    readAtOnce: 'Un servicio nuevo se puede leer enseguida.',
    readAfter: 'Un servicio nuevo se puede leer después de unos {duration}.',
    keepsId: 'Un servicio leído lleva nuestro ID.',
    keepsStopIds: 'Un servicio leído lleva el ID propio del TSP; lo reconocemos por los ID de sus paradas.',
    keepsNoId:
      'Un servicio leído no lleva ningún ID nuestro: desde aquí no se puede averiguar si un servicio nuevo con error existe de todos modos.',
    keepsOwnId:
      'Un servicio leído lleva el ID propio del TSP. Si no tiene paradas, desde aquí no se puede averiguar si un servicio nuevo con error existe de todos modos.',
    rounds: 'Este TSP redondea: {fields}.',
    loses: 'Este TSP no conserva: {fields}.',
    field: {
      driverSourceId: 'conductor',
      vehicleSourceId: 'vehículo',
      territoryName: 'territorio',
      status: 'estado',
      startsAt: 'inicio',
      endsAt: 'fin',
      totalDistance: 'distancia total',
      totalDistanceUnit: 'unidad de distancia',
      instructions: 'instrucciones',
      stops: 'datos de las paradas',
    },
    occurredAt: {
      created: 'Catena fecha un servicio planificado según el momento en que se creó.',
      started: 'Catena fecha un servicio planificado según su inicio previsto.',
      null: 'Catena no da fecha a un servicio planificado.',
      other:
        'Catena no fecha un servicio planificado ni según el momento en que se creó ni según su inicio previsto.',
    },
  },
}
