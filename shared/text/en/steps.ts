/**
 * Names of what a person did, by the code that the history and the undo steps store. `{name}` is a reference such as
 * N-24-0612, or a count such as "14 workflows".
 */
export const steps = {
  // Where a workflow without a reference is named: "Edit workflow".
  unnamed: 'workflow',
  create: 'New {name}',
  edit: 'Edit {name}',
  completeOne: 'Complete {name}',
  // An unsaved draft that is saved as a workflow of its own.
  copy: 'Copy {name}',
  cancelOne: 'Cancel {name}',
  duplicateOne: 'Duplicate {name}',
  // A workflow that the TSP has deleted is planned once more.
  planAnew: 'Plan {name} anew',
  settleConflict: 'Settle conflict of {name}',
  // In the history: a version that somebody else made at Catena was taken in.
  changedElsewhere: 'Changed elsewhere',
  deletedElsewhere: 'Deleted elsewhere',
  sendAgain: 'Send {name} again',
  setDriver: 'Set driver {value}: {name}',
  setVehicle: 'Set vehicle {value}: {name}',
  setTerritory: 'Set territory {value}: {name}',
  removeDriver: 'Set driver none: {name}',
  removeVehicle: 'Set vehicle none: {name}',
  removeTerritory: 'Set territory none: {name}',
  setStatus: 'Set status {value}: {name}',
  shift: 'Shift by {minutes, number} min: {name}',
  cancel: 'Cancel: {name}',
  complete: 'Complete: {name}',
  send: 'Send: {name}',
  duplicateToDays: 'Duplicate: {name} to {days, plural, one {# day} other {# days}}',
  importFile: 'Import {count, plural, one {# workflow} other {# workflows}} from {value}',
  trainingDay: 'Training day',
  recovered: 'Recovered from the sync journal',
  makeDrafts: 'Make {count, plural, one {# recurring draft} other {# recurring drafts}}',
  // A workflow is made from the template `{value}`.
  makeTemplate: 'Make {value} on {day}',
  newTemplate: 'New template {value}',
  removeTemplate: 'Remove template {value}',
  renameTemplate: 'Rename template {value} to {newValue}',
  setWeekdays: 'Set weekdays of template {value}',
  changeTemplate: 'Change template {value}',
  saveView: 'Save view {value}',
  replaceView: 'Replace view {value}',
  removeView: 'Remove view {value}',
  // In the history: a step that was undone or redone.
  undo: 'Undo: {step}',
  redo: 'Redo: {step}',
} as const
