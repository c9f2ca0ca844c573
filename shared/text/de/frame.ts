import type { Messages } from '../messages.ts'

/** Messages of the frame around every screen, in German. */
export const frame: Messages['frame'] = {
  productName: 'Depot Planner',
  header: {
    previousDay: 'Vorheriger Tag',
    today: 'Heute',
    nextDay: 'Nächster Tag',
    search: 'Suche',
    searchHint: 'Referenz, Fahrer, Halt … suchen',
    newWorkflow: 'Neuer Auftrag',
    holdAll: 'Senden anhalten',
    holdAllHint: 'Solange dies an ist, geht nichts hinaus. Eine laufende Anfrage wird noch zu Ende geführt.',
    notHeld: 'Das Senden ist nicht angehalten',
    stillHeld: 'Das Senden ist noch angehalten',
  },
  days: {
    label: 'Angezeigte Tage',
    from: 'Von',
    to: 'Bis',
    sevenDays: '7 Tage',
    all: 'Alle Tage',
    noDate: 'Ohne Datum',
  },
  undo: {
    nothingToUndo: 'Nichts rückgängig zu machen',
    nothingToRedo: 'Nichts zu wiederholen',
    undo: 'Rückgängig: „{step}“',
    redo: 'Wiederholen: „{step}“',
    undoUnsent: 'Rückgängig: „{step}“. Nichts wird gesendet',
    redoUnsent: 'Wiederholen: „{step}“. Nichts wird gesendet',
    undoSent:
      'Rückgängig: „{step}“. {count, plural, one {# Aktualisierung geht} other {# Aktualisierungen gehen}} an den TSP',
    redoSent:
      'Wiederholen: „{step}“. {count, plural, one {# Aktualisierung geht} other {# Aktualisierungen gehen}} an den TSP',
    undone: 'Rückgängig gemacht: „{step}“',
    redone: 'Wiederholt: „{step}“',
    undoneKept: 'Rückgängig gemacht: „{step}“. Seither geändert und deshalb unverändert gelassen: {names}',
    redoneKept: 'Wiederholt: „{step}“. Seither geändert und deshalb unverändert gelassen: {names}',
    quoted: '„{name}“',
    undoing: 'Rückgängig',
    redoing: 'Wiederholen',
    undoCancelled: 'Rückgängig wurde abgebrochen: Nichts hat sich geändert',
    redoCancelled: 'Wiederholen wurde abgebrochen: Nichts hat sich geändert',
    cannotUndo: 'Rückgängig nicht möglich',
    cannotRedo: 'Wiederholen nicht möglich',
  },
  signIn: {
    signIn: 'Anmelden',
    cancel: 'Abbrechen',
    openPage: 'Anmeldeseite öffnen',
    notStarted: 'Die Anmeldung hat nicht begonnen',
    notCancelled: 'Die Anmeldung läuft weiter',
  },
  nav: {
    label: 'Hauptnavigation',
    toDecide: '{due, number} von {total, number} warten auf Ihre Entscheidung',
    views: 'Ansichten',
    saveView: 'Ansicht speichern',
    removeView: 'Ansicht {name} entfernen',
  },
  summary: {
    counting: 'Zählen…',
    planned: '{count, number} geplant',
    atTsp: '{count, number} beim TSP',
    withCatena: '{count, number} bei Catena',
    toSend: '{count, number} zu senden',
    checking: '{count, number} in Prüfung',
    waiting: '{count, number} wartend',
    refused: '{count, number} abgelehnt',
    failed: '{count, number} gescheitert',
    conflict: '{count, number} im Konflikt',
    draft: '{count, plural, one {# Entwurf} other {# Entwürfe}}',
  },
  status: {
    soonest: 'Früheste ungesendete:',
    noReference: 'Ohne Referenz',
    depotTime: 'Depotzeit {zone}',
    commands: '{keys} Befehle',
    keys: '{keys} Tasten',
  },
  training: {
    label: 'Übungsmodus',
    banner: 'Übungsmodus: Nichts hier ist echt, nichts wird an Catena gesendet',
    leave: 'Übung beenden',
  },
  // The line that stands when the network is back and changes wait.
  preflight: {
    back: 'Wieder online: {parts}',
    toSend: '{count, plural, =0 {alles ist gesendet} other {{count, number} zu senden}}',
    changedElsewhere: '{count, number} anderswo geändert',
    inactive:
      '{count, plural, one {nicht mehr aktiv: {names}} other {{count, number} nicht mehr aktiv: {names}}}',
    withoutUpdates: '{name} nimmt keine Änderungen an',
    unread: 'Was auf das Senden wartet, konnte nicht gezählt werden',
  },
  notices: {
    label: 'Hinweise',
    dismiss: 'Ausblenden',
    notDismissed: 'Der Hinweis bleibt',
    storage:
      '{reason} Bis das gelöst ist, wird nichts mehr gespeichert; was vorher gespeichert wurde, bleibt.',
    senderStopped:
      'Der Sendedienst auf diesem Computer läuft nicht mehr. Sie können weiter planen, und alles Gespeicherte bleibt hier erhalten; es wird übergeben, sobald Depot Planner wieder läuft.',
    earlierWindow:
      'Dieses Fenster gehört zu einem früheren Start von Depot Planner: Arbeiten Sie im neueren Fenster weiter. Was Sie hier gespeichert und eingegeben haben, bleibt erhalten, und aus diesem Fenster wird nichts gesendet.',
    clock:
      '{clock}. Stellen Sie sie richtig: Die Zeiten und Tage, die hier gezeigt werden, folgen ihr. Änderungen werden trotzdem gesendet.',
    setAside:
      '{count, plural, one {Ein gespeicherter Datensatz war nicht lesbar und wurde beiseitegelegt} other {# gespeicherte Datensätze waren nicht lesbar und wurden beiseitegelegt}}; nichts wurde gelöscht.',
  },
}
