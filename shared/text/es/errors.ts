import type { Messages } from '../messages.ts'

/** What went wrong, in Spanish. */
export const errors: Messages['errors'] = {
  host: {
    fault: 'Algo ha fallado dentro del planificador. Los detalles están en el registro.',
    closing: 'El planificador se está cerrando.',
  },
  rpc: {
    closed:
      'El proceso de envío de este equipo no responde. La planificación y el guardado siguen; inténtelo de nuevo cuando vuelva.',
    refused:
      'Esta ventana es de un arranque anterior del planificador. Inicie Depot Planner de nuevo para abrir otra ventana; todo lo que guardó está ahí.',
    launchUsed:
      'Esta dirección ya se usó o es demasiado antigua. Inicie Depot Planner de nuevo, o pulse Intro en su terminal, para obtener otra.',
    notPlanner: 'Lo que responde ahí no es el planificador.',
    noKey: 'El planificador no dio ninguna clave a esta ventana.',
    badAnswer: 'El planificador respondió {status} a esta ventana.',
    tooLarge: 'Es demasiado para un solo mensaje al planificador.',
    tooDeep: 'El mensaje tiene demasiados niveles.',
    badMessage: 'La ventana del planificador y su programa de fondo no se entienden.',
  },
  workspace: {
    none: 'Antes inicie sesión en Catena o entre en el modo de práctica.',
    seeLog: 'Los detalles están en el registro.',
    notOpened: 'No se pudieron abrir los planes. {reason}',
  },
  training: {
    noAccount: 'Salga antes del modo de práctica: no tiene cuenta.',
    notOpen: 'Esto solo existe en el modo de práctica.',
    noDay: 'El día {day} no existe en {zone}.',
  },
  external: {
    refused: 'Esta dirección no se puede abrir en el navegador.',
  },
  settings: {
    unwritable: 'No se pudieron guardar los ajustes en este equipo.',
    setByEnvironment: 'Lo define el entorno del planificador y no se puede cambiar aquí.',
    notAnAddress: 'Indique una dirección completa, p. ej. https://api.example.com',
    locked:
      'No se puede abrir el archivo de ajustes. Por ahora el planificador usa los ajustes predeterminados.',
    restored:
      'El archivo de ajustes estaba dañado y se conserva como {file}. Se usan los ajustes anteriores al último cambio.',
    reset:
      'El archivo de ajustes estaba dañado y se conserva como {file}. Los ajustes son los predeterminados.',
    repaired: 'Estos ajustes no se pudieron leer y ahora son los predeterminados: {names}.',
  },
  apiAddress: {
    unreadable: 'La dirección de la API de Catena no es una dirección',
    notSecure: 'La dirección de la API de Catena debe empezar por https://',
    hasPassword: 'La dirección de la API de Catena no debe contener nombre ni contraseña',
    hasQuery: 'La dirección de la API de Catena no debe contener ? ni #',
  },
  journal: {
    locked:
      'Depot Planner ya está en marcha con estos datos{pid, select, none {} other { (proceso {pid})}}. Use su ventana, o ciérrelo antes.',
    lockLost:
      'Otro Depot Planner se ha hecho cargo de estos planes, o se eliminó el archivo de bloqueo. Este ya no guarda ni envía nada: ciérrelo y use el otro, o inícielo de nuevo.',
    lockedElsewhere:
      '{state, select, silent {Depot Planner usa estos datos en el equipo “{computer}”{since, select, none {} other { desde {since}}}, y no ha dado señales desde hace {age}. Si aún funciona allí, o ese equipo está en suspensión, ciérrelo allí. Si seguro que ya no funciona, elimine el archivo {file} e inícielo de nuevo.} other {Depot Planner está en marcha con estos datos en el equipo “{computer}”{since, select, none {} other { desde {since}}}. Ciérrelo antes allí.}}',
    unknownComputer: 'desconocido',
    unknownAge: 'un tiempo desconocido',
    ageMinutes: '{count, plural, one {# minuto} other {# minutos}}',
    ageHours: '{count, plural, one {# hora} other {# horas}}',
    damaged:
      'Una parte del registro de lo enviado no se pudo leer. Se conserva en la carpeta de datos; lo afectado se busca en Catena antes de enviar nada.',
    full: 'No se puede escribir el diario de este equipo: no queda espacio en el disco.',
    failed: 'No se puede escribir el diario de este equipo.',
    closed: 'El diario está cerrado.',
  },
  sync: {
    journalUnwritable: 'No se puede escribir el diario de este equipo, así que no se envía nada',
    mayExist:
      'Este cambio puede estar ya en Catena, así que no se puede descartar; en su lugar, cancele el servicio',
    notUncertain: 'Se está buscando si este cambio llegó, o ya se sabe',
    noDuplicate: 'Ese duplicado ya no existe',
    notTaken: 'El proceso de envío dejó {left, number} de {total, number} cambios',
    pagesLoop: 'El proceso de envío repite una página de estados',
  },
  catena: {
    signInNeeded: 'Antes inicie sesión en Catena.',
    tokenRefused: 'Catena no acepta esta sesión.',
    rateLimited: 'Catena pide esperar antes de la próxima petición.',
  },
  reference: {
    wrongKind: 'La lista de Catena no es la que se pidió.',
    cursorLoop: 'La lista de Catena no termina.',
    failed: 'No se pudo obtener la lista.',
  },
  storage: {
    quota: 'Este equipo no tiene más espacio para planes. No se guardó nada de este cambio.',
    failed: 'La base de datos local no pudo guardar. No se guardó nada de este cambio.',
    blocked: 'Otra ventana de Depot Planner ocupa la base de datos local. Cierre esa ventana.',
    readOnly: 'La base de datos local no acepta cambios ahora. No se guardó nada de este cambio.',
  },
  record: {
    changed: '“{name}” se cambió mientras tanto. Ahora no se ha cambiado nada.',
    shape: 'El registro no tiene la forma de un servicio',
    tooLarge: 'El cambio es demasiado grande para enviarlo',
  },
  workflow: {
    cancelled: 'Se canceló.',
    repeated: 'El servicio {id} está dos veces en una lista de cambios',
    incomplete: 'El plan no está completo',
    andMore: '{problem} (y {count, number} más)',
  },
  ids: {
    unknownDriver:
      'No se conoce el ID de Catena del conductor {id}: actualice las listas (en Ajustes) con conexión; después guarde y envíe de nuevo',
    unknownVehicle:
      'No se conoce el ID de Catena del vehículo {id}: actualice las listas (en Ajustes) con conexión; después guarde y envíe de nuevo',
  },
  auth: {
    signInNeeded: 'Antes inicie sesión en Catena.',
    notWaiting: 'Ningún inicio de sesión está esperando al navegador.',
    settingsChanged: 'Los ajustes cambiaron durante el inicio de sesión. Inicie sesión de nuevo.',
    browserNotOpened: 'El navegador no se abrió. Abra la dirección a mano.',
    tooLate: 'Nadie inició sesión en el tiempo permitido. Inicie sesión de nuevo.',
    cancelled: 'El inicio de sesión se canceló en el navegador.',
    refused: 'El servidor de autorización rechazó el inicio de sesión ({word}).',
    wrongPair: 'El servidor de autorización no acepta este ID y secreto de cliente.',
    ended: 'La sesión ya no es válida ({word}). Inicie sesión de nuevo.',
    wrongTime:
      'La hora de la respuesta es incorrecta. Compruebe el reloj de este equipo e inicie sesión de nuevo.',
    foreignAnswer: 'La respuesta no era de este inicio de sesión. No se guardó nada; inicie sesión de nuevo.',
    unreachable: 'No se puede llegar al servidor de autorización.',
    unreachableBecause: 'No se puede llegar al servidor de autorización: {cause}.',
    checkFails:
      'El servidor de autorización da una respuesta que no supera una comprobación ({trace}). La sesión sigue abierta; se vuelve a consultar.',
    renewRefused:
      'El servidor de autorización se niega a renovar la sesión ({trace}). La sesión sigue abierta; se vuelve a consultar.',
    certificateTime: 'su certificado no es válido en la fecha de este equipo; compruebe el reloj',
    answerTooSlow: 'no responde a tiempo',
    answerTooLarge: 'su respuesta es demasiado grande',
    otherSecret: 'El secreto de cliente del entorno es de otro servidor de autorización.',
    signInAgain: '{reason} Inicie sesión de nuevo.',
    sessionOnly: '{reason} La sesión sigue abierta hasta que se cierre el planificador.',
    noKeychain: 'Este equipo no tiene ningún llavero que el planificador pueda usar.',
    keychainNotDeleted: 'El llavero no eliminó la sesión. Elimínela en los ajustes del sistema.',
    serverNotTold: 'Sesión cerrada en este equipo. No se pudo avisar al servidor de autorización.',
  },
  secret: {
    foreign: 'La sesión guardada es de otro servidor de autorización.',
    damaged: 'La sesión guardada no se puede leer.',
    entryDamaged: 'La entrada del llavero está dañada.',
    notKept: 'El llavero no devolvió lo que se guardó.',
    silent: 'El llavero no respondió en 10 s.',
    refused: 'El llavero se negó.',
  },
  network: {
    nameNotFound: 'no se encuentra su nombre ({code})',
    noLookup: 'no se pueden consultar nombres ({code})',
    connectionRefused: 'se rechaza la conexión ({code})',
    noRoute: 'no hay ruta ({code})',
    down: 'la red está caída ({code})',
    certificateExpired:
      'su certificado ha caducado. Compruebe el reloj de este equipo; si está en hora, avise a informática ({code})',
    certificateNotYet:
      'su certificado todavía no es válido. Compruebe el reloj de este equipo; si está en hora, avise a informática ({code})',
    certificateOtherHost:
      'su certificado es para otra dirección. Compruebe la dirección de Catena en Ajustes; si es correcta, avise a informática ({code})',
    certificateUnknownAuthority:
      'su certificado está firmado por una autoridad desconocida aquí. Pida a informática la autoridad de certificación de esta red e inicie el planificador con NODE_EXTRA_CA_CERTS apuntando a su archivo ({code})',
    certificateRevoked: 'su certificado fue revocado. Avise a informática ({code})',
    certificateRefused: 'su certificado fue rechazado. Avise a informática ({code})',
    noSecureConnection: 'no se puede establecer una conexión segura ({code})',
    cutOff: 'la conexión se cortó ({code})',
    noAnswerCode: 'sin respuesta a tiempo ({code})',
    failedCode: 'la conexión falló ({code})',
    failed: 'la conexión falló',
    noConnection: 'no se estableció la conexión a tiempo',
    noAnswer: 'sin respuesta a tiempo',
    closedUnused: 'la conexión se cerró antes de usarse',
    closedUnanswered: 'la conexión se cerró sin respuesta',
    proxySignIn: 'el proxy pide identificarse (407)',
    proxyRefused: 'el proxy no lo deja pasar ({status})',
    portal: 'la red respondió en lugar de Catena ({status})',
    gatewayWait: 'una pasarela responde en su lugar (429)',
  },
  remote: {
    notNow: 'Ahora no se puede leer Catena',
    cursor: 'esta posición de la lista no es de esta versión',
  },
  answer: {
    serverError: 'Catena responde con el error {status}',
    noTime: 'Catena responde sin su hora, necesaria para enviar con seguridad',
    signInRefused: 'Catena no aceptó la sesión',
    askedToWait: 'Catena pidió esperar',
    unsendable: 'la petición no se puede escribir',
    faultSending: 'error interno al enviar',
    faultReading: 'error interno al leer',
    endedSending: 'el programa terminó durante el envío',
    cancelledFirst: 'cancelado antes de enviarse',
    heldFirst: 'retenido antes de enviarse',
    notShown: 'Catena todavía no muestra este servicio',
    withStatus: 'respuesta {status}: {problem}',
    foreign: 'la respuesta {status} no es de Catena',
    foreignShape: 'la respuesta {status} no tiene la forma de Catena',
    provesNothing: 'la respuesta {status} no demuestra nada',
    noOperation: 'la respuesta {status} no contiene ninguna operación',
    otherResource: 'la respuesta {status} trata de: {resource}',
    otherWorkflow: 'la respuesta {status} trata de otro servicio',
    webPage: 'una página web, no Catena',
    truncated: 'la respuesta está cortada',
    tooLarge: 'la respuesta es demasiado grande',
    notJson: 'la respuesta no es JSON sino {type}',
    noType: 'de tipo no indicado',
    brokenJson: 'la respuesta dice ser JSON y no lo es',
    notList: 'la respuesta no es la lista de Catena',
    notRecord: 'la respuesta no es el registro de Catena',
    listUnreadable: 'la lista no se puede leer',
    recordUnreadable: 'el registro no se puede leer',
    itemUnreadable: 'un elemento de la lista no se puede leer',
    itemNotAsked: 'la lista contiene un elemento que no se pidió',
    otherRecord: 'el registro es otro',
    noEnd: 'la lista no indica si hay más',
    circle: 'la lista se repite en círculo',
    tooManyPages: 'la lista tiene más de {max, number} páginas',
  },
}
