import type { Messages } from '../messages.ts'

/** Messages of the frame around every screen in French. */
export const frame: Messages['frame'] = {
  productName: 'Depot Planner',
  header: {
    previousDay: 'Jour précédent',
    today: 'Aujourd’hui',
    nextDay: 'Jour suivant',
    search: 'Chercher',
    searchHint: 'Référence, conducteur, arrêt…',
    newWorkflow: 'Nouvelle mission',
    holdAll: 'Tout retenir',
    holdAllHint: 'Rien ne part tant que c’est activé. Une requête en route va à son terme.',
    notHeld: 'L’envoi n’est pas retenu',
    stillHeld: 'L’envoi est encore retenu',
  },
  days: {
    label: 'Jours affichés',
    from: 'Du',
    to: 'Au',
    sevenDays: '7 jours',
    all: 'Tous les jours',
    noDate: 'Sans date',
  },
  undo: {
    nothingToUndo: 'Rien à défaire',
    nothingToRedo: 'Rien à refaire',
    undo: 'Défaire « {step} »',
    redo: 'Refaire « {step} »',
    undoUnsent: 'Défaire « {step} » : rien n’est envoyé',
    redoUnsent: 'Refaire « {step} » : rien n’est envoyé',
    undoSent:
      'Défaire « {step} » : {count, plural, one {# mise à jour part} other {# mises à jour partent}} vers le TSP',
    redoSent:
      'Refaire « {step} » : {count, plural, one {# mise à jour part} other {# mises à jour partent}} vers le TSP',
    undone: 'Défait : « {step} »',
    redone: 'Refait : « {step} »',
    undoneKept: 'Défait : « {step} », sauf ce qui a été modifié depuis et reste tel quel : {names}',
    redoneKept: 'Refait : « {step} », sauf ce qui a été modifié depuis et reste tel quel : {names}',
    quoted: '« {name} »',
    undoing: 'Défaire',
    redoing: 'Refaire',
    undoCancelled: '« Défaire » a été interrompu : rien n’a changé',
    redoCancelled: '« Refaire » a été interrompu : rien n’a changé',
    cannotUndo: 'Impossible de défaire',
    cannotRedo: 'Impossible de refaire',
  },
  signIn: {
    signIn: 'S’identifier',
    cancel: 'Abandonner l’identification',
    openPage: 'Ouvrir la page d’identification',
    notStarted: 'L’identification n’a pas démarré',
    notCancelled: 'L’identification continue',
  },
  nav: {
    label: 'Principal',
    toDecide: '{due, number} sur {total, number} attendent votre décision',
    views: 'Vues enregistrées',
    saveView: 'Enregistrer cette vue',
    removeView: 'Supprimer la vue {name}',
  },
  summary: {
    counting: 'Comptage…',
    planned: '{count, number} au plan',
    atTsp: '{count, number} chez le TSP',
    withCatena: '{count, number} chez Catena',
    toSend: '{count, number} à envoyer',
    checking: '{count, number} en contrôle',
    waiting: '{count, number} en attente',
    refused: '{count, number} en refus',
    failed: '{count, number} en échec',
    conflict: '{count, number} en conflit',
    draft: '{count, plural, one {# brouillon} other {# brouillons}}',
  },
  status: {
    soonest: 'Première non envoyée :',
    noReference: 'Sans référence',
    depotTime: 'Heure du dépôt {zone}',
    commands: '{keys} commandes',
    keys: '{keys} touches',
  },
  training: {
    label: 'Mode entraînement',
    banner: 'Mode entraînement : rien ici n’est réel, rien n’est envoyé à Catena',
    leave: 'Quitter l’entraînement',
  },
  // The line that stands when the network is back and changes wait.
  preflight: {
    back: 'De nouveau en ligne : {parts}',
    toSend: '{count, plural, =0 {tout est envoyé} other {{count, number} à envoyer}}',
    changedElsewhere: 'modifiés ailleurs : {count, number}',
    inactive:
      '{count, plural, one {n’est plus actif : {names}} other {{count, number} ne sont plus actifs : {names}}}',
    withoutUpdates: '{name} n’accepte aucune modification',
    unread: 'Impossible de compter ce qui attend d’être envoyé',
  },
  notices: {
    label: 'Avis',
    dismiss: 'Fermer',
    notDismissed: 'L’avis reste affiché',
    storage:
      '{reason} Plus rien n’est enregistré avant que cela soit résolu ; ce qui était enregistré reste.',
    senderStopped:
      'Le service d’envoi de cet ordinateur est arrêté. Vous pouvez continuer à planifier ; chaque enregistrement est gardé ici et sera remis quand Depot Planner fonctionnera de nouveau.',
    earlierWindow:
      'Cette fenêtre vient d’un démarrage antérieur de Depot Planner : continuez dans la fenêtre qui s’est ouverte depuis. Ce que vous avez enregistré et saisi ici est gardé, et rien n’est envoyé depuis cette fenêtre.',
    clock:
      '{clock}. Réglez-la : les heures et les jours affichés ici la suivent. Les modifications sont envoyées malgré tout.',
    setAside:
      '{count, plural, one {Un enregistrement était illisible et a été mis de côté} other {# enregistrements étaient illisibles et ont été mis de côté}} ; rien n’a été supprimé.',
  },
}
