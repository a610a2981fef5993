/** English sentences of the clipboard, the search, the history of steps and the settings of keys. */
export const clipboard = {
  copied_one: '{{count}} cell copied',
  copied_other: '{{count}} cells copied',
  pasted_one: '{{count}} cell pasted',
  pasted_other: '{{count}} cells pasted',
  dropped_one: '{{count}} link to what was not copied was left out: {{cells}}.',
  dropped_other: '{{count}} links to what was not copied were left out: {{cells}}.',
  otherVariables_one: 'The variable {{names}} has another value in this document.',
  otherVariables_other: 'The variables {{names}} have other values in this document.',
  refused: 'The browser does not allow the clipboard',
  refusedHint: 'Use Ctrl+C and Ctrl+V, or allow the clipboard for this page.',
  cutStep_one: 'Cut {{count}} cell',
  cutStep_other: 'Cut {{count}} cells',
  pasteStep_one: 'Paste {{count}} cell',
  pasteStep_other: 'Paste {{count}} cells',
  copyStep_one: 'Duplicate {{count}} cell',
  copyStep_other: 'Duplicate {{count}} cells',
};

export const palette = {
  recent: 'Used last',
  cells: 'Cells',
  layers: 'Layers',
  documents: 'Documents',
  goToCell: 'Go to {{cell}}',
  runLayer: 'Run the layer {{layer}}',
  openDocument: 'Open {{title}} – {{file}}',
};

export const keySettings = {
  hint: 'Press + and then the new keys. A command may have several. Changes take effect at once, in every window.',
  search: 'Search for a command…',
  press: 'Press the new keys…',
  add: 'Add keys for “{{command}}”',
  remove: 'Take {{chord}} from “{{command}}”',
  reset: 'Back to the first keys of “{{command}}”',
  resetAll: 'Reset all',
  conflict: 'Already used for {{commands}}:',
  takeOver: 'Take it over',
  leave: 'Leave it',
};

export const comeback = {
  waiting_one: '{{count}} change is kept here and will be sent.',
  waiting_other: '{{count}} changes are kept here and will be sent.',
  resumed_one: 'Telar is back. {{count}} change that it had lost was made again.',
  resumed_other: 'Telar is back. {{count}} changes that it had lost were made again.',
  changed: '“{{title}}” was changed meanwhile',
  changedHint: 'You see it as it is now. What you were typing is still in its field.',
};

export const steps = {
  menu: 'History of changes',
  done: 'Go back to before',
  undone: 'Do again up to',
  none: 'Nothing to undo',
  undoOne: 'Undone: {{label}}',
  redoOne: 'Redone: {{label}}',
  undoSeveral_one: '{{count}} step undone',
  undoSeveral_other: '{{count}} steps undone',
  redoSeveral_one: '{{count}} step redone',
  redoSeveral_other: '{{count}} steps redone',
};

export const find = {
  label: 'Find in the matrix',
  placeholder: 'Find names, prompts, variables, models, states…',
  count: '{{at}} of {{count}}',
  next: 'Next match',
  previous: 'Previous match',
  close: 'Close the search',
  results: 'Matches',
  nothing: 'Nothing in this document holds these words.',
  in: {
    unit: 'Unit',
    layer: 'Layer',
    parameter: 'Parameter {{name}}',
    variable: 'Variable {{name}}',
    model: 'Model',
    state: 'State',
  },
};
