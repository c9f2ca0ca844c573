import type { Messages } from '../messages.ts'

/** What went wrong, by the code of the error, in French. */
export const errors: Messages['errors'] = {
  host: {
    fault: 'Une erreur interne du planificateur s’est produite. Le journal technique donne les détails.',
    closing: 'Le planificateur se ferme.',
  },
  rpc: {
    closed:
      'Le service d’envoi de cet ordinateur ne répond pas. La planification et l’enregistrement continuent ; réessayez à son retour.',
    refused:
      'Cette fenêtre vient d’un démarrage antérieur du planificateur. Relancez Depot Planner pour ouvrir une nouvelle fenêtre ; tout ce que vous avez enregistré est là.',
    launchUsed:
      'Cette adresse a déjà été utilisée ou est trop ancienne. Relancez Depot Planner, ou appuyez sur Entrée dans son terminal, pour en obtenir une nouvelle.',
    notPlanner: 'Ce qui répond là n’est pas le planificateur.',
    noKey: 'Le planificateur n’a pas donné de clé à cette fenêtre.',
    badAnswer: 'Le planificateur a répondu {status} à cette fenêtre.',
    tooLarge: 'C’est trop à la fois pour un seul message au planificateur.',
    tooDeep: 'Le message est imbriqué trop profondément.',
    badMessage: 'La fenêtre du planificateur et son programme d’arrière-plan ne se comprennent pas.',
  },
  workspace: {
    none: 'Identifiez-vous d’abord sur Catena ou passez en mode entraînement.',
    seeLog: 'Le journal technique donne les détails.',
    notOpened: 'Les plans n’ont pas pu être ouverts. {reason}',
  },
  training: {
    noAccount: 'Quittez d’abord le mode entraînement : il n’a pas de compte.',
    notOpen: 'Cela n’existe qu’en mode entraînement.',
    noDay: 'Le jour {day} n’existe pas dans {zone}.',
  },
  external: {
    refused: 'Cette adresse ne peut pas être ouverte dans le navigateur.',
  },
  settings: {
    unwritable: 'Les réglages n’ont pas pu être enregistrés sur cet ordinateur.',
    setByEnvironment: 'Ceci est fixé par l’environnement du planificateur et ne peut pas être modifié ici.',
    notAnAddress: 'Saisissez une adresse complète, p. ex. https://api.example.com',
    locked:
      'Le fichier des réglages ne peut pas être ouvert. Le planificateur utilise pour l’instant ses réglages par défaut.',
    restored:
      'Le fichier des réglages était endommagé et est gardé comme {file}. Les réglages d’avant la dernière modification sont utilisés.',
    reset:
      'Le fichier des réglages était endommagé et est gardé comme {file}. Les réglages sont ceux par défaut.',
    repaired: 'Ces réglages étaient illisibles et ont maintenant leur valeur par défaut : {names}.',
  },
  apiAddress: {
    unreadable: 'L’adresse de l’API Catena n’est pas une adresse',
    notSecure: 'L’adresse de l’API Catena doit commencer par https://',
    hasPassword: 'L’adresse de l’API Catena ne doit contenir ni nom ni mot de passe',
    hasQuery: 'L’adresse de l’API Catena ne doit contenir ni ? ni #',
  },
  journal: {
    locked:
      'Depot Planner fonctionne déjà avec ces données{pid, select, none {} other { (processus {pid})}}. Utilisez sa fenêtre, ou fermez-le d’abord.',
    lockLost:
      'Un autre Depot Planner a repris ces plans, ou le fichier de verrou a été supprimé. Celui-ci n’enregistre et n’envoie plus rien : fermez-le, puis utilisez l’autre ou relancez-le.',
    lockedElsewhere:
      '{state, select, silent {Depot Planner sur l’ordinateur « {computer} » utilise ces données{since, select, none {} other { depuis {since}}}, et n’a pas donné signe de vie depuis {age}. S’il y fonctionne encore, ou si cet ordinateur est en veille, fermez-le là-bas. S’il ne fonctionne sûrement plus, supprimez le fichier {file} et relancez.} other {Depot Planner fonctionne avec ces données sur l’ordinateur « {computer} »{since, select, none {} other { depuis {since}}}. Fermez-le d’abord là-bas.}}',
    unknownComputer: 'inconnu',
    unknownAge: 'une durée inconnue',
    ageMinutes: '{count, plural, one {# minute} other {# minutes}}',
    ageHours: '{count, plural, one {# heure} other {# heures}}',
    damaged:
      'Une partie de la trace des envois était illisible. Elle est gardée dans le dossier des données ; ce qu’elle concernait est vérifié chez Catena avant tout envoi.',
    full: 'Le journal de cet ordinateur ne peut pas être écrit : il n’y a plus de place sur le disque.',
    failed: 'Le journal de cet ordinateur ne peut pas être écrit.',
    closed: 'Le journal est fermé.',
  },
  sync: {
    journalUnwritable: 'Le journal de cet ordinateur ne peut pas être écrit ; rien n’est donc envoyé',
    mayExist:
      'Cette modification est peut-être déjà chez Catena et ne peut donc pas être abandonnée ; annulez plutôt la mission',
    notUncertain: 'L’arrivée de cette modification est en cours de vérification, ou déjà connue',
    noDuplicate: 'Ce doublon n’existe plus',
    notTaken: 'Le service d’envoi a laissé {left, number} modifications sur {total, number}',
    pagesLoop: 'Le service d’envoi répète une page d’états',
  },
  catena: {
    signInNeeded: 'Identifiez-vous d’abord sur Catena.',
    tokenRefused: 'Catena n’accepte pas cette identification.',
    rateLimited: 'Catena demande d’attendre avant la prochaine requête.',
  },
  reference: {
    wrongKind: 'La liste de Catena n’est pas celle qui a été demandée.',
    cursorLoop: 'La liste de Catena ne se termine pas.',
    failed: 'La liste n’a pas pu être récupérée.',
  },
  storage: {
    quota: 'Cet ordinateur n’a plus de place pour les plans. Rien de cette modification n’a été enregistré.',
    failed:
      'La base de données locale n’a pas pu enregistrer. Rien de cette modification n’a été enregistré.',
    blocked:
      'La base de données locale est occupée par une autre fenêtre de Depot Planner. Fermez cette fenêtre.',
    readOnly:
      'La base de données locale ne prend pas de modifications maintenant. Rien de cette modification n’a été enregistré.',
  },
  record: {
    changed: '« {name} » a été modifiée entre-temps. Rien n’a été modifié maintenant.',
    shape: 'L’enregistrement n’a pas la forme d’une mission',
    tooLarge: 'La modification est trop volumineuse pour l’envoi',
  },
  workflow: {
    cancelled: 'Elle a été annulée.',
    repeated: 'La mission {id} figure deux fois dans une liste de modifications',
    incomplete: 'Le plan n’est pas complet',
    andMore: '{problem} (et {count, number} de plus)',
  },
  ids: {
    unknownDriver:
      'L’ID Catena du conducteur {id} n’est pas connu : actualisez les listes (dans Réglages) en ligne, puis enregistrez et renvoyez',
    unknownVehicle:
      'L’ID Catena du véhicule {id} n’est pas connu : actualisez les listes (dans Réglages) en ligne, puis enregistrez et renvoyez',
  },
  auth: {
    signInNeeded: 'Identifiez-vous d’abord sur Catena.',
    notWaiting: 'Aucune identification n’attend le navigateur.',
    settingsChanged: 'Les réglages ont changé pendant l’identification. Identifiez-vous de nouveau.',
    browserNotOpened: 'Le navigateur ne s’est pas ouvert. Ouvrez l’adresse à la main.',
    tooLate: 'Personne ne s’est identifié dans le délai permis. Identifiez-vous de nouveau.',
    cancelled: 'L’identification a été abandonnée dans le navigateur.',
    refused: 'Le serveur d’autorisation a refusé l’identification ({word}).',
    wrongPair: 'Le serveur d’autorisation n’accepte pas cet ID client et ce secret.',
    ended: 'L’identification n’est plus valable ({word}). Identifiez-vous de nouveau.',
    wrongTime:
      'L’heure de la réponse est fausse. Vérifiez l’horloge de cet ordinateur et identifiez-vous de nouveau.',
    foreignAnswer:
      'La réponse n’appartenait pas à cette identification. Rien n’a été gardé ; identifiez-vous de nouveau.',
    unreachable: 'Le serveur d’autorisation est injoignable.',
    unreachableBecause: 'Le serveur d’autorisation est injoignable : {cause}.',
    checkFails:
      'Le serveur d’autorisation donne une réponse qui échoue à un contrôle ({trace}). Vous restez identifié ; il est interrogé de nouveau.',
    renewRefused:
      'Le serveur d’autorisation refuse de renouveler l’identification ({trace}). Vous restez identifié ; il est interrogé de nouveau.',
    certificateTime: 'son certificat n’est pas valable à la date de cet ordinateur ; vérifiez l’horloge',
    answerTooSlow: 'il ne répond pas à temps',
    answerTooLarge: 'sa réponse est trop volumineuse',
    otherSecret: 'Le secret client de l’environnement appartient à un autre serveur d’autorisation.',
    signInAgain: '{reason} Identifiez-vous de nouveau.',
    sessionOnly: '{reason} Vous restez identifié jusqu’à la fermeture du planificateur.',
    noKeychain: 'Cet ordinateur n’a pas de trousseau utilisable par le planificateur.',
    keychainNotDeleted:
      'Le trousseau n’a pas supprimé l’identification. Retirez-la dans les réglages du système.',
    serverNotTold: 'Déconnecté sur cet ordinateur. Le serveur d’autorisation n’a pas pu être prévenu.',
  },
  secret: {
    foreign: 'L’identification gardée appartient à un autre serveur d’autorisation.',
    damaged: 'L’identification gardée est illisible.',
    entryDamaged: 'L’entrée du trousseau est endommagée.',
    notKept: 'Le trousseau n’a pas rendu ce qui y avait été mis.',
    silent: 'Le trousseau n’a pas répondu en 10 s.',
    refused: 'Le trousseau a refusé.',
  },
  network: {
    nameNotFound: 'son nom est introuvable ({code})',
    noLookup: 'les noms ne peuvent pas être résolus ({code})',
    connectionRefused: 'la liaison est refusée ({code})',
    noRoute: 'il n’y a pas de route ({code})',
    down: 'le réseau est coupé ({code})',
    certificateExpired:
      'son certificat a expiré. Vérifiez l’horloge de cet ordinateur ; si elle est juste, prévenez le service informatique ({code})',
    certificateNotYet:
      'son certificat n’est pas encore valable. Vérifiez l’horloge de cet ordinateur ; si elle est juste, prévenez le service informatique ({code})',
    certificateOtherHost:
      'son certificat est pour une autre adresse. Vérifiez l’adresse de Catena dans Réglages ; si elle est juste, prévenez le service informatique ({code})',
    certificateUnknownAuthority:
      'son certificat est signé par une autorité inconnue ici. Demandez au service informatique l’autorité de certification de ce réseau, et lancez le planificateur avec NODE_EXTRA_CA_CERTS pointant sur son fichier ({code})',
    certificateRevoked: 'son certificat a été révoqué. Prévenez le service informatique ({code})',
    certificateRefused: 'son certificat a été rejeté. Prévenez le service informatique ({code})',
    noSecureConnection: 'aucune liaison sécurisée n’est possible ({code})',
    cutOff: 'la liaison a été coupée ({code})',
    noAnswerCode: 'pas de réponse à temps ({code})',
    failedCode: 'la liaison a échoué ({code})',
    failed: 'la liaison a échoué',
    noConnection: 'aucune liaison n’a été établie à temps',
    noAnswer: 'pas de réponse à temps',
    closedUnused: 'la liaison s’est fermée avant usage',
    closedUnanswered: 'la liaison s’est fermée sans réponse',
    proxySignIn: 'le proxy demande une identification (407)',
    proxyRefused: 'le proxy ne laisse pas passer ({status})',
    portal: 'le réseau a répondu à la place de Catena ({status})',
    gatewayWait: 'une passerelle répond à sa place (429)',
  },
  remote: {
    notNow: 'Catena ne peut pas être lu pour le moment',
    cursor: 'cette position de la liste ne vient pas de cette version',
  },
  answer: {
    serverError: 'Catena répond par l’erreur {status}',
    noTime: 'Catena répond sans son heure, nécessaire pour un envoi sûr',
    signInRefused: 'Catena n’a pas accepté l’identification',
    askedToWait: 'Catena a demandé d’attendre',
    unsendable: 'la requête ne peut pas être écrite',
    faultSending: 'erreur interne à l’envoi',
    faultReading: 'erreur interne à la lecture',
    endedSending: 'le programme s’est terminé pendant l’envoi',
    cancelledFirst: 'annulée avant l’envoi',
    heldFirst: 'retenue avant l’envoi',
    notShown: 'Catena ne montre pas encore cette mission',
    withStatus: 'réponse {status} : {problem}',
    foreign: 'la réponse {status} n’est pas de Catena',
    foreignShape: 'la réponse {status} n’a pas la forme de Catena',
    provesNothing: 'la réponse {status} ne prouve rien',
    noOperation: 'la réponse {status} ne contient pas d’opération',
    otherResource: 'la réponse {status} concerne : {resource}',
    otherWorkflow: 'la réponse {status} concerne une autre mission',
    webPage: 'une page web, pas Catena',
    truncated: 'la réponse est tronquée',
    tooLarge: 'la réponse est trop volumineuse',
    notJson: 'la réponse n’est pas du JSON mais {type}',
    noType: 'sans type indiqué',
    brokenJson: 'la réponse s’annonce comme du JSON et n’en est pas',
    notList: 'la réponse n’est pas la liste de Catena',
    notRecord: 'la réponse n’est pas l’enregistrement de Catena',
    listUnreadable: 'la liste est illisible',
    recordUnreadable: 'l’enregistrement est illisible',
    itemUnreadable: 'un élément de la liste est illisible',
    itemNotAsked: 'la liste contient un élément non demandé',
    otherRecord: 'l’enregistrement est un autre',
    noEnd: 'la liste ne dit pas s’il y a une suite',
    circle: 'la liste tourne en rond',
    tooManyPages: 'la liste a plus de {max, number} pages',
  },
}
