import type { Messages } from '../messages.ts'

/** The status of a change, in French. Adjectives and participles agree with "modification" (feminine). */
export const sync: Messages['sync'] = {
  state: {
    draft: 'Brouillon',
    queued: 'Sur ce poste',
    sending: 'Envoi',
    uncertain: 'Contrôle chez Catena',
    accepted: 'Chez Catena',
    done: 'Chez le TSP',
    rejected: 'Refusée',
    failed: 'Échouée',
    blocked: 'En attente',
    held: 'Retenue',
    withdrawn: 'Retirée',
    conflict: 'Conflit',
  },
  change: {
    create: 'Création',
    update: 'Mise à jour',
    cancel: 'Annulation',
  },
  reason: {
    offline: {
      short: 'pas de réseau',
      sentence: 'Il n’y a pas de réseau. Elle est envoyée au retour du réseau.',
    },
    signInNeeded: {
      short: 'identification requise',
      sentence: 'Catena demande une nouvelle identification. Elle est envoyée ensuite.',
    },
    otherAccount: {
      short: 'autre compte',
      sentence: 'Elle a été enregistrée sous un autre compte. Identifiez-vous avec ce compte pour l’envoyer.',
    },
    rateLimited: {
      short: 'pause demandée',
      sentence: 'Catena a demandé une pause. Elle est envoyée à la fin de la pause.',
    },
    catenaFailing: {
      short: 'Catena en panne',
      sentence:
        'Catena est là mais ne fonctionne pas pour le moment. Elle part quand Catena fonctionne de nouveau.',
    },
    writesFailing: {
      short: 'écritures en échec',
      sentence:
        'Catena ne prend pas de modifications pour le moment. Une seule est essayée à la fois ; les autres attendent.',
    },
    forbidden: {
      short: 'non autorisée',
      sentence:
        'Catena n’autorise pas ce compte à écrire sur cette connexion. Faites donner l’autorisation là-bas, puis envoyez-la.',
    },
    notFound: {
      short: 'inconnue de Catena',
      sentence:
        'Catena ne connaît pas cette connexion ou cette mission. Vérifiez-la là-bas, puis envoyez-la.',
    },
    unsupported: {
      short: 'non prise en charge',
      sentence:
        'Ce TSP ne prend pas en charge ce type de modification. Faites la modification chez le TSP lui-même.',
    },
    connectionInactive: {
      short: 'connexion inactive',
      sentence: 'La connexion n’est pas active chez Catena. Faites-la renouveler là-bas ; l’envoi suit.',
    },
    heldByUser: {
      short: 'retenue par vous',
      sentence: 'Vous la retenez. Libérez-la pour l’envoyer.',
    },
    allHeld: {
      short: 'tout envoi retenu',
      sentence: 'Tout envoi est retenu sur cet ordinateur. Elle est envoyée quand vous désactivez cela.',
    },
    tooManyTries: {
      short: 'plusieurs essais',
      sentence: 'Plusieurs essais ont été faits. Les listes de Catena prouvent qu’elle n’est pas arrivée.',
    },
    tooOld: {
      short: 'trop ancienne',
      sentence:
        'Elle est trop ancienne pour que les listes de Catena montrent si elle est arrivée. Cherchez-la d’abord chez le TSP.',
    },
    journalUnwritable: {
      short: 'non consignable',
      sentence:
        'Les envois ne peuvent pas être consignés sur cet ordinateur ; rien n’est donc envoyé : sans trace, elle pourrait partir deux fois.',
    },
    clonedProfile: {
      short: 'données copiées',
      sentence:
        'Ces données ont été copiées d’un autre ordinateur, qui l’a peut-être envoyée. La vérification chez Catena est en cours.',
    },
    journalLost: {
      short: 'trace d’envoi perdue',
      sentence:
        'La trace des envois manque ; elle a peut-être déjà été envoyée. La vérification chez Catena est en cours.',
    },
    noMarks: {
      short: 'vérifier chez Catena',
      sentence:
        'Les listes de Catena ne montrent pas nos ID sur cette connexion ; elles ne disent donc pas si elle est arrivée. Cherchez-la vous-même chez Catena.',
    },
    perhapsOurs: {
      short: 'vérifier chez Catena',
      sentence:
        'Catena liste une modification sans dire de quelle mission elle est. C’est peut-être celle-ci. Cherchez-la vous-même chez Catena.',
    },
    readModel: {
      short: 'vérifier chez Catena',
      sentence:
        'Le TSP a signalé un échec, mais la mission existe peut-être malgré tout, et les listes de Catena ne le disent pas. Cherchez-la vous-même chez Catena.',
    },
    notReadable: {
      short: 'pas encore lisible',
      sentence: 'Catena ne montre pas encore cette mission. Elle est relue jusqu’à ce qu’elle y soit.',
    },
    waitsForCreate: {
      short: 'mission d’abord',
      sentence: 'Elle attend que le TSP ait pris la mission elle-même.',
    },
    answerLost: {
      short: 'réponse perdue',
      sentence:
        'Elle a été envoyée et la réponse s’est perdue. Elle n’est pas renvoyée avant que la liste de Catena montre si elle est arrivée.',
    },
    duplicate: {
      short: 'en double chez Catena',
      sentence:
        'Catena l’a plusieurs fois, ce qu’un proxy sur le chemin peut causer. Annulez la plus récente.',
    },
    baseChanged: {
      short: 'modifiée chez Catena',
      sentence:
        'Elle a été modifiée chez Catena depuis son dernier envoi d’ici. Choisissez entre les deux versions.',
    },
    invalid: {
      short: 'à corriger',
      sentence: 'Catena l’a refusée et n’a rien créé. Corrigez-la et renvoyez-la.',
    },
    tspAuth: {
      short: 'accès au TSP',
      sentence: 'Le TSP n’a pas accepté les identifiants de la connexion.',
    },
    tspValidation: {
      short: 'refus du TSP',
      sentence: 'Le TSP a refusé son contenu. Corrigez-la et renvoyez-la.',
    },
    tspNetwork: {
      short: 'TSP non joint',
      sentence: 'Catena n’a pas pu joindre le TSP.',
    },
    tspError: {
      short: 'erreur du TSP',
      sentence: 'Le TSP a répondu par une erreur.',
    },
  },
  reasonDetail: '{sentence} ({detail})',
  sentence: {
    notHandedOver: 'Enregistrée sur cet ordinateur ; pas encore remise au service d’envoi.',
    editWaiting: 'Une modification plus récente attend derrière et suit automatiquement.',
    draft: 'Un brouillon : il n’est pas envoyé avant que vous choisissiez « Enregistrer et envoyer ».',
    queued: 'Elle attend d’être envoyée ; rien n’en a quitté cet ordinateur.',
    nextTry: 'Prochain essai : {time}.',
    sending: 'Elle est en cours d’envoi.',
    maybeSent: 'Elle a peut-être été envoyée.',
    sent: 'Envoyée : {time}.',
    answerLost: 'Envoyée : {time}, réponse perdue.',
    notLookedUp: 'Pas encore vérifiée chez Catena.',
    lookUnclear:
      'Vérifiée {count, plural, =1 {une fois} other {# fois}}, dernière fois {time} : pas de réponse claire.',
    lookNotFound:
      'Vérifiée {count, plural, =1 {une fois} other {# fois}}, dernière fois {time} : non trouvée jusqu’ici.',
    lookFound:
      'Vérifiée {count, plural, =1 {une fois} other {# fois}}, dernière fois {time} : trouvée {found, number} fois.',
    nextLook: 'Prochaine vérification : {time}.',
    notBeforeKnown: 'Elle n’est pas renvoyée avant que cela soit connu.',
    foreignStatus: 'Catena l’a et indique « {status} » ; le TSP ne l’a pas confirmée.',
    accepted: 'Catena l’a ; le TSP ne l’a pas encore confirmée.',
    done: 'Le TSP l’a.',
    blocked: 'Elle ne peut pas être envoyée maintenant.',
    held: 'Elle est retenue.',
    decide: 'À vous de décider : libérez-la ou abandonnez-la.',
    withdrawn: 'Elle a été retirée ; rien n’en existe chez Catena.',
    failed: 'Le TSP ne l’a pas prise.',
    lookedFor: 'Elle y est peut-être malgré tout : la vérification est en cours.',
    renewCredentials: 'Faites-les renouveler, puis renvoyez-la.',
    createAbsent: 'Elle a été cherchée et n’y est pas : renvoyez-la.',
    updateStands: 'L’état précédent vaut peut-être encore : renvoyez-la.',
  },
  refusal: {
    deletedAtTsp: 'Elle a été supprimée chez le TSP',
    tooManyStops:
      'Catena l’a avec plus de {count, plural, one {# arrêt} other {# arrêts}}, et ce poste supprimerait les autres : modifiez-la là où elle a été créée',
    otherConnection: 'Elle a déjà été envoyée par une autre connexion : annulez-la et planifiez-la à nouveau',
  },
  line: {
    saved: 'Enregistrée sur cet ordinateur, en attente d’envoi',
    cancelAsked: 'L’annulation a été demandée',
    newer: 'Une version plus récente a été enregistrée',
    attempt:
      '{kind, select, create {Envoi (création, essai {number, number})} other {Envoi (mise à jour, essai {number, number})}}',
    unsent: 'Rien n’a été envoyé : {detail}',
    accepted: 'Catena l’a, comme opération {id}',
    found: 'Trouvée chez Catena, comme opération {id}',
    refused: 'Refusée : {detail}',
    blocked: 'Rejetée ({status}) : {detail}',
    noProof: 'Aucune réponse probante ({detail}) : vérification chez Catena',
    uncertain: 'Elle a peut-être déjà été envoyée : vérification chez Catena d’abord',
    lookNotThere: 'Vérifiée chez Catena : n’y est pas',
    lookUnproven: 'Vérifiée chez Catena : la liste ne peut pas montrer si elle y est',
    listUnproven: 'La liste des missions de Catena ne peut pas encore montrer si elle y est',
    evidence: 'Deux listes complètes montrent que rien n’est arrivé : elle peut être renvoyée',
    duplicate: 'Catena l’a {count, number} fois',
    cancelDuplicate: 'Annulation du doublon',
    pending: 'Catena indique : {status}',
    failed: 'Échouée ({type}) : {detail}',
    failedUnnamed: 'Échouée (sans raison donnée) : {detail}',
    absentByPerson: 'Quelqu’un a regardé chez Catena : elle n’y est pas',
    absent: 'Cherchée parmi les missions : elle n’est pas chez le TSP',
    done: 'Le TSP l’a prise',
    conflict: 'La version de Catena a changé sous la nôtre',
    heldByUser: 'Retenue par le répartiteur',
    tooOld: 'Trop ancienne pour un envoi automatique : à vous de décider',
    tooManyTries: 'Trop d’essais : à vous de décider',
    released: 'Libérée',
    withdrawn: 'Retirée : rien n’en existe chez Catena',
    discarded: 'La modification a été abandonnée',
    newGeneration: 'Sera envoyée comme nouvelle mission',
    nothingLeft: 'Plus rien à envoyer : Catena a ce plan',
    triedAgain:
      '{intent, select, cancel {Nouvel essai prévu (annulation)} other {Nouvel essai prévu (envoi)}}',
  },
  network: {
    online: { label: 'En ligne', sentence: 'Catena répond.' },
    offline: {
      label: 'Hors ligne',
      sentence:
        'Aucune liaison avec Catena ne peut être ouverte. La planification et l’enregistrement continuent ; les modifications sont envoyées au retour de la liaison.',
    },
    signInNeeded: {
      label: 'Identification requise',
      sentence:
        'Catena demande une nouvelle identification. La planification et l’enregistrement continuent.',
    },
    networkLoginNeeded: {
      label: 'Accès réseau requis',
      sentence:
        'Ce réseau demande une identification avant de joindre Catena. Ouvrez un navigateur et identifiez-vous sur le réseau.',
    },
    certificateNotTrusted: {
      label: 'Certificat non fiable',
      sentence:
        'Le certificat de Catena n’est pas fiable ; rien n’est donc envoyé. La planification et l’enregistrement continuent.',
    },
    unreachable: {
      label: 'Catena injoignable',
      sentence:
        'Le réseau est là, mais Catena ne donne pas de réponse utilisable. La planification et l’enregistrement continuent.',
    },
    askedToWait: {
      label: 'Pause demandée',
      sentence:
        'Catena demande d’attendre avant la prochaine requête. Les modifications sont ensuite envoyées automatiquement.',
    },
    senderStopped: {
      label: 'Envoi arrêté',
      sentence:
        'Le service d’envoi de cet ordinateur ne répond pas. La planification et l’enregistrement continuent.',
    },
    earlierWindow: {
      label: 'Ancienne fenêtre',
      sentence:
        'Le service d’envoi de cet ordinateur ne répond pas. La planification et l’enregistrement continuent.',
    },
  },
  networkStatus: {
    label: 'Liaison',
    planningGoesOn: 'la planification continue',
    until: '· jusqu’à {time}',
    notChecked: '· pas encore vérifiée',
    asOf: '· état : {time}',
    nothingToSend: 'rien à envoyer',
    toSend: '{count, number} à envoyer',
    toSendOldest: '{count, number} à envoyer, plus ancienne {age}',
    allHeld: 'Tout envoi retenu',
    allHeldNow: 'Tout envoi retenu depuis moins de 1 min',
    allHeldFor: 'Tout envoi retenu depuis {age}',
    detail: '{detail}.',
    cause: '{sentence} Cause : {detail}.',
    causeEnded: '{sentence} Cause : {detail}',
    since: '{explanation} — depuis {time}',
    withHeld: '{explanation} — {held}, {waiting}',
  },
  clock: {
    fast: 'L’horloge de cet ordinateur avance de {amount}',
    slow: 'L’horloge de cet ordinateur retarde de {amount}',
  },
  limit: {
    twoDevices:
      'Si deux ordinateurs modifient la même mission au même moment, Catena garde la modification la plus tardive : il ne peut pas refuser l’ancienne.',
    doublingProxy:
      'Un proxy entre cet ordinateur et Catena peut répéter une requête. C’est détecté et affiché ici, mais ne peut pas être empêché.',
  },
  learned: {
    listNeverLate: 'La liste des modifications de Catena n’a jamais été en retard.',
    listLate: 'Une nouvelle modification peut manquer dans la liste de Catena jusqu’à {duration}.',
    notListed:
      'Pas encore : rien de nous n’y a été listé. Jusque-là, l’absence d’une modification dont la réponse est perdue ne peut pas être prouvée.',
    noId: 'La liste de Catena montre nos modifications sans aucun de nos ID : l’absence d’une modification dont la réponse est perdue ne peut pas être prouvée ; il vous est donc demandé de la chercher chez Catena. Vu la dernière fois : {time}.',
    foundBy:
      'Nos modifications se trouvent dans la liste de Catena par : {marks}. Vu la dernière fois : {time}.',
    mark: {
      payloadSourceId: 'notre ID dans le contenu',
      stopId: 'nos ID d’arrêts',
      operationSourceId: 'notre ID à côté du contenu',
    },
    readLagUnknown: 'Le délai avant qu’une nouvelle mission soit lisible n’est pas encore connu.',
    readAtOnce: 'Une nouvelle mission est lisible aussitôt.',
    readAfter: 'Une nouvelle mission est lisible après {duration} environ.',
    keepsId: 'Une mission lue porte notre ID.',
    keepsStopIds: 'Une mission lue porte l’ID propre au TSP ; nous la reconnaissons aux ID de ses arrêts.',
    keepsNoId:
      'Une mission lue ne porte aucun de nos ID : il est impossible de savoir d’ici si une nouvelle mission échouée existe malgré tout.',
    keepsOwnId:
      'Une mission lue porte l’ID propre au TSP. Pour une mission sans arrêts, il est impossible de savoir d’ici si, échouée, elle existe malgré tout.',
    rounds: 'Ce TSP arrondit : {fields}.',
    loses: 'Ce TSP ne garde pas : {fields}.',
    field: {
      driverSourceId: 'conducteur',
      vehicleSourceId: 'véhicule',
      territoryName: 'territoire',
      status: 'statut',
      startsAt: 'début',
      endsAt: 'fin',
      totalDistance: 'distance totale',
      totalDistanceUnit: 'unité de distance',
      instructions: 'consignes',
      stops: 'détails des arrêts',
    },
    occurredAt: {
      created: 'Catena date une mission prévue de sa création.',
      started: 'Catena date une mission prévue de son début prévu.',
      null: 'Catena ne date pas une mission prévue.',
      other: 'Catena ne date une mission prévue ni de sa création ni de son début prévu.',
    },
  },
}
