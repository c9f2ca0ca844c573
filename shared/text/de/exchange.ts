import type { Messages } from '../messages.ts'
import { fileHeadings } from './file-headings.ts'
import { importQuestions } from './import-questions.ts'

/** Messages of the screens Import and Export in German. */
export const exchange: Messages['exchange'] = {
  column: fileHeadings,
  ...importQuestions,
  import: {
    title: 'Aufträge importieren',
    screenName: 'Import',
    chooseFile: 'Datei wählen',
    chooseAnotherFile: 'Andere Datei wählen',
    fileField: 'Datei zum Importieren',
    fileHint:
      'CSV oder Excel (.xlsx), oder hier ablegen. Eine Zeile je Auftrag oder eine Zeile je Halt. Nichts wird gespeichert, bevor Sie es bestätigen.',
    reading: '{file} wird gelesen: {count, plural, one {# Zeile} other {# Zeilen}}',
    notImported: 'Diese Datei wurde nicht importiert',
    nothingChanged: '{problem} Nichts wurde geändert.',
    imported: 'Importiert',
    importedHint: '{result} „Rückgängig“ nimmt den ganzen Import zurück.',
    showBoard: 'Plantafel zeigen',
  },
  file: {
    summary: '<b>{file}</b> · {count, plural, one {# Zeile} other {# Zeilen}} · {format}',
    format: {
      csv: 'CSV, {delimiter}, {encoding}',
      xlsx: 'Excel-Mappe, Blatt „{sheet}“',
    },
    delimiter: {
      tab: 'Tabulator',
      character: '„{character}“',
    },
    undatedTimes: 'Zeiten ohne Datum gelten am {day}.',
    sheet: 'Blatt',
    encoding: 'Zeichensatz',
    chooseEncoding: 'Zeichensatz…',
    checking: 'Prüfung: {done, number} von {total, plural, one {# Zeile} other {# Zeilen}}',
    leaveTitle: '{file} verlassen?',
    leaveWarning:
      '{count, plural, one {# Korrektur} other {# Korrekturen}} daran gingen verloren. Die Datei selbst bleibt, wie sie ist, und nichts davon wurde importiert.',
    defaultConnection: 'Verbindung für Zeilen ohne Angabe',
    noDefaultConnection: 'Keine: als Entwürfe ohne Verbindung importieren',
    distanceUnit: 'Einheit der Strecken',
    sample: 'Erste Zeilen der Datei',
    headerRow: 'Überschriften in Zeile',
    hiddenSheet: '{sheet} (ausgeblendet)',
    nothingMapped:
      'Keine Spalte wird gelesen. Wählen Sie unten mindestens eine Spalte oder eine andere Zeile für die Überschriften.',
  },
  note: {
    nulCharacters: 'NUL-Zeichen wurden entfernt.',
    otherSheets: 'Die Mappe hat noch weitere Blätter: {sheets}.',
    raggedRows:
      '{count, plural, one {# Zeile hat} other {# Zeilen haben}} mehr oder weniger Zellen als die Überschriften.',
    repeatedHeading:
      'Mehrere Spalten heißen „{heading}“: Die erste wird gelesen, die anderen nur, wenn Sie sie unten wählen.',
    rowsAbove: '{count, plural, one {# Zeile} other {# Zeilen}} über den Überschriften: nicht importiert.',
    repeatedHeadings:
      'Die Überschriften stehen noch {count, plural, one {# Mal} other {# Mal}} in der Datei: ausgelassen.',
    hiddenColumn:
      'Die Mappe blendet die Spalte „{heading}“ aus: Sie wird nur gelesen, wenn Sie sie unten wählen.',
    monthFirst:
      'Daten werden mit dem Monat zuerst gelesen, wie {text}: Die Datei hat Daten, die nur so passen.',
    dayFirst: 'Daten werden mit dem Tag zuerst gelesen, wie {text}: Die Datei hat Daten, die nur so passen.',
  },
  failure: {
    emptyFile: '{file} ist leer.',
    noRows: '{file} hat keine Zeilen.',
    emptySheet: '{file}: Das Blatt {sheet} ist leer.',
    onlySheetEmpty: '{file}: Das Blatt ist leer.',
    oldExcel:
      '{file} ist eine alte Excel-Datei (.xls) oder mit einem Kennwort geschützt. Speichern Sie sie zuerst ohne Kennwort als .xlsx oder CSV.',
    notWorkbook: '{file} konnte nicht als Excel-Mappe gelesen werden.',
    notOpened: '{file} konnte nicht geöffnet werden.',
    unclosedQuote:
      '{file}: Ein Anführungszeichen öffnet in Zeile {row} und schließt nie. Der Rest lässt sich deshalb nicht trennen.',
    largeCell: '{file} hat eine Zelle mit mehr als 1 MiB.',
    tooManyRows: '{file} hat mehr als {limit, number} Zeilen: Teilen Sie die Datei.',
    stopped: 'Der Import wurde abgebrochen: {detail}',
    fileTooLarge: '{file} ist größer als {limit, number} MB: Teilen Sie die Datei.',
    unpackedTooLarge:
      '{file} würde entpackt weit mehr ergeben, als eine Mappe enthält: Sie wurde nicht geöffnet.',
    tooManyColumns: '{file} hat mehr als {limit, number} Spalten: Lassen Sie nicht benötigte weg.',
    tooManyCells: '{file} hat mehr als {limit, number} Zellen: Teilen Sie die Datei.',
    tooSlow: 'Das Lesen von {file} dauerte länger als {seconds, number} Sekunden und wurde beendet.',
    packed: '{file} ist gepackt: Entpacken Sie die Datei und wählen Sie die CSV- oder .xlsx-Datei darin.',
    notATable: '{file} ist keine Tabelle: Wählen Sie eine CSV- oder Excel-Datei (.xlsx).',
    xmlSpreadsheet:
      '{file} ist eine XML-Kalkulationstabelle: Öffnen Sie sie in Excel und speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“ oder CSV.',
    webPage:
      '{file} ist eine Webseite, auch wenn der Name anders lautet: Öffnen Sie sie in Excel und speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“ oder CSV.',
    binaryWorkbook:
      '{file} ist eine binäre Excel-Mappe (.xlsb): Speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“ oder CSV.',
    openDocument:
      '{file} ist eine OpenDocument-Datei (.ods): Öffnen Sie sie in LibreOffice und speichern Sie sie als .xlsx oder CSV.',
    numbers: '{file} ist ein Numbers-Dokument: Wählen Sie in Numbers „Exportieren“, dann Excel oder CSV.',
  },
  mapping: {
    columns: 'Spalten',
    leaveOut: 'Auslassen',
    unnamed: 'Spalte {number}',
    repeated: '{heading} (Spalte {number})',
  },
  problem: {
    list: 'Zu korrigierende Zellen',
    row: 'Zeile {row}',
    rows: '{count, plural, one {# Zeile} other {# Zeilen}}',
    cell: '{heading}, {place}',
    cells: '{heading}, {place} mit {text}',
    useForAll:
      '{count, plural, one {Für # Zeile mit {text} übernehmen} other {Für alle # Zeilen mit {text} übernehmen}}',
    rowByRow: 'Zeile für Zeile',
    rowByRowOf: 'Zeile für Zeile, {heading} {text}',
  },
  quote: {
    text: '„{text}“',
    start: '„{text}…“',
    empty: 'nichts',
  },
  cell: {
    formulaFailed:
      'Eine Formel der Tabelle ist hier gescheitert ({text}): Geben Sie den Wert ein oder leeren Sie die Zelle',
    idRounded: 'Eine Tabellenkalkulation hat diese ID auf {text} gerundet: Geben Sie sie ein, wie sie war',
    connectionAmbiguous: '{text} bezeichnet {count, plural, one {# Verbindung} other {# Verbindungen}}',
    connectionUnknown: 'Keine Verbindung heißt {text}',
    driverAmbiguous: '{text} ist der Name von {count, plural, one {# Fahrer} other {# Fahrern}}',
    vehicleAmbiguous: '{text} ist der Name von {count, plural, one {# Fahrzeug} other {# Fahrzeugen}}',
    driverZerosLost: 'Eine Tabellenkalkulation hat die führenden Nullen dieser Fahrer-ID entfernt',
    vehicleZerosLost: 'Eine Tabellenkalkulation hat die führenden Nullen dieser Fahrzeug-ID entfernt',
    notOneOf: '{text} ist keines von: {words}',
    numberAmbiguous: '{text} ist mehrdeutig',
    notNumber: '{text} ist keine Zahl',
    negativeDistance: 'Die Strecke darf nicht negativ sein',
    notDegrees: '{text} ist keine Gradzahl wie 41.87811',
    latitudeOutOfRange:
      'Der Breitengrad liegt zwischen −90 und 90: Sind Breitengrad und Längengrad vertauscht?',
    longitudeOutOfRange:
      'Der Längengrad liegt zwischen −180 und 180: Sind Breitengrad und Längengrad vertauscht?',
    serialTime: '{text} sieht aus wie die serielle Zahl einer Tabellenkalkulation für eine Zeit',
    notYesNo: '{text} ist weder ja noch nein',
    notH3Index: 'Ein H3-Index ist eine ganze Zahl',
    notExtras: 'Dies sind nicht die weiteren Felder, die ein Export schreibt',
    disagrees: 'Zeile {row} desselben Auftrags sagt {text}',
    repeatsReference: 'Wiederholt eine Referenz von weiter oben und hat keinen eigenen Halt',
    repeatsWorkflowId: 'Wiederholt eine Auftrags-ID von weiter oben und hat keinen eigenen Halt',
    repeatsStopId: 'Halt {id} dieses Auftrags steht schon in Zeile {row}',
    tooNarrow:
      'Die Spalte war zu schmal, als das Blatt als Text gespeichert wurde ({text}): Geben Sie den Wert ein',
    formulaWithoutResult:
      'Eine Formel ohne Ergebnis ({text}): Öffnen und speichern Sie die Datei in Excel und wählen Sie sie erneut, oder geben Sie den Wert ein',
    yearOrTime: '{text} ist ein Jahr: Geben Sie die Uhrzeit mit Doppelpunkt ein',
    notADay: '{text} ist kein Datum wie 2026-11-24',
    notAZone: '{text} ist keine Zeitzone wie America/Chicago',
    notCoordinates: '{text} sind nicht Breiten- und Längengrad wie 41.88, -87.63',
  },
  suggestion: {
    furtherStop: 'Als weiteren Halt nehmen',
  },
  correction: {
    list: 'Korrekturen',
    count: '{count, plural, one {# Korrektur} other {# Korrekturen}}',
    line: '{heading}: {from} wird in {count, plural, one {# Zeile} other {# Zeilen}} als {to} gelesen',
    takeBack: 'Zurücknehmen',
    answer: '{question}: {answer}',
  },
  rows: {
    all: '{count, plural, one {Zeile {rows}} other {Zeilen {rows}}}',
    andMore: 'Zeilen {rows} und {count, number} weitere',
  },
  early: {
    title:
      '{count, plural, one {# Auftrag endet, bevor er beginnt} other {# Aufträge enden, bevor sie beginnen}}',
    hint: '{rows}: wird wie geschrieben importiert, außer das Ende liegt am nächsten Tag.',
    moveToNextDay: 'Auf den nächsten Tag legen',
    stopsTitle:
      '{count, plural, one {# Auftrag hat} other {# Aufträge haben}} Halte, die vielleicht am nächsten Tag liegen',
    question: '{rows}: wird erst importiert, wenn gesagt ist, was gilt.',
  },
  swapped: {
    title:
      'Bei {count, plural, one {# Halt} other {# Halten}} sind Breitengrad und Längengrad vielleicht vertauscht',
    hint: '{rows}: wie geschrieben weit von allen anderen Halten entfernt, vertauscht mitten unter ihnen.',
    swapColumns: 'Beide Spalten tauschen',
    swapCells: 'Tauschen',
  },
  unknown: {
    drivers:
      '{count, plural, one {# Fahrer steht} other {# Fahrer stehen}} nicht in der Liste dieses Computers',
    vehicles:
      '{count, plural, one {# Fahrzeug steht} other {# Fahrzeuge stehen}} nicht in der Liste dieses Computers',
    hint: '{names}: wird wie geschrieben importiert.',
  },
  save: {
    saving: 'Speichern: {done, number} von {total, plural, one {# Auftrag} other {# Aufträgen}}',
    summary:
      '{fresh, plural, one {# neuer Auftrag} other {# neue Aufträge}} · {same, number} schon hier · {bad, plural, one {# Auftrag} other {# Aufträge}} mit zu korrigierenden Zellen',
    asDrafts: '{count, number} als Entwürfe importieren',
    andSend: '{count, number} importieren und senden',
    andSendSome: '{count, number} importieren und {sent, number} senden',
    withoutConnection:
      '{count, plural, one {# Auftrag ohne Verbindung: wird als Entwurf importiert und nie gesendet.} other {# Aufträge ohne Verbindung: werden als Entwürfe importiert und nie gesendet.}} Oben kann eine Verbindung für Zeilen ohne Angabe gewählt werden.',
    repeated:
      '{count, plural, one {# Auftrag ausgelassen: Zeile {rows} würde ändern, was auch eine andere Zeile ändert} other {# Aufträge ausgelassen: Zeilen {rows} würden ändern, was auch eine andere Zeile ändert}}',
    repeatedMore:
      '{count, plural, one {# Auftrag} other {# Aufträge}} ausgelassen: Zeilen {rows} … würden ändern, was auch eine andere Zeile ändert',
    alsoChange:
      'Auch {count, plural, one {# Auftrag ändern, der hier ist und abweicht} other {# Aufträge ändern, die hier sind und abweichen}}',
    failed: '{problem} Nichts wurde importiert.',
    done: '{count, plural, one {# Auftrag} other {# Aufträge}} aus {file}.',
    donePartly:
      '{count, plural, one {# Auftrag} other {# Aufträge}} aus {file}: {sent, number} zu senden, {drafts, plural, one {# Entwurf} other {# Entwürfe}} ohne Verbindung.',
    columnsNotRemembered: 'Die Spalten dieser Datei werden nicht gemerkt',
  },
  export: {
    title: 'Aufträge exportieren',
    screenName: 'Export',
    hint: 'CSV mit einer Zeile je Halt und allen Feldern. Erneut importiert ergibt sie dieselben Aufträge; eine Zelle, die eine Tabellenkalkulation als Formel ausführen würde, wird unschädlich gemacht.',
    what: 'Was',
    day: 'Ein Tag',
    week: 'Sieben Tage',
    all: 'Alles',
    from: 'Von',
    filter: 'Nur die mit diesen Wörtern',
    save: 'CSV exportieren',
    done: '{count, plural, one {# Auftrag} other {# Aufträge}} nach {file} exportiert.',
    fileOfDay: 'auftraege-{day}.csv',
    fileOfWeek: 'auftraege-{day}-woche.csv',
    fileOfAll: 'auftraege-alle.csv',
  },
}
