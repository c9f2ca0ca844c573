/** Messages of the screen Templates. */
export const templates = {
  title: 'Templates',
  none: 'No templates yet. Choose a workflow of {day} above and make it one: drafts are then made from it on the weekdays you set, {count, plural, one {# day} other {# days}} ahead, on this computer and without a network.',
  create: {
    // Label of a field in which a workflow is chosen; the placeholder follows it.
    label: 'New template from',
    placeholder: 'a workflow…',
    nothingPlanned: 'Nothing is planned this day',
    noMatch: 'No such workflow this day',
    // The name of a template of a workflow without reference.
    defaultName: 'Template',
    noReference: 'Without reference',
  },
  card: {
    // Name of the region, for screen readers.
    region: 'Template {name}',
    name: 'Template name',
    stops: '{count, plural, one {# stop} other {# stops}}',
    makeDraft: 'Make a draft on {day}',
    remove: 'Remove template {name}',
    // Label of the weekdays.
    everyWeekOn: 'Every week on',
    byHandOnly: 'Made by hand only',
    noDrafts: 'No drafts in the next {count, plural, one {# day} other {# days}}',
    // {days} is a list of days.
    draftsOn: 'Drafts on {days}',
  },
  done: {
    created: '{name} is a template now.',
    removed: 'Template “{name}” was removed. Undo brings it back.',
    draftMade: '{name} is on the board of {day} as a draft.',
    draftsMade: '{count, plural, one {# draft} other {# drafts}} made.',
  },
  failed: {
    change: 'The template is not changed',
    draft: 'The draft is not made',
    drafts: 'The drafts are not made',
    // {detail} is a sentence.
    recurring: 'Recurring drafts were not made: {detail}',
    // A draft that cannot be made; {problem} is a sentence.
    onDay: '{name} on {day}: {problem}',
  },
} as const
