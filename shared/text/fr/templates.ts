import type { Messages } from '../messages.ts'

/** Messages of the screen Templates in French. */
export const templates: Messages['templates'] = {
  title: 'Modèles',
  none: 'Aucun modèle. Choisissez ci-dessus une mission du jour ({day}) pour en faire un modèle : des brouillons en sont alors créés les jours de la semaine que vous fixez, {count, plural, one {# jour} other {# jours}} à l’avance, sur cet ordinateur et sans réseau.',
  create: {
    label: 'Nouveau modèle d’après',
    placeholder: 'une mission…',
    nothingPlanned: 'Rien de prévu ce jour-là',
    noMatch: 'Aucune mission de ce nom ce jour-là',
    defaultName: 'Modèle',
    noReference: 'Sans référence',
  },
  card: {
    region: 'Modèle {name}',
    name: 'Nom du modèle',
    stops: '{count, plural, one {# arrêt} other {# arrêts}}',
    makeDraft: 'Créer un brouillon : {day}',
    remove: 'Supprimer le modèle {name}',
    everyWeekOn: 'Chaque semaine le',
    byHandOnly: 'Création manuelle seulement',
    noDrafts: 'Aucun brouillon dans {count, plural, one {le prochain jour} other {les # prochains jours}}',
    draftsOn: 'Brouillons : {days}',
  },
  done: {
    created: '{name} est maintenant un modèle.',
    removed: 'Le modèle « {name} » a été supprimé. « Défaire » le rétablit.',
    draftMade: '{name} est au tableau comme brouillon : {day}.',
    draftsMade: '{count, plural, one {# brouillon créé} other {# brouillons créés}}.',
  },
  failed: {
    change: 'Le modèle n’est pas modifié',
    draft: 'Le brouillon n’est pas créé',
    drafts: 'Les brouillons ne sont pas créés',
    recurring: 'Les brouillons récurrents n’ont pas été créés : {detail}',
    onDay: '{name}, {day} : {problem}',
  },
}
