import type { Messages } from '../messages.ts'

/** The status of a change, in German. */
export const sync: Messages['sync'] = {
  state: {
    draft: 'Entwurf',
    queued: 'Auf dem Computer',
    sending: 'Im Versand',
    uncertain: 'Prüfung bei Catena',
    accepted: 'Bei Catena',
    done: 'Beim TSP',
    rejected: 'Abgelehnt',
    failed: 'Gescheitert',
    blocked: 'Wartet',
    held: 'Angehalten',
    withdrawn: 'Zurückgezogen',
    conflict: 'Konflikt',
  },
  change: {
    create: 'Neu',
    update: 'Änderung',
    cancel: 'Storno',
  },
  reason: {
    offline: {
      short: 'kein Netz',
      sentence: 'Es gibt kein Netz. Gesendet wird, sobald das Netz wieder da ist.',
    },
    signInNeeded: {
      short: 'Anmeldung nötig',
      sentence: 'Catena verlangt eine neue Anmeldung. Danach wird gesendet.',
    },
    otherAccount: {
      short: 'anderes Konto',
      sentence:
        'Die Änderung wurde unter einem anderen Konto gespeichert. Melden Sie sich mit jenem Konto an, um sie zu senden.',
    },
    rateLimited: {
      short: 'Pause verlangt',
      sentence: 'Catena hat um eine Pause gebeten. Gesendet wird, wenn die Pause vorbei ist.',
    },
    catenaFailing: {
      short: 'Catena gestört',
      sentence:
        'Catena ist erreichbar, arbeitet aber gerade nicht. Gesendet wird, wenn Catena wieder arbeitet.',
    },
    writesFailing: {
      short: 'Schreiben gestört',
      sentence:
        'Catena nimmt zurzeit keine Änderungen an. Eine Änderung nach der anderen wird versucht; die übrigen warten.',
    },
    forbidden: {
      short: 'nicht erlaubt',
      sentence:
        'Catena erlaubt diesem Konto nicht, in diese Verbindung zu schreiben. Lassen Sie dort das Recht erteilen, und senden Sie dann.',
    },
    notFound: {
      short: 'Catena unbekannt',
      sentence:
        'Catena kennt diese Verbindung oder diesen Auftrag nicht. Prüfen Sie das dort, und senden Sie dann.',
    },
    unsupported: {
      short: 'nicht unterstützt',
      sentence: 'Dieser TSP unterstützt diese Art von Änderung nicht. Ändern Sie es direkt beim TSP.',
    },
    connectionInactive: {
      short: 'Verbindung inaktiv',
      sentence:
        'Die Verbindung ist bei Catena nicht aktiv. Lassen Sie sie dort erneuern; danach wird gesendet.',
    },
    heldByUser: {
      short: 'von Ihnen',
      sentence: 'Sie haben die Änderung angehalten. Geben Sie sie frei, um sie zu senden.',
    },
    allHeld: {
      short: 'alles Senden',
      sentence: 'Alles Senden ist auf diesem Computer angehalten. Gesendet wird, wenn Sie das ausschalten.',
    },
    tooManyTries: {
      short: 'mehrfach versucht',
      sentence: 'Mehrfach versucht. Die Listen von Catena beweisen, dass nichts angekommen ist.',
    },
    tooOld: {
      short: 'zu alt',
      sentence:
        'Zu alt: Die Listen von Catena zeigen nicht mehr, ob es angekommen ist. Suchen Sie es zuerst beim TSP.',
    },
    journalUnwritable: {
      short: 'nicht protokollierbar',
      sentence:
        'Was gesendet wird, kann auf diesem Computer nicht protokolliert werden. Deshalb wird nichts gesendet: Ohne Protokoll könnte es doppelt hinausgehen.',
    },
    clonedProfile: {
      short: 'kopierte Daten',
      sentence:
        'Diese Daten wurden von einem anderen Computer kopiert, der die Änderung vielleicht schon gesendet hat. Das wird bei Catena geprüft.',
    },
    journalLost: {
      short: 'Protokoll fehlt',
      sentence:
        'Das Protokoll des Gesendeten fehlt, die Änderung wurde also vielleicht schon gesendet. Das wird bei Catena geprüft.',
    },
    noMarks: {
      short: 'bei Catena prüfen',
      sentence:
        'Die Listen von Catena zeigen unsere IDs auf dieser Verbindung nicht und können deshalb nicht sagen, ob die Änderung angekommen ist. Sehen Sie selbst bei Catena nach.',
    },
    perhapsOurs: {
      short: 'bei Catena prüfen',
      sentence:
        'Catena führt eine Änderung, die nicht sagt, zu welchem Auftrag sie gehört. Es kann diese sein. Sehen Sie selbst bei Catena nach.',
    },
    readModel: {
      short: 'bei Catena prüfen',
      sentence:
        'Der TSP hat einen Fehler gemeldet, aber der Auftrag kann trotzdem bestehen, und die Listen von Catena zeigen es nicht. Sehen Sie selbst bei Catena nach.',
    },
    notReadable: {
      short: 'noch nicht lesbar',
      sentence: 'Catena zeigt diesen Auftrag noch nicht. Er wird wieder gelesen, bis er da ist.',
    },
    waitsForCreate: {
      short: 'erst der Auftrag',
      sentence: 'Wartet, bis der TSP den Auftrag selbst angenommen hat.',
    },
    answerLost: {
      short: 'Antwort verloren',
      sentence:
        'Gesendet, aber die Antwort ging verloren. Es wird nicht erneut gesendet, bevor die Liste von Catena zeigt, ob es angekommen ist.',
    },
    duplicate: {
      short: 'doppelt bei Catena',
      sentence:
        'Catena hat den Auftrag mehr als einmal, wie es ein Proxy auf dem Weg bewirken kann. Stornieren Sie den neueren.',
    },
    baseChanged: {
      short: 'bei Catena geändert',
      sentence:
        'Der Auftrag wurde bei Catena geändert, seit er zuletzt von hier gesendet wurde. Wählen Sie eine der beiden Fassungen.',
    },
    invalid: {
      short: 'zu korrigieren',
      sentence: 'Catena hat es abgelehnt und nichts angelegt. Korrigieren Sie es und senden Sie erneut.',
    },
    tspAuth: {
      short: 'TSP-Anmeldung',
      sentence: 'Der TSP hat die Zugangsdaten der Verbindung nicht akzeptiert.',
    },
    tspValidation: {
      short: 'vom TSP abgelehnt',
      sentence: 'Der TSP hat den Inhalt abgelehnt. Korrigieren Sie ihn und senden Sie erneut.',
    },
    tspNetwork: {
      short: 'TSP nicht erreicht',
      sentence: 'Catena konnte den TSP nicht erreichen.',
    },
    tspError: {
      short: 'TSP-Fehler',
      sentence: 'Der TSP hat mit einem Fehler geantwortet.',
    },
  },
  reasonDetail: '{sentence} ({detail})',
  sentence: {
    notHandedOver: 'Auf diesem Computer gespeichert; noch nicht an den Sendedienst übergeben.',
    editWaiting: 'Eine neuere Bearbeitung wartet dahinter und folgt von selbst.',
    draft: 'Nur ein Entwurf: wird erst gesendet, wenn Sie „Speichern und senden“ wählen.',
    queued: 'Wartet auf das Senden; nichts davon hat diesen Computer verlassen.',
    nextTry: 'Nächster Versuch um {time}.',
    sending: 'Wird jetzt gesendet.',
    maybeSent: 'Wurde vielleicht gesendet.',
    sent: 'Gesendet um {time}.',
    answerLost: 'Gesendet um {time}, Antwort verloren.',
    notLookedUp: 'Noch nicht bei Catena nachgesehen.',
    lookUnclear:
      '{count, plural, =1 {Einmal} other {#-mal}} nachgesehen, zuletzt um {time}: Der letzte Blick gab keine klare Antwort.',
    lookNotFound:
      '{count, plural, =1 {Einmal} other {#-mal}} nachgesehen, zuletzt um {time}: bisher nicht gefunden.',
    lookFound:
      '{count, plural, =1 {Einmal} other {#-mal}} nachgesehen, zuletzt um {time}: {found, number} gefunden.',
    nextLook: 'Nächster Blick um {time}.',
    notBeforeKnown: 'Es wird nicht erneut gesendet, bevor das bekannt ist.',
    foreignStatus: 'Catena hat es und meldet „{status}“; der TSP hat es nicht bestätigt.',
    accepted: 'Catena hat es; der TSP hat es noch nicht bestätigt.',
    done: 'Der TSP hat es.',
    blocked: 'Kann jetzt nicht gesendet werden.',
    held: 'Ist angehalten.',
    decide: 'Entscheiden Sie: freigeben oder verwerfen.',
    withdrawn: 'Wurde zurückgezogen; bei Catena gibt es nichts davon.',
    failed: 'Der TSP hat es nicht angenommen.',
    lookedFor: 'Es kann trotzdem da sein: Das wird geprüft.',
    renewCredentials: 'Lassen Sie sie erneuern, und senden Sie dann erneut.',
    createAbsent: 'Es wurde gesucht und ist nicht da: Senden Sie erneut.',
    updateStands: 'Was vorher da war, gilt vielleicht noch: Senden Sie erneut.',
  },
  refusal: {
    deletedAtTsp: 'Der Auftrag wurde beim TSP gelöscht',
    tooManyStops:
      'Catena hat ihn mit mehr als {count, plural, one {# Halt} other {# Halten}}, und die übrigen würden von hier gelöscht: Ändern Sie ihn dort, wo er angelegt wurde',
    otherConnection:
      'Der Auftrag wurde schon über eine andere Verbindung gesendet: Stornieren Sie ihn und planen Sie ihn neu',
  },
  line: {
    saved: 'Auf diesem Computer gespeichert, wartet auf das Senden',
    cancelAsked: 'Stornierung wurde verlangt',
    newer: 'Eine neuere Fassung wurde gespeichert',
    attempt:
      '{kind, select, create {Senden (neu, Versuch {number, number})} other {Senden (Änderung, Versuch {number, number})}}',
    unsent: 'Nichts wurde gesendet: {detail}',
    accepted: 'Catena hat es, als Vorgang {id}',
    found: 'Bei Catena gefunden, als Vorgang {id}',
    refused: 'Abgelehnt: {detail}',
    blocked: 'Abgewiesen ({status}): {detail}',
    noProof: 'Keine Antwort, die etwas beweist ({detail}): Prüfung bei Catena',
    uncertain: 'Wurde vielleicht schon gesendet: zuerst Prüfung bei Catena',
    lookNotThere: 'Bei Catena nachgesehen: nicht da',
    lookUnproven: 'Bei Catena nachgesehen: Die Liste kann nicht zeigen, ob es da ist',
    listUnproven: 'Die Auftragsliste von Catena kann noch nicht zeigen, ob es da ist',
    evidence: 'Zwei vollständige Listen zeigen, dass nichts angekommen ist: Es darf erneut gesendet werden',
    duplicate: 'Catena hat es {count, number}-mal',
    cancelDuplicate: 'Das Duplikat wird storniert',
    pending: 'Catena meldet: {status}',
    failed: 'Gescheitert ({type}): {detail}',
    failedUnnamed: 'Gescheitert (kein Grund genannt): {detail}',
    absentByPerson: 'Jemand hat bei Catena nachgesehen: Es ist nicht da',
    absent: 'Unter den Aufträgen gesucht: nicht beim TSP',
    done: 'Der TSP hat es angenommen',
    conflict: 'Die Fassung von Catena hat sich inzwischen geändert',
    heldByUser: 'Durch Disposition angehalten',
    tooOld: 'Zu alt, um von selbst gesendet zu werden: bitte entscheiden',
    tooManyTries: 'Zu oft versucht: bitte entscheiden',
    released: 'Freigegeben',
    withdrawn: 'Zurückgezogen: Bei Catena gibt es nichts davon',
    discarded: 'Die Änderung wurde verworfen',
    newGeneration: 'Wird als neuer Auftrag gesendet',
    nothingLeft: 'Nichts mehr zu senden: Catena hat diesen Plan',
    triedAgain:
      '{intent, select, cancel {Wird erneut versucht (Stornieren)} other {Wird erneut versucht (Senden)}}',
  },
  network: {
    online: { label: 'Online', sentence: 'Catena antwortet.' },
    offline: {
      label: 'Offline',
      sentence:
        'Es lässt sich keine Verbindung zu Catena öffnen. Planen und Speichern gehen weiter; Änderungen werden gesendet, sobald sie wieder da ist.',
    },
    signInNeeded: {
      label: 'Anmeldung nötig',
      sentence: 'Catena verlangt eine neue Anmeldung. Planen und Speichern gehen weiter.',
    },
    networkLoginNeeded: {
      label: 'Netzanmeldung nötig',
      sentence:
        'Dieses Netz verlangt eine Anmeldung, bevor Catena erreichbar ist. Öffnen Sie einen Browser und melden Sie sich beim Netz an.',
    },
    certificateNotTrusted: {
      label: 'Zertifikat ungültig',
      sentence:
        'Dem Zertifikat von Catena wird nicht vertraut, deshalb wird nichts gesendet. Planen und Speichern gehen weiter.',
    },
    unreachable: {
      label: 'Catena gestört',
      sentence:
        'Das Netz ist da, aber Catena gibt keine brauchbare Antwort. Planen und Speichern gehen weiter.',
    },
    askedToWait: {
      label: 'Wartezeit',
      sentence:
        'Catena bittet, vor der nächsten Anfrage zu warten. Danach werden Änderungen von selbst gesendet.',
    },
    senderStopped: {
      label: 'Sendedienst aus',
      sentence: 'Der Sendedienst auf diesem Computer antwortet nicht. Planen und Speichern gehen weiter.',
    },
    earlierWindow: {
      label: 'Älteres Fenster',
      sentence: 'Der Sendedienst auf diesem Computer antwortet nicht. Planen und Speichern gehen weiter.',
    },
  },
  networkStatus: {
    label: 'Verbindung',
    planningGoesOn: 'Planen geht weiter',
    until: '· bis {time}',
    notChecked: '· noch nicht geprüft',
    asOf: '· Stand {time}',
    nothingToSend: 'nichts zu senden',
    toSend: '{count, number} zu senden',
    toSendOldest: '{count, number} zu senden, älteste {age}',
    allHeld: 'Senden angehalten',
    allHeldNow: 'Senden seit weniger als 1 min angehalten',
    allHeldFor: 'Senden seit {age} angehalten',
    detail: '{detail}.',
    cause: '{sentence} Ursache: {detail}.',
    causeEnded: '{sentence} Ursache: {detail}',
    since: '{explanation} — seit {time}',
    withHeld: '{explanation} — {held}, {waiting}',
  },
  clock: {
    fast: 'Die Uhr dieses Computers geht {amount} vor',
    slow: 'Die Uhr dieses Computers geht {amount} nach',
  },
  limit: {
    twoDevices:
      'Ändern zwei Computer denselben Auftrag im selben Augenblick, behält Catena die spätere Änderung: Catena kann die ältere nicht ablehnen.',
    doublingProxy:
      'Ein Proxy zwischen diesem Computer und Catena kann eine Anfrage wiederholen. Das wird hier bemerkt und gezeigt, lässt sich aber nicht verhindern.',
  },
  learned: {
    listNeverLate: 'Die Änderungsliste von Catena war bisher nie verspätet.',
    listLate: 'Eine neue Änderung kann bis zu {duration} in der Liste von Catena fehlen.',
    notListed:
      'Noch nicht: Nichts von uns stand bisher dort in der Liste. Bis dahin lässt sich bei einer Änderung mit verlorener Antwort nicht beweisen, dass sie fehlt.',
    noId: 'Die Liste von Catena zeigt unsere Änderungen ohne eine ID von uns: Bei einer Änderung mit verlorener Antwort lässt sich nicht beweisen, dass sie fehlt. Sie werden deshalb gebeten, selbst bei Catena nachzusehen. Zuletzt gesehen {time}.',
    foundBy:
      'Unsere Änderungen werden in der Liste von Catena gefunden durch: {marks}. Zuletzt gesehen {time}.',
    mark: {
      payloadSourceId: 'unsere ID im Inhalt',
      stopId: 'unsere Halt-IDs',
      operationSourceId: 'unsere ID neben dem Inhalt',
    },
    readLagUnknown: 'Wie bald ein neuer Auftrag lesbar ist, ist noch nicht bekannt.',
    readAtOnce: 'Ein neuer Auftrag ist sofort lesbar.',
    readAfter: 'Ein neuer Auftrag ist nach etwa {duration} lesbar.',
    keepsId: 'Ein gelesener Auftrag trägt unsere ID.',
    keepsStopIds:
      'Ein gelesener Auftrag trägt die eigene ID des TSP; wir erkennen ihn an den IDs seiner Halte.',
    keepsNoId:
      'Ein gelesener Auftrag trägt keine ID von uns: Ob ein gescheiterter neuer Auftrag trotzdem besteht, lässt sich von hier nicht feststellen.',
    keepsOwnId:
      'Ein gelesener Auftrag trägt die eigene ID des TSP. Hat er keine Halte, lässt sich von hier nicht feststellen, ob ein gescheiterter neuer Auftrag trotzdem besteht.',
    rounds: 'Dieser TSP rundet: {fields}.',
    loses: 'Dieser TSP behält nicht: {fields}.',
    field: {
      driverSourceId: 'Fahrer',
      vehicleSourceId: 'Fahrzeug',
      territoryName: 'Gebiet',
      status: 'Status',
      startsAt: 'Beginn',
      endsAt: 'Ende',
      totalDistance: 'Gesamtstrecke',
      totalDistanceUnit: 'Streckeneinheit',
      instructions: 'Anweisungen',
      stops: 'Einzelheiten der Halte',
    },
    occurredAt: {
      created: 'Catena datiert einen geplanten Auftrag nach dem Anlegen.',
      started: 'Catena datiert einen geplanten Auftrag nach seinem geplanten Beginn.',
      null: 'Catena gibt einem geplanten Auftrag kein Datum.',
      other:
        'Catena datiert einen geplanten Auftrag weder nach dem Anlegen noch nach seinem geplanten Beginn.',
    },
  },
}
