import type { Messages } from '../messages.ts'

/** What went wrong, in German. The words of Catena and of the TSP are shown unchanged. */
export const errors: Messages['errors'] = {
  host: {
    fault: 'In Depot Planner ist ein Fehler aufgetreten. Einzelheiten stehen im Protokoll.',
    closing: 'Depot Planner wird beendet.',
  },
  rpc: {
    closed:
      'Der Sendedienst auf diesem Computer antwortet nicht. Planen und Speichern gehen weiter; versuchen Sie es erneut, wenn er wieder da ist.',
    refused:
      'Dieses Fenster gehört zu einem früheren Start. Starten Sie Depot Planner neu, um ein neues Fenster zu öffnen; alles Gespeicherte ist da.',
    launchUsed:
      'Diese Adresse wurde schon benutzt oder ist zu alt. Starten Sie Depot Planner neu, oder drücken Sie die Eingabetaste in seinem Terminal, um eine neue zu erhalten.',
    notPlanner: 'Was dort antwortet, ist nicht Depot Planner.',
    noKey: 'Depot Planner hat diesem Fenster keinen Schlüssel gegeben.',
    badAnswer: 'Depot Planner hat diesem Fenster mit {status} geantwortet.',
    tooLarge: 'Das ist zu viel auf einmal für eine Nachricht an Depot Planner.',
    tooDeep: 'Die Nachricht ist zu tief verschachtelt.',
    badMessage: 'Das Fenster und das Hintergrundprogramm von Depot Planner verstehen einander nicht.',
  },
  workspace: {
    none: 'Melden Sie sich zuerst bei Catena an oder öffnen Sie den Übungsmodus.',
    seeLog: 'Einzelheiten stehen im Protokoll.',
    notOpened: 'Die Pläne konnten nicht geöffnet werden. {reason}',
  },
  training: {
    noAccount: 'Beenden Sie zuerst den Übungsmodus: Er hat kein Konto.',
    notOpen: 'Das gibt es nur im Übungsmodus.',
    noDay: 'Den Tag {day} gibt es in {zone} nicht.',
  },
  external: {
    refused: 'Diese Adresse kann nicht im Browser geöffnet werden.',
  },
  settings: {
    unwritable: 'Die Einstellungen konnten auf diesem Computer nicht gespeichert werden.',
    setByEnvironment: 'Das ist durch die Umgebung des Programms gesetzt und kann hier nicht geändert werden.',
    notAnAddress: 'Geben Sie eine vollständige Adresse ein, z. B. https://api.example.com',
    locked: 'Die Einstellungsdatei kann nicht geöffnet werden. Bis dahin gelten die Standardeinstellungen.',
    restored:
      'Die Einstellungsdatei war beschädigt und ist als {file} aufbewahrt. Es gelten die Einstellungen vor der letzten Änderung.',
    reset:
      'Die Einstellungsdatei war beschädigt und ist als {file} aufbewahrt. Es gelten die Standardeinstellungen.',
    repaired: 'Diese Einstellungen waren nicht lesbar und stehen jetzt auf den Standardwerten: {names}.',
  },
  apiAddress: {
    unreadable: 'Die Adresse der Catena-API ist keine Adresse',
    notSecure: 'Die Adresse der Catena-API muss mit https:// beginnen',
    hasPassword: 'Die Adresse der Catena-API darf keinen Namen und kein Kennwort enthalten',
    hasQuery: 'Die Adresse der Catena-API darf weder ? noch # enthalten',
  },
  journal: {
    locked:
      'Depot Planner läuft schon mit diesen Daten{pid, select, none {} other { (Prozess {pid})}}. Nutzen Sie jenes Fenster, oder schließen Sie es zuerst.',
    lockLost:
      'Ein anderes Depot Planner hat diese Pläne übernommen, oder die Sperrdatei wurde gelöscht. Dieses hier speichert und sendet nichts mehr: Schließen Sie es, und nutzen Sie das andere oder starten Sie neu.',
    lockedElsewhere:
      '{state, select, silent {Depot Planner auf dem Computer „{computer}“ nutzt diese Daten{since, select, none {} other { seit {since}}} und hat seit {age} kein Lebenszeichen gegeben. Falls es dort noch läuft oder jener Computer schläft, schließen Sie es dort. Falls es sicher nicht mehr läuft, löschen Sie die Datei {file} und starten Sie neu.} other {Depot Planner läuft mit diesen Daten auf dem Computer „{computer}“{since, select, none {} other { seit {since}}}. Schließen Sie es zuerst dort.}}',
    unknownComputer: 'unbekannt',
    unknownAge: 'unbekannter Zeit',
    ageMinutes: '{count, plural, one {# Minute} other {# Minuten}}',
    ageHours: '{count, plural, one {# Stunde} other {# Stunden}}',
    damaged:
      'Ein Teil des Protokolls des Gesendeten war nicht lesbar. Er bleibt im Datenordner; was er betraf, wird bei Catena geprüft, bevor etwas gesendet wird.',
    full: 'Das Journal auf diesem Computer kann nicht geschrieben werden: Die Festplatte ist voll.',
    failed: 'Das Journal auf diesem Computer kann nicht geschrieben werden.',
    closed: 'Das Journal ist geschlossen.',
  },
  sync: {
    journalUnwritable:
      'Das Journal auf diesem Computer kann nicht geschrieben werden, deshalb wird nichts gesendet',
    mayExist:
      'Diese Änderung ist vielleicht schon bei Catena und kann nicht verworfen werden; stornieren Sie stattdessen den Auftrag',
    notUncertain: 'Ob diese Änderung angekommen ist, wird gerade geprüft oder ist schon bekannt',
    noDuplicate: 'Ein solches Duplikat gibt es nicht mehr',
    notTaken: 'Der Sendedienst hat {left, number} von {total, number} Änderungen nicht angenommen',
    pagesLoop: 'Der Sendedienst wiederholt eine Seite der Stände',
  },
  catena: {
    signInNeeded: 'Melden Sie sich zuerst bei Catena an.',
    tokenRefused: 'Catena akzeptiert diese Anmeldung nicht.',
    rateLimited: 'Catena bittet, vor der nächsten Anfrage zu warten.',
  },
  reference: {
    wrongKind: 'Die Liste von Catena ist nicht die angefragte.',
    cursorLoop: 'Die Liste von Catena endet nicht.',
    failed: 'Die Liste konnte nicht abgerufen werden.',
  },
  storage: {
    quota: 'Auf diesem Computer ist kein Platz mehr für Pläne. Nichts von dieser Änderung wurde gespeichert.',
    failed: 'Die lokale Datenbank konnte nicht speichern. Nichts von dieser Änderung wurde gespeichert.',
    blocked:
      'Ein anderes Fenster von Depot Planner belegt die lokale Datenbank. Schließen Sie jenes Fenster.',
    readOnly:
      'Die lokale Datenbank nimmt jetzt keine Änderungen an. Nichts von dieser Änderung wurde gespeichert.',
  },
  record: {
    changed: '„{name}“ wurde inzwischen geändert. Jetzt wurde nichts geändert.',
    shape: 'Der Datensatz hat nicht die Form eines Auftrags',
    tooLarge: 'Die Änderung ist zu groß zum Senden',
  },
  workflow: {
    cancelled: 'Er wurde storniert.',
    repeated: 'Auftrag {id} steht zweimal in einer Liste von Änderungen',
    incomplete: 'Der Plan ist nicht vollständig',
    andMore: '{problem} (und {count, number} weitere)',
  },
  ids: {
    unknownDriver:
      'Die ID von Catena für Fahrer {id} ist nicht bekannt: Rufen Sie online die Listen ab (in den Einstellungen), speichern Sie dann und senden Sie erneut',
    unknownVehicle:
      'Die ID von Catena für Fahrzeug {id} ist nicht bekannt: Rufen Sie online die Listen ab (in den Einstellungen), speichern Sie dann und senden Sie erneut',
  },
  auth: {
    signInNeeded: 'Melden Sie sich zuerst bei Catena an.',
    notWaiting: 'Keine Anmeldung wartet auf den Browser.',
    settingsChanged:
      'Die Einstellungen haben sich während der Anmeldung geändert. Melden Sie sich erneut an.',
    browserNotOpened: 'Der Browser hat sich nicht geöffnet. Öffnen Sie die Adresse von Hand.',
    tooLate: 'Niemand hat sich in der erlaubten Zeit angemeldet. Melden Sie sich erneut an.',
    cancelled: 'Die Anmeldung wurde im Browser abgebrochen.',
    refused: 'Der Anmeldeserver hat die Anmeldung abgelehnt ({word}).',
    wrongPair: 'Der Anmeldeserver akzeptiert diese Client-ID und dieses Secret nicht.',
    ended: 'Die Anmeldung gilt nicht mehr ({word}). Melden Sie sich erneut an.',
    wrongTime:
      'Die Zeit in der Antwort ist falsch. Prüfen Sie die Uhr dieses Computers und melden Sie sich erneut an.',
    foreignAnswer:
      'Die Antwort gehörte nicht zu dieser Anmeldung. Nichts wurde gespeichert; melden Sie sich erneut an.',
    unreachable: 'Der Anmeldeserver ist nicht erreichbar.',
    unreachableBecause: 'Der Anmeldeserver ist nicht erreichbar: {cause}.',
    checkFails:
      'Eine Antwort des Anmeldeservers besteht eine Prüfung nicht ({trace}). Sie bleiben angemeldet; er wird erneut gefragt.',
    renewRefused:
      'Der Anmeldeserver lehnt es ab, die Anmeldung zu erneuern ({trace}). Sie bleiben angemeldet; er wird erneut gefragt.',
    certificateTime: 'sein Zertifikat gilt nicht am Datum dieses Computers; prüfen Sie die Uhr',
    answerTooSlow: 'er antwortet nicht rechtzeitig',
    answerTooLarge: 'seine Antwort ist zu groß',
    otherSecret: 'Das Client-Secret der Umgebung gehört zu einem anderen Anmeldeserver.',
    signInAgain: '{reason} Melden Sie sich erneut an.',
    sessionOnly: '{reason} Sie bleiben angemeldet, bis Depot Planner beendet wird.',
    noKeychain: 'Dieser Computer hat keinen Schlüsselbund, den Depot Planner nutzen kann.',
    keychainNotDeleted:
      'Der Schlüsselbund hat die Anmeldung nicht gelöscht. Entfernen Sie sie in den Einstellungen des Systems.',
    serverNotTold: 'Auf diesem Computer abgemeldet. Dem Anmeldeserver konnte es nicht mitgeteilt werden.',
  },
  secret: {
    foreign: 'Die gespeicherte Anmeldung gehört zu einem anderen Anmeldeserver.',
    damaged: 'Die gespeicherte Anmeldung ist nicht lesbar.',
    entryDamaged: 'Der Eintrag im Schlüsselbund ist beschädigt.',
    notKept: 'Der Schlüsselbund hat nicht zurückgegeben, was gespeichert wurde.',
    silent: 'Der Schlüsselbund hat nicht innerhalb von 10 s geantwortet.',
    refused: 'Der Schlüsselbund hat abgelehnt.',
  },
  network: {
    nameNotFound: 'der Name wird nicht gefunden ({code})',
    noLookup: 'Namen können nicht aufgelöst werden ({code})',
    connectionRefused: 'die Verbindung wird abgelehnt ({code})',
    noRoute: 'es gibt keine Route ({code})',
    down: 'das Netz ist ausgefallen ({code})',
    certificateExpired:
      'das Zertifikat ist abgelaufen. Prüfen Sie die Uhr dieses Computers; geht sie richtig, melden Sie es der IT ({code})',
    certificateNotYet:
      'das Zertifikat gilt noch nicht. Prüfen Sie die Uhr dieses Computers; geht sie richtig, melden Sie es der IT ({code})',
    certificateOtherHost:
      'das Zertifikat gilt für eine andere Adresse. Prüfen Sie die Adresse von Catena in den Einstellungen; stimmt sie, melden Sie es der IT ({code})',
    certificateUnknownAuthority:
      'das Zertifikat ist von einer Stelle signiert, die hier nicht bekannt ist. Fragen Sie die IT nach der Zertifizierungsstelle dieses Netzes, und starten Sie Depot Planner mit NODE_EXTRA_CA_CERTS auf deren Datei ({code})',
    certificateRevoked: 'das Zertifikat wurde widerrufen. Melden Sie es der IT ({code})',
    certificateRefused: 'das Zertifikat wurde zurückgewiesen. Melden Sie es der IT ({code})',
    noSecureConnection: 'es kommt keine sichere Verbindung zustande ({code})',
    cutOff: 'die Verbindung wurde unterbrochen ({code})',
    noAnswerCode: 'keine rechtzeitige Antwort ({code})',
    failedCode: 'die Verbindung ist gescheitert ({code})',
    failed: 'die Verbindung ist gescheitert',
    noConnection: 'keine Verbindung kam rechtzeitig zustande',
    noAnswer: 'keine rechtzeitige Antwort',
    closedUnused: 'die Verbindung schloss, bevor sie benutzt wurde',
    closedUnanswered: 'die Verbindung schloss ohne Antwort',
    proxySignIn: 'der Proxy verlangt eine Anmeldung (407)',
    proxyRefused: 'der Proxy lässt es nicht durch ({status})',
    portal: 'das Netz hat anstelle von Catena geantwortet ({status})',
    gatewayWait: 'ein Gateway antwortet stattdessen (429)',
  },
  remote: {
    notNow: 'Catena kann gerade nicht gelesen werden',
    cursor: 'diese Stelle der Liste stammt nicht von dieser Version',
  },
  answer: {
    serverError: 'Catena antwortet mit Fehler {status}',
    noTime: 'Catena antwortet ohne Uhrzeit, die zum sicheren Senden nötig ist',
    signInRefused: 'Catena hat die Anmeldung nicht angenommen',
    askedToWait: 'Catena bat zu warten',
    unsendable: 'die Anfrage kann nicht geschrieben werden',
    faultSending: 'interner Fehler beim Senden',
    faultReading: 'interner Fehler beim Lesen',
    endedSending: 'das Programm endete beim Senden',
    cancelledFirst: 'vor dem Senden storniert',
    heldFirst: 'vor dem Senden angehalten',
    notShown: 'Catena zeigt diesen Auftrag noch nicht',
    withStatus: 'Antwort {status}: {problem}',
    foreign: 'Antwort {status} stammt nicht von Catena',
    foreignShape: 'Antwort {status} hat nicht die Form von Catena',
    provesNothing: 'Antwort {status} beweist nichts',
    noOperation: 'Antwort {status} enthält keinen Vorgang',
    otherResource: 'Antwort {status} betrifft {resource}',
    otherWorkflow: 'Antwort {status} betrifft einen anderen Auftrag',
    webPage: 'eine Webseite, nicht Catena',
    truncated: 'die Antwort ist abgeschnitten',
    tooLarge: 'die Antwort ist zu groß',
    notJson: 'die Antwort ist nicht JSON, sondern {type}',
    noType: 'ohne Typangabe',
    brokenJson: 'die Antwort gibt sich als JSON aus und ist es nicht',
    notList: 'die Antwort ist nicht die Liste von Catena',
    notRecord: 'die Antwort ist nicht der Datensatz von Catena',
    listUnreadable: 'die Liste ist nicht lesbar',
    recordUnreadable: 'der Datensatz ist nicht lesbar',
    itemUnreadable: 'ein Eintrag der Liste ist nicht lesbar',
    itemNotAsked: 'die Liste enthält einen Eintrag, der nicht angefragt wurde',
    otherRecord: 'der Datensatz ist ein anderer',
    noEnd: 'die Liste sagt nicht, ob mehr folgt',
    circle: 'die Liste dreht sich im Kreis',
    tooManyPages: 'die Liste hat mehr als {max, number} Seiten',
  },
}
