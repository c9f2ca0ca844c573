import type { Messages } from '../messages.ts'

/** Messages of the screen Templates in German. */
export const templates: Messages['templates'] = {
  title: 'Vorlagen',
  none: 'Noch keine Vorlagen. Wählen Sie oben einen Auftrag vom {day} und machen Sie ihn zur Vorlage: Daraus entstehen dann an den gewählten Wochentagen Entwürfe, {count, plural, one {# Tag} other {# Tage}} im Voraus, auf diesem Computer und ohne Netz.',
  create: {
    label: 'Neue Vorlage aus',
    placeholder: 'einem Auftrag…',
    nothingPlanned: 'An diesem Tag ist nichts geplant',
    noMatch: 'Kein solcher Auftrag an diesem Tag',
    defaultName: 'Vorlage',
    noReference: 'Ohne Referenz',
  },
  card: {
    region: 'Vorlage {name}',
    name: 'Name der Vorlage',
    stops: '{count, plural, one {# Halt} other {# Halte}}',
    makeDraft: 'Entwurf am {day} anlegen',
    remove: 'Vorlage {name} entfernen',
    everyWeekOn: 'Jede Woche am',
    byHandOnly: 'Nur von Hand angelegt',
    noDrafts: 'Keine Entwürfe {count, plural, one {am nächsten Tag} other {in den nächsten # Tagen}}',
    draftsOn: 'Entwürfe am {days}',
  },
  done: {
    created: '{name} ist jetzt eine Vorlage.',
    removed: 'Vorlage „{name}“ wurde entfernt. „Rückgängig“ bringt sie zurück.',
    draftMade: '{name} steht als Entwurf auf der Plantafel vom {day}.',
    draftsMade: '{count, plural, one {# Entwurf} other {# Entwürfe}} angelegt.',
  },
  failed: {
    change: 'Die Vorlage ist nicht geändert',
    draft: 'Der Entwurf ist nicht angelegt',
    drafts: 'Die Entwürfe sind nicht angelegt',
    recurring: 'Wiederkehrende Entwürfe wurden nicht angelegt: {detail}',
    onDay: '{name} am {day}: {problem}',
  },
}
