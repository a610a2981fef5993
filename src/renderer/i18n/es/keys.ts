/** Oraciones del portapapeles, la búsqueda, el historial de pasos y los ajustes de teclas. */
export const clipboard = {
  copied_one: '{{count}} celda copiada',
  copied_other: '{{count}} celdas copiadas',
  pasted_one: '{{count}} celda pegada',
  pasted_other: '{{count}} celdas pegadas',
  dropped_one: 'Se omitió {{count}} enlace a lo que no se copió: {{cells}}.',
  dropped_other: 'Se omitieron {{count}} enlaces a lo que no se copió: {{cells}}.',
  otherVariables_one: 'La variable {{names}} tiene otro valor en este documento.',
  otherVariables_other: 'Las variables {{names}} tienen otros valores en este documento.',
  refused: 'El navegador no permite usar el portapapeles',
  refusedHint: 'Usa Ctrl+C y Ctrl+V, o permite el portapapeles para esta página.',
  cutStep_one: 'Cortar {{count}} celda',
  cutStep_other: 'Cortar {{count}} celdas',
  pasteStep_one: 'Pegar {{count}} celda',
  pasteStep_other: 'Pegar {{count}} celdas',
  copyStep_one: 'Duplicar {{count}} celda',
  copyStep_other: 'Duplicar {{count}} celdas',
};

export const palette = {
  recent: 'Usadas hace poco',
  cells: 'Celdas',
  layers: 'Capas',
  documents: 'Documentos',
  goToCell: 'Ir a {{cell}}',
  runLayer: 'Ejecutar la capa {{layer}}',
  openDocument: 'Abrir {{title}} – {{file}}',
};

export const keySettings = {
  hint: 'Pulsa + y después las teclas nuevas. Una orden puede tener varias. Vale al momento, en todas las ventanas.',
  search: 'Buscar una orden…',
  press: 'Pulsa las teclas nuevas…',
  add: 'Añadir teclas para «{{command}}»',
  remove: 'Quitar {{chord}} de «{{command}}»',
  reset: 'Volver a las teclas iniciales de «{{command}}»',
  resetAll: 'Restablecer todo',
  conflict: 'Ya se usa para {{commands}}:',
  takeOver: 'Usarlas aquí',
  leave: 'Dejarlo así',
};

export const comeback = {
  waiting_one: '{{count}} cambio se guarda aquí y se enviará.',
  waiting_other: '{{count}} cambios se guardan aquí y se enviarán.',
  resumed_one: 'Telar ha vuelto. Se ha rehecho {{count}} cambio que había perdido.',
  resumed_other: 'Telar ha vuelto. Se han rehecho {{count}} cambios que había perdido.',
  changed: '«{{title}}» ha cambiado entretanto',
  changedHint: 'Lo ves como está ahora. Lo que estabas escribiendo sigue en su campo.',
};

export const steps = {
  menu: 'Historial de cambios',
  done: 'Volver a antes de',
  undone: 'Rehacer hasta',
  none: 'Nada que deshacer',
  undoOne: 'Deshecho: {{label}}',
  redoOne: 'Rehecho: {{label}}',
  undoSeveral_one: '{{count}} paso deshecho',
  undoSeveral_other: '{{count}} pasos deshechos',
  redoSeveral_one: '{{count}} paso rehecho',
  redoSeveral_other: '{{count}} pasos rehechos',
};

export const find = {
  label: 'Buscar en la matriz',
  placeholder: 'Busca nombres, prompts, variables, modelos, estados…',
  count: '{{at}} de {{count}}',
  next: 'Coincidencia siguiente',
  previous: 'Coincidencia anterior',
  close: 'Cerrar la búsqueda',
  results: 'Coincidencias',
  nothing: 'Nada en este documento contiene estas palabras.',
  in: {
    unit: 'Unidad',
    layer: 'Capa',
    parameter: 'Parámetro {{name}}',
    variable: 'Variable {{name}}',
    model: 'Modelo',
    state: 'Estado',
  },
};
