import type { Messages } from '../messages.ts'
import { fileHeadings } from './file-headings.ts'
import { importQuestions } from './import-questions.ts'

/** Messages of the screens Import and Export in Spanish. */
export const exchange: Messages['exchange'] = {
  column: fileHeadings,
  ...importQuestions,
  import: {
    title: 'Importar servicios',
    screenName: 'Importar',
    chooseFile: 'Elegir archivo',
    chooseAnotherFile: 'Elegir otro archivo',
    fileField: 'Archivo que importar',
    fileHint:
      'CSV o Excel (.xlsx), o suéltelo aquí. Una fila por servicio, o una fila por parada. No se guarda nada hasta que usted lo indique.',
    reading: 'Leyendo {file}: {count, plural, one {# fila} other {# filas}}',
    notImported: 'Este archivo no se ha importado',
    nothingChanged: '{problem} No se ha cambiado nada.',
    imported: 'Importado',
    importedHint: '{result} Deshacer retira toda la importación.',
    showBoard: 'Ver el tablero',
  },
  file: {
    summary: '<b>{file}</b> · {count, plural, one {# fila} other {# filas}} · {format}',
    format: {
      csv: 'CSV, {delimiter}, {encoding}',
      xlsx: 'Libro de Excel, hoja “{sheet}”',
    },
    delimiter: {
      tab: 'tabulaciones',
      character: '“{character}”',
    },
    undatedTimes: 'Las horas sin fecha se ponen en {day}.',
    sheet: 'Hoja',
    encoding: 'Codificación',
    chooseEncoding: 'Codificación…',
    checking: 'Comprobando: {done, number} de {total, plural, one {# fila} other {# filas}}',
    leaveTitle: '¿Salir de {file}?',
    leaveWarning:
      '{count, plural, one {Se perdería # corrección} other {Se perderían # correcciones}}. El archivo queda como está, y no se ha importado nada de él.',
    defaultConnection: 'Conexión para filas que no indican ninguna',
    noDefaultConnection: 'Ninguna: importar como borradores sin conexión',
    distanceUnit: 'Unidad de las distancias',
    sample: 'Primeras filas del archivo',
    headerRow: 'Encabezados en la fila',
    hiddenSheet: '{sheet} (oculta)',
    nothingMapped: 'No se lee ninguna columna. Elija abajo al menos una, u otra fila para los encabezados.',
  },
  note: {
    nulCharacters: 'Se han quitado caracteres NUL.',
    otherSheets: 'El libro tiene también otras hojas: {sheets}.',
    raggedRows:
      '{count, plural, one {# fila tiene} other {# filas tienen}} más o menos celdas que los encabezados.',
    repeatedHeading:
      'Varias columnas tienen el encabezado “{heading}”: se lee la primera; las demás se omiten si no las elige abajo.',
    rowsAbove: '{count, plural, one {# fila} other {# filas}} encima de los encabezados: no se importan.',
    repeatedHeadings:
      'Los encabezados aparecen {count, plural, one {# vez} other {# veces}} más en el archivo: omitidos.',
    hiddenColumn: 'El libro oculta la columna “{heading}”: se omite si no la elige abajo.',
    monthFirst: 'Las fechas se leen con el mes primero, como {text}: hay fechas que solo encajan así.',
    dayFirst: 'Las fechas se leen con el día primero, como {text}: hay fechas que solo encajan así.',
  },
  failure: {
    emptyFile: '{file} está vacío.',
    noRows: '{file} no tiene filas.',
    emptySheet: '{file}: la hoja {sheet} está vacía.',
    onlySheetEmpty: '{file}: su hoja está vacía.',
    oldExcel:
      '{file} es un archivo de Excel antiguo (.xls) o está protegido con contraseña. Guárdelo antes como .xlsx o CSV, sin contraseña.',
    notWorkbook: '{file} no se pudo leer como libro de Excel.',
    notOpened: '{file} no se pudo abrir.',
    unclosedQuote:
      '{file}: unas comillas se abren en la fila {row} y no se cierran, así que no se puede separar el resto.',
    largeCell: '{file} tiene una celda de más de 1 MiB.',
    tooManyRows: '{file} tiene más de {limit, number} filas: divídalo.',
    stopped: 'La importación se detuvo: {detail}',
    fileTooLarge: '{file} ocupa más de {limit, number} MB: divídalo.',
    unpackedTooLarge: '{file} ocuparía descomprimido mucho más que un libro: no se ha abierto.',
    tooManyColumns: '{file} tiene más de {limit, number} columnas: quite las que no hagan falta.',
    tooManyCells: '{file} tiene más de {limit, number} celdas: divídalo.',
    tooSlow: 'Leer {file} tardó más de {seconds, number} segundos y se detuvo.',
    packed: '{file} está comprimido: descomprímalo y elija el archivo CSV o .xlsx que contiene.',
    notATable: '{file} no es una tabla: elija un archivo CSV o Excel (.xlsx).',
    xmlSpreadsheet:
      '{file} es una hoja de cálculo XML: ábrala en Excel y guárdela como “Libro de Excel (.xlsx)” o CSV.',
    webPage:
      '{file} es una página web, diga lo que diga su nombre: ábrala en Excel y guárdela como “Libro de Excel (.xlsx)” o CSV.',
    binaryWorkbook:
      '{file} es un libro de Excel binario (.xlsb): guárdelo como “Libro de Excel (.xlsx)” o CSV.',
    openDocument:
      '{file} es un archivo OpenDocument (.ods): ábralo en LibreOffice y guárdelo como .xlsx o CSV.',
    numbers: '{file} es un documento de Numbers: en Numbers elija Exportar, y luego Excel o CSV.',
  },
  mapping: {
    columns: 'Columnas',
    leaveOut: 'Omitir',
    unnamed: 'Columna {number}',
    repeated: '{heading} (columna {number})',
  },
  problem: {
    list: 'Celdas por corregir',
    row: 'Fila {row}',
    rows: '{count, plural, one {# fila} other {# filas}}',
    cell: '{heading}, {place}',
    cells: '{heading}, {place} con {text}',
    useForAll: 'Usar en {count, plural, one {# fila} other {las # filas}} con {text}',
    rowByRow: 'Fila por fila',
    rowByRowOf: 'Fila por fila, {heading} {text}',
  },
  quote: {
    text: '“{text}”',
    start: '“{text}…”',
    empty: 'nada',
  },
  cell: {
    formulaFailed: 'Una fórmula de la hoja de cálculo falló aquí ({text}): escriba el valor o vacíe la celda',
    idRounded: 'Una hoja de cálculo ha redondeado este ID a {text}: escríbalo como era',
    connectionAmbiguous: '{text} es el nombre de {count, plural, one {# conexión} other {# conexiones}}',
    connectionUnknown: 'Ninguna conexión se llama {text}',
    driverAmbiguous: '{text} es el nombre de {count, plural, one {# conductor} other {# conductores}}',
    vehicleAmbiguous: '{text} es el nombre de {count, plural, one {# vehículo} other {# vehículos}}',
    driverZerosLost: 'Una hoja de cálculo ha quitado los ceros iniciales de este ID de conductor',
    vehicleZerosLost: 'Una hoja de cálculo ha quitado los ceros iniciales de este ID de vehículo',
    notOneOf: '{text} no es ninguno de: {words}',
    numberAmbiguous: '{text} se puede leer de dos maneras',
    notNumber: '{text} no es un número',
    negativeDistance: 'La distancia no puede ser negativa',
    notDegrees: '{text} no son grados, p. ej. 41.87811',
    latitudeOutOfRange: 'La latitud va de −90 a 90: ¿están intercambiadas latitud y longitud?',
    longitudeOutOfRange: 'La longitud va de −180 a 180: ¿están intercambiadas latitud y longitud?',
    serialTime: '{text} parece el número de serie con que una hoja de cálculo guarda una hora',
    notYesNo: '{text} no es ni sí ni no',
    notH3Index: 'Un índice H3 es un número entero',
    notExtras: 'Estos no son los campos adicionales que escribe una exportación',
    disagrees: 'La fila {row} del mismo servicio dice {text}',
    repeatsReference: 'Repite una referencia de más arriba y no tiene parada propia',
    repeatsWorkflowId: 'Repite un ID de servicio de más arriba y no tiene parada propia',
    repeatsStopId: 'La parada {id} de este servicio ya está en la fila {row}',
    tooNarrow:
      'La columna era demasiado estrecha al guardar la hoja como texto ({text}): introduzca el valor',
    formulaWithoutResult:
      'Una fórmula sin resultado ({text}): abra el archivo en Excel, guárdelo y elíjalo de nuevo, o introduzca el valor',
    yearOrTime: '{text} es un año: introduzca la hora con dos puntos',
    notADay: '{text} no es una fecha, como 2026-11-24',
    notAZone: '{text} no es una zona horaria, como America/Chicago',
    notCoordinates: '{text} no es latitud y longitud, como 41.88, -87.63',
  },
  suggestion: {
    furtherStop: 'Tomarla como otra parada',
  },
  correction: {
    list: 'Correcciones',
    count: '{count, plural, one {# corrección} other {# correcciones}}',
    line: '{heading}: {from} se lee como {to} en {count, plural, one {# fila} other {# filas}}',
    takeBack: 'Retirar',
    answer: '{question}: {answer}',
  },
  rows: {
    all: '{count, plural, one {Fila {rows}} other {Filas {rows}}}',
    andMore: 'Filas {rows} y {count, number} más',
  },
  early: {
    title:
      '{count, plural, one {# servicio termina antes de empezar} other {# servicios terminan antes de empezar}}',
    hint: '{rows}: se importa como está escrito, salvo que el fin sea del día siguiente.',
    moveToNextDay: 'Pasarlo al día siguiente',
    stopsTitle:
      '{count, plural, one {# servicio tiene} other {# servicios tienen}} paradas que pueden ser del día siguiente',
    question: '{rows}: no se importa hasta que se diga cuál.',
  },
  swapped: {
    title:
      '{count, plural, one {# parada puede tener} other {# paradas pueden tener}} latitud y longitud intercambiadas',
    hint: '{rows}: como está escrito, lejos de todas las demás paradas; con las dos intercambiadas, entre ellas.',
    swapColumns: 'Intercambiar las dos columnas',
    swapCells: 'Intercambiarlas',
  },
  unknown: {
    drivers:
      '{count, plural, one {# conductor no está} other {# conductores no están}} en la lista de este ordenador',
    vehicles:
      '{count, plural, one {# vehículo no está} other {# vehículos no están}} en la lista de este ordenador',
    hint: '{names}: se importa como está escrito.',
  },
  save: {
    saving: 'Guardando: {done, number} de {total, plural, one {# servicio} other {# servicios}}',
    summary:
      '{fresh, plural, one {# servicio nuevo} other {# servicios nuevos}} · {same, number} ya aquí · {bad, plural, one {# servicio} other {# servicios}} con celdas por corregir',
    asDrafts: 'Importar {count, number} en borrador',
    andSend: 'Importar {count, number} y enviar',
    andSendSome: 'Importar {count, number} y enviar {sent, number}',
    withoutConnection:
      '{count, plural, one {# servicio sin conexión: se importa como borrador y no se envía.} other {# servicios sin conexión: se importan como borradores y no se envían.}} Arriba se puede elegir una conexión para las filas que no indican ninguna.',
    repeated:
      '{count, plural, one {# servicio omitido: la fila {rows} cambiaría} other {# servicios omitidos: las filas {rows} cambiarían}} lo mismo que otra fila',
    repeatedMore:
      '{count, plural, one {# servicio omitido} other {# servicios omitidos}}: las filas {rows} … cambiarían lo mismo que otra fila',
    alsoChange:
      'Cambiar también {count, plural, one {# servicio que ya está aquí y es distinto} other {# servicios que ya están aquí y son distintos}}',
    failed: '{problem} No se ha importado nada.',
    done: '{count, plural, one {# servicio} other {# servicios}} de {file}.',
    donePartly:
      '{count, plural, one {# servicio} other {# servicios}} de {file}: {sent, number} por enviar, {drafts, plural, one {# borrador} other {# borradores}} sin conexión.',
    columnsNotRemembered: 'Las columnas de este archivo no se recuerdan',
  },
  export: {
    title: 'Exportar servicios',
    screenName: 'Exportar',
    hint: 'CSV con una fila por parada y todos los campos. Al importarlo de nuevo da los mismos servicios; una celda que una hoja de cálculo ejecutaría como fórmula se hace inofensiva.',
    what: 'Qué',
    day: 'Un día',
    week: 'Siete días',
    all: 'Todo',
    from: 'Desde',
    filter: 'Solo los que tengan estas palabras',
    save: 'Exportar CSV',
    done: '{count, plural, one {# servicio exportado} other {# servicios exportados}} a {file}.',
    fileOfDay: 'servicios-{day}.csv',
    fileOfWeek: 'servicios-{day}-semana.csv',
    fileOfAll: 'servicios-todos.csv',
  },
}
