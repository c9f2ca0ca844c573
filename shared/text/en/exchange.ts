import { fileHeadings } from './file-headings.ts'
import { importQuestions } from './import-questions.ts'

/** Messages of the screens Import and Export. */
export const exchange = {
  /** Headings of the exchange file, which the screens also use as names of its columns. */
  column: fileHeadings,
  ...importQuestions,
  import: {
    title: 'Import workflows',
    // Name of the screen, for screen readers.
    screenName: 'Import',
    chooseFile: 'Choose a file',
    chooseAnotherFile: 'Choose another file',
    // Name of the file field, for screen readers.
    fileField: 'File to import',
    fileHint:
      'CSV or Excel (.xlsx), or drop it here. One row per workflow, or one row per stop. Nothing is saved before you say so.',
    reading: 'Reading {file}: {count, plural, one {# row} other {# rows}}',
    notImported: 'This file was not imported',
    // Follows the sentence of what is wrong with the file.
    nothingChanged: '{problem} Nothing has been changed.',
    imported: 'Imported',
    importedHint: '{result} Undo takes the whole import back.',
    showBoard: 'Show the board',
  },
  file: {
    // {format} is one of file.format below.
    summary: '<b>{file}</b> · {count, plural, one {# row} other {# rows}} · {format}',
    format: {
      // {delimiter} is one of file.delimiter; {encoding} is such as UTF-8.
      csv: 'CSV, {delimiter}, {encoding}',
      xlsx: 'Excel workbook, sheet “{sheet}”',
    },
    delimiter: {
      tab: 'tabs',
      character: '“{character}”',
    },
    undatedTimes: 'Times without a date stand on {day}.',
    // Names of the fields, for screen readers.
    sheet: 'Sheet',
    encoding: 'Encoding',
    // The first entry of the list, while the encoding is the one that the program found.
    chooseEncoding: 'Encoding…',
    checking: 'Checking: {done, number} of {total, plural, one {# row} other {# rows}}',
    leaveTitle: 'Leave {file}?',
    leaveWarning:
      '{count, plural, one {# correction} other {# corrections}} of it would be lost. The file itself stays as it is, and nothing of it has been imported.',
    defaultConnection: 'Connection for rows that name none',
    noDefaultConnection: 'None: import as drafts without a connection',
    distanceUnit: 'Unit of the distances',
    // Name of the region with the first rows, for screen readers.
    sample: 'First rows of the file',
    headerRow: 'Headings in row',
    hiddenSheet: '{sheet} (hidden)',
    nothingMapped: 'No column is read. Choose at least one column below, or another row for the headings.',
  },
  note: {
    nulCharacters: 'NUL characters were taken out.',
    otherSheets: 'The workbook has other sheets too: {sheets}.',
    raggedRows: '{count, plural, one {# row has} other {# rows have}} more or fewer cells than the headings.',
    repeatedHeading:
      'Several columns are headed “{heading}”: the first is read, the others are left out unless you choose them below.',
    rowsAbove: '{count, plural, one {# row} other {# rows}} above the headings: not imported.',
    repeatedHeadings:
      'The headings stand {count, plural, one {# more time} other {# more times}} in the file: left out.',
    hiddenColumn: 'The workbook hides the column “{heading}”: it is left out unless you choose it below.',
    monthFirst: 'Dates are read with the month first, such as {text}: the file has dates that only fit so.',
    dayFirst: 'Dates are read with the day first, such as {text}: the file has dates that only fit so.',
  },
  // Why a file could not be read as a table.
  failure: {
    emptyFile: '{file} is empty.',
    noRows: '{file} has no rows.',
    emptySheet: '{file}: the sheet {sheet} is empty.',
    onlySheetEmpty: '{file}: its sheet is empty.',
    oldExcel:
      '{file} is an old Excel file (.xls), or locked with a password. Save it as .xlsx or CSV without one first.',
    notWorkbook: '{file} could not be read as an Excel workbook.',
    notOpened: '{file} could not be opened.',
    unclosedQuote:
      '{file}: a quotation mark opens in row {row} and never closes, so the rest cannot be told apart.',
    largeCell: '{file} has a cell of over 1 MiB.',
    tooManyRows: '{file} has more than {limit, number} rows: split it.',
    // {detail} is the browser's own sentence.
    stopped: 'The import stopped: {detail}',
    fileTooLarge: '{file} is larger than {limit, number} MB: split it.',
    unpackedTooLarge: '{file} would unpack to far more than a workbook holds: it was not opened.',
    tooManyColumns: '{file} has more than {limit, number} columns: leave out those that are not needed.',
    tooManyCells: '{file} has more than {limit, number} cells: split it.',
    tooSlow: 'Reading {file} took longer than {seconds, number} seconds and was ended.',
    packed: '{file} is packed: unpack it, and choose the CSV or .xlsx file in it.',
    notATable: '{file} is no table: choose a CSV or Excel file (.xlsx).',
    xmlSpreadsheet:
      '{file} is an XML spreadsheet: open it in Excel and save it as “Excel workbook (.xlsx)” or CSV.',
    webPage:
      '{file} is a web page, whatever its name says: open it in Excel and save it as “Excel workbook (.xlsx)” or CSV.',
    binaryWorkbook: '{file} is a binary Excel workbook (.xlsb): save it as “Excel workbook (.xlsx)” or CSV.',
    openDocument:
      '{file} is an OpenDocument file (.ods): open it in LibreOffice and save it as .xlsx or CSV.',
    numbers: '{file} is a Numbers document: in Numbers choose Export To, then Excel or CSV.',
  },
  mapping: {
    // Name of the group of fields, for screen readers.
    columns: 'Columns',
    // An entry of the list of columns: this column of the file is not imported.
    leaveOut: 'Leave out',
    // Instead of a heading that the file does not have.
    unnamed: 'Column {number}',
    // A heading that the file has twice.
    repeated: '{heading} (column {number})',
  },
  problem: {
    // Name of the region, for screen readers.
    list: 'Cells to correct',
    // Where a bad cell is: one row, or many rows with equal text.
    row: 'Row {row}',
    rows: '{count, plural, one {# row} other {# rows}}',
    // Name of the field with the text of a bad cell. {place} is problem.row or problem.rows; {text} is `quote`.
    cell: '{heading}, {place}',
    cells: '{heading}, {place} with {text}',
    useForAll: 'Use for all {count, plural, one {# row} other {# rows}} with {text}',
    rowByRow: 'Row by row',
    rowByRowOf: 'Row by row, {heading} {text}',
  },
  // The text of a cell within a sentence.
  quote: {
    text: '“{text}”',
    // The beginning of a long text.
    start: '“{text}…”',
    empty: 'nothing',
  },
  // What is wrong with a cell. {text} is the text of the cell.
  cell: {
    formulaFailed: 'A formula of the spreadsheet failed here ({text}): enter the value, or clear the cell',
    idRounded: 'A spreadsheet has rounded this id to {text}: enter it as it was',
    connectionAmbiguous: '{text} names {count, plural, one {# connection} other {# connections}}',
    connectionUnknown: 'No connection is called {text}',
    driverAmbiguous: '{text} is the name of {count, plural, one {# driver} other {# drivers}}',
    vehicleAmbiguous: '{text} is the name of {count, plural, one {# vehicle} other {# vehicles}}',
    driverZerosLost: 'A spreadsheet has taken the leading zeros off this driver id',
    vehicleZerosLost: 'A spreadsheet has taken the leading zeros off this vehicle id',
    // {words} are codes of Catena, such as PLANNED.
    notOneOf: '{text} is none of: {words}',
    numberAmbiguous: '{text} has two readings',
    notNumber: '{text} is not a number',
    negativeDistance: 'Distance cannot be negative',
    notDegrees: '{text} is not degrees, such as 41.87811',
    latitudeOutOfRange: 'Latitude is from −90 to 90: are latitude and longitude swapped?',
    longitudeOutOfRange: 'Longitude is from −180 to 180: are latitude and longitude swapped?',
    serialTime: '{text} looks like a spreadsheet’s serial number for a time',
    notYesNo: '{text} is neither yes nor no',
    notH3Index: 'An H3 index is a whole number',
    notExtras: 'These are not the extra fields that an export writes',
    disagrees: 'Row {row} of the same workflow says {text}',
    repeatsReference: 'Repeats a reference further up, and has no stop of its own',
    repeatsWorkflowId: 'Repeats a workflow id further up, and has no stop of its own',
    repeatsStopId: 'Stop {id} of this workflow stands in row {row} already',
    tooNarrow: 'The column was too narrow when the sheet was saved as text ({text}): enter the value',
    formulaWithoutResult:
      'A formula without a result ({text}): open the file in Excel, save it, and choose it again, or enter the value',
    yearOrTime: '{text} is a year: enter the time with a colon',
    notADay: '{text} is not a date, such as 2026-11-24',
    notAZone: '{text} is not a time zone, such as America/Chicago',
    notCoordinates: '{text} is not latitude and longitude, such as 41.88, -87.63',
  },
  // Buttons that correct a cell with one click.
  suggestion: {
    furtherStop: 'Take it as a further stop',
  },
  correction: {
    // Name of the region, for screen readers.
    list: 'Corrections',
    count: '{count, plural, one {# correction} other {# corrections}}',
    // {from} and {to} are `quote`.
    line: '{heading}: {from} is read as {to} in {count, plural, one {# row} other {# rows}}',
    takeBack: 'Take back',
    answer: '{question}: {answer}',
  },
  // Which rows a warning is about. {rows} is a list of row numbers.
  rows: {
    all: '{count, plural, one {Row {rows}} other {Rows {rows}}}',
    andMore: 'Rows {rows} and {count, number} more',
  },
  early: {
    title:
      '{count, plural, one {# workflow ending before it begins} other {# workflows ending before they begin}}',
    // {rows} is `rows`.
    hint: '{rows}: imported as written, unless the end is on the next day.',
    moveToNextDay: 'Put it on the next day',
    stopsTitle:
      '{count, plural, one {# workflow has} other {# workflows have}} stops that may be on the next day',
    question: '{rows}: not imported before it is said which.',
  },
  swapped: {
    title: '{count, plural, one {# stop} other {# stops}} may have latitude and longitude swapped',
    hint: '{rows}: far from all other stops as written, and among them with the two swapped.',
    swapColumns: 'Swap the two columns',
    swapCells: 'Swap them',
  },
  // Drivers and vehicles that the lists of this computer do not have. {names} is a list of ids.
  unknown: {
    drivers: '{count, plural, one {# driver is} other {# drivers are}} not in the list of this computer',
    vehicles: '{count, plural, one {# vehicle is} other {# vehicles are}} not in the list of this computer',
    hint: '{names}: imported as written.',
  },
  save: {
    saving: 'Saving: {done, number} of {total, plural, one {# workflow} other {# workflows}}',
    summary:
      '{fresh, plural, one {# new workflow} other {# new workflows}} · {same, number} here already · {bad, plural, one {# workflow} other {# workflows}} with cells to correct',
    asDrafts: 'Import {count, number} as drafts',
    andSend: 'Import {count, number} and send',
    andSendSome: 'Import {count, number} and send {sent, number}',
    withoutConnection:
      '{count, plural, one {# workflow without a connection: imported as a draft, never sent.} other {# workflows without a connection: imported as drafts, never sent.}} A connection for rows that name none can be chosen above.',
    // {rows} is a list of row numbers.
    repeated:
      '{count, plural, one {# workflow left out: row {rows}} other {# workflows left out: rows {rows}}} would change what another row changes too',
    // The same when there are more rows than the list names.
    repeatedMore:
      '{count, plural, one {# workflow} other {# workflows}} left out: rows {rows} … would change what another row changes too',
    alsoChange: 'Also change {count, plural, one {# workflow} other {# workflows}} that are here and differ',
    // {problem} is a sentence.
    failed: '{problem} Nothing has been imported.',
    done: '{count, plural, one {# workflow} other {# workflows}} from {file}.',
    donePartly:
      '{count, plural, one {# workflow} other {# workflows}} from {file}: {sent, number} to send, {drafts, plural, one {# draft} other {# drafts}} without a connection.',
    columnsNotRemembered: 'The columns of this file are not remembered',
  },
  export: {
    title: 'Export workflows',
    // Name of the screen, for screen readers.
    screenName: 'Export',
    hint: 'CSV with one row per stop and every field. Imported again it gives the same workflows; a cell that a spreadsheet would run as a formula is made harmless.',
    // Label of the list with the three ranges below.
    what: 'What',
    day: 'One day',
    week: 'Seven days',
    all: 'Everything',
    // Label of the date of the first day.
    from: 'From',
    filter: 'Only those with these words',
    save: 'Export CSV',
    done: '{count, plural, one {# workflow} other {# workflows}} exported to {file}.',
    // Names of the files that are saved. No spaces; {day} is such as 2026-11-24.
    fileOfDay: 'workflows-{day}.csv',
    fileOfWeek: 'workflows-{day}-week.csv',
    fileOfAll: 'workflows-all.csv',
  },
} as const
