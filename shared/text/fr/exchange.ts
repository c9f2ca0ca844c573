import type { Messages } from '../messages.ts'
import { fileHeadings } from './file-headings.ts'
import { importQuestions } from './import-questions.ts'

/** Messages of the screens Import and Export in French. */
export const exchange: Messages['exchange'] = {
  column: fileHeadings,
  ...importQuestions,
  import: {
    title: 'Importer des missions',
    screenName: 'Import',
    chooseFile: 'Choisir un fichier',
    chooseAnotherFile: 'Choisir un autre fichier',
    fileField: 'Fichier à importer',
    fileHint:
      'CSV ou Excel (.xlsx), ou déposez-le ici. Une ligne par mission, ou une ligne par arrêt. Rien n’est enregistré sans votre accord.',
    reading: 'Lecture de {file} : {count, plural, one {# ligne} other {# lignes}}',
    notImported: 'Ce fichier n’a pas été importé',
    nothingChanged: '{problem} Rien n’a été modifié.',
    imported: 'Importé',
    importedHint: '{result} « Défaire » retire tout l’import.',
    showBoard: 'Afficher le tableau',
  },
  file: {
    summary: '<b>{file}</b> · {count, plural, one {# ligne} other {# lignes}} · {format}',
    format: {
      csv: 'CSV, {delimiter}, {encoding}',
      xlsx: 'Classeur Excel, feuille « {sheet} »',
    },
    delimiter: {
      tab: 'tabulations',
      character: '« {character} »',
    },
    undatedTimes: 'Les heures sans date sont prises pour ce jour : {day}.',
    sheet: 'Feuille',
    encoding: 'Encodage',
    chooseEncoding: 'Encodage…',
    checking: 'Vérification : {done, number} sur {total, plural, one {# ligne} other {# lignes}}',
    leaveTitle: 'Quitter {file} ?',
    leaveWarning:
      '{count, plural, one {# correction serait perdue} other {# corrections seraient perdues}}. Le fichier reste tel quel, et rien n’en a été importé.',
    defaultConnection: 'Connexion des lignes qui n’en nomment pas',
    noDefaultConnection: 'Aucune : importer comme brouillons sans connexion',
    distanceUnit: 'Unité des distances',
    sample: 'Premières lignes du fichier',
    headerRow: 'En-têtes à la ligne',
    hiddenSheet: '{sheet} (masquée)',
    nothingMapped:
      'Aucune colonne n’est lue. Choisissez ci-dessous au moins une colonne, ou une autre ligne pour les en-têtes.',
  },
  note: {
    nulCharacters: 'Des caractères NUL ont été retirés.',
    otherSheets: 'Le classeur a aussi d’autres feuilles : {sheets}.',
    raggedRows:
      '{count, plural, one {# ligne a} other {# lignes ont}} plus ou moins de cellules que l’en-tête.',
    repeatedHeading:
      'Plusieurs colonnes ont l’en-tête « {heading} » : la première est lue, les autres sont omises sauf si vous les choisissez ci-dessous.',
    rowsAbove: '{count, plural, one {# ligne} other {# lignes}} au-dessus des en-têtes : non importées.',
    repeatedHeadings:
      'Les en-têtes figurent encore {count, plural, one {# fois} other {# fois}} dans le fichier : ignorés.',
    hiddenColumn:
      'Le classeur masque la colonne « {heading} » : elle est ignorée sauf si vous la choisissez ci-dessous.',
    monthFirst:
      'Les dates sont lues avec le mois d’abord, comme {text} : certaines dates ne conviennent qu’ainsi.',
    dayFirst:
      'Les dates sont lues avec le jour d’abord, comme {text} : certaines dates ne conviennent qu’ainsi.',
  },
  failure: {
    emptyFile: '{file} est vide.',
    noRows: '{file} n’a pas de lignes.',
    emptySheet: '{file} : la feuille {sheet} est vide.',
    onlySheetEmpty: '{file} : sa feuille est vide.',
    oldExcel:
      '{file} est un ancien fichier Excel (.xls) ou protégé par un mot de passe. Enregistrez-le d’abord en .xlsx ou CSV sans mot de passe.',
    notWorkbook: '{file} n’a pas pu être lu comme classeur Excel.',
    notOpened: '{file} n’a pas pu être ouvert.',
    unclosedQuote:
      '{file} : un guillemet s’ouvre à la ligne {row} et ne se ferme jamais ; le reste ne peut pas être séparé.',
    largeCell: '{file} a une cellule de plus de 1 Mio.',
    tooManyRows: '{file} a plus de {limit, number} lignes : divisez-le.',
    stopped: 'L’import s’est arrêté : {detail}',
    fileTooLarge: '{file} dépasse {limit, number} Mo : divisez-le.',
    unpackedTooLarge:
      '{file} donnerait une fois décompressé bien plus qu’un classeur : il n’a pas été ouvert.',
    tooManyColumns: '{file} a plus de {limit, number} colonnes : retirez celles qui sont inutiles.',
    tooManyCells: '{file} a plus de {limit, number} cellules : divisez-le.',
    tooSlow: 'La lecture de {file} a dépassé {seconds, number} secondes et a été arrêtée.',
    packed: '{file} est compressé : décompressez-le et choisissez le fichier CSV ou .xlsx qu’il contient.',
    notATable: '{file} n’est pas un tableau : choisissez un fichier CSV ou Excel (.xlsx).',
    xmlSpreadsheet:
      '{file} est une feuille de calcul XML : ouvrez-la dans Excel et enregistrez-la comme « Classeur Excel (.xlsx) » ou CSV.',
    webPage:
      '{file} est une page web, quel que soit son nom : ouvrez-la dans Excel et enregistrez-la comme « Classeur Excel (.xlsx) » ou CSV.',
    binaryWorkbook:
      '{file} est un classeur Excel binaire (.xlsb) : enregistrez-le comme « Classeur Excel (.xlsx) » ou CSV.',
    openDocument:
      '{file} est un fichier OpenDocument (.ods) : ouvrez-le dans LibreOffice et enregistrez-le en .xlsx ou CSV.',
    numbers: '{file} est un document Numbers : dans Numbers choisissez Exporter, puis Excel ou CSV.',
  },
  mapping: {
    columns: 'Colonnes',
    leaveOut: 'Omettre',
    unnamed: 'Colonne {number}',
    repeated: '{heading} (colonne {number})',
  },
  problem: {
    list: 'Cellules à corriger',
    row: 'Ligne {row}',
    rows: '{count, plural, one {# ligne} other {# lignes}}',
    cell: '{heading}, {place}',
    cells: '{heading}, {place} avec {text}',
    useForAll: 'Utiliser pour {count, plural, one {la ligne} other {les # lignes}} avec {text}',
    rowByRow: 'Ligne par ligne',
    rowByRowOf: 'Ligne par ligne, {heading} {text}',
  },
  quote: {
    text: '« {text} »',
    start: '« {text}… »',
    empty: 'rien',
  },
  cell: {
    formulaFailed: 'Une formule du tableur a échoué ici ({text}) : saisissez la valeur ou videz la cellule',
    idRounded: 'Un tableur a arrondi cet ID à {text} : saisissez-le tel qu’il était',
    connectionAmbiguous: '{text} désigne {count, plural, one {# connexion} other {# connexions}}',
    connectionUnknown: 'Aucune connexion ne s’appelle {text}',
    driverAmbiguous: '{text} est le nom de {count, plural, one {# conducteur} other {# conducteurs}}',
    vehicleAmbiguous: '{text} est le nom de {count, plural, one {# véhicule} other {# véhicules}}',
    driverZerosLost: 'Un tableur a retiré les zéros en tête de cet ID de conducteur',
    vehicleZerosLost: 'Un tableur a retiré les zéros en tête de cet ID de véhicule',
    notOneOf: '{text} n’est pas parmi : {words}',
    numberAmbiguous: '{text} peut se lire de deux façons',
    notNumber: '{text} n’est pas un nombre',
    negativeDistance: 'La distance ne peut pas être négative',
    notDegrees: '{text} n’est pas en degrés, p. ex. 41.87811',
    latitudeOutOfRange: 'La latitude va de −90 à 90 : latitude et longitude sont-elles inversées ?',
    longitudeOutOfRange: 'La longitude va de −180 à 180 : latitude et longitude sont-elles inversées ?',
    serialTime: '{text} ressemble au numéro de série d’une heure dans un tableur',
    notYesNo: '{text} n’est ni oui ni non',
    notH3Index: 'Un index H3 est un nombre entier',
    notExtras: 'Ce ne sont pas les autres champs qu’un export écrit',
    disagrees: 'La ligne {row} de la même mission indique {text}',
    repeatsReference: 'Répète une référence plus haut, et n’a pas d’arrêt propre',
    repeatsWorkflowId: 'Répète un ID de mission plus haut, et n’a pas d’arrêt propre',
    repeatsStopId: 'L’arrêt {id} de cette mission est déjà à la ligne {row}',
    tooNarrow:
      'La colonne était trop étroite quand la feuille a été enregistrée en texte ({text}) : saisissez la valeur',
    formulaWithoutResult:
      'Une formule sans résultat ({text}) : ouvrez le fichier dans Excel, enregistrez-le et choisissez-le à nouveau, ou saisissez la valeur',
    yearOrTime: '{text} est une année : saisissez l’heure avec deux-points',
    notADay: '{text} n’est pas une date, comme 2026-11-24',
    notAZone: '{text} n’est pas un fuseau horaire, comme America/Chicago',
    notCoordinates: '{text} n’est pas une latitude et une longitude, comme 41.88, -87.63',
  },
  suggestion: {
    furtherStop: 'Prendre comme arrêt supplémentaire',
  },
  correction: {
    list: 'Corrections',
    count: '{count, plural, one {# correction} other {# corrections}}',
    line: '{heading} : {from} est lu comme {to} dans {count, plural, one {# ligne} other {# lignes}}',
    takeBack: 'Retirer',
    answer: '{question} : {answer}',
  },
  rows: {
    all: '{count, plural, one {Ligne {rows}} other {Lignes {rows}}}',
    andMore: 'Lignes {rows} et {count, number} de plus',
  },
  early: {
    title:
      '{count, plural, one {# mission finit avant son début} other {# missions finissent avant leur début}}',
    hint: '{rows} : importé tel quel, sauf si la fin est le jour suivant.',
    moveToNextDay: 'Mettre au jour suivant',
    stopsTitle:
      '{count, plural, one {# mission a} other {# missions ont}} des arrêts qui sont peut-être le lendemain',
    question: '{rows} : non importé avant que ce soit précisé.',
  },
  swapped: {
    title:
      '{count, plural, one {Latitude et longitude peut-être inversées pour # arrêt} other {Latitude et longitude peut-être inversées pour # arrêts}}',
    hint: '{rows} : loin de tous les autres arrêts tel quel, et parmi eux une fois les deux inversées.',
    swapColumns: 'Inverser les deux colonnes',
    swapCells: 'Les inverser',
  },
  unknown: {
    drivers:
      '{count, plural, one {# conducteur n’est pas} other {# conducteurs ne sont pas}} dans la liste de cet ordinateur',
    vehicles:
      '{count, plural, one {# véhicule n’est pas} other {# véhicules ne sont pas}} dans la liste de cet ordinateur',
    hint: '{names} : importé tel quel.',
  },
  save: {
    saving: 'Enregistrement : {done, number} sur {total, plural, one {# mission} other {# missions}}',
    summary:
      '{fresh, plural, one {# nouvelle mission} other {# nouvelles missions}} · {same, number} déjà ici · {bad, plural, one {# mission} other {# missions}} avec des cellules à corriger',
    asDrafts: 'Importer {count, number} en brouillon',
    andSend: 'Importer {count, number} et envoyer',
    andSendSome: 'Importer {count, number} et en envoyer {sent, number}',
    withoutConnection:
      '{count, plural, one {# mission sans connexion : importée en brouillon, jamais envoyée.} other {# missions sans connexion : importées en brouillon, jamais envoyées.}} Une connexion pour les lignes qui n’en nomment pas se choisit ci-dessus.',
    repeated:
      '{count, plural, one {# mission omise : la ligne {rows} changerait} other {# missions omises : les lignes {rows} changeraient}} ce qu’une autre ligne change aussi',
    repeatedMore:
      '{count, plural, one {# mission omise} other {# missions omises}} : les lignes {rows} … changeraient ce qu’une autre ligne change aussi',
    alsoChange:
      'Modifier aussi {count, plural, one {# mission qui est ici et diffère} other {# missions qui sont ici et diffèrent}}',
    failed: '{problem} Rien n’a été importé.',
    done: '{count, plural, one {# mission} other {# missions}} depuis {file}.',
    donePartly:
      '{count, plural, one {# mission} other {# missions}} depuis {file} : {sent, number} à envoyer, {drafts, plural, one {# brouillon} other {# brouillons}} sans connexion.',
    columnsNotRemembered: 'Les colonnes de ce fichier ne sont pas mémorisées',
  },
  export: {
    title: 'Exporter des missions',
    screenName: 'Export',
    hint: 'CSV avec une ligne par arrêt et tous les champs. Réimporté, il donne les mêmes missions ; une cellule qu’un tableur exécuterait comme formule est rendue inoffensive.',
    what: 'Quoi',
    day: 'Un jour',
    week: 'Sept jours',
    all: 'Tout',
    from: 'Du',
    filter: 'Seulement celles avec ces mots',
    save: 'Exporter en CSV',
    done: '{count, plural, one {# mission exportée} other {# missions exportées}} vers {file}.',
    fileOfDay: 'missions-{day}.csv',
    fileOfWeek: 'missions-{day}-semaine.csv',
    fileOfAll: 'missions-toutes.csv',
  },
}
