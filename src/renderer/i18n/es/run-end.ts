import type { runEnd as englishRunEnd } from '../en/run-end.ts';

/** Sentences about runs that have ended, and what can be done with what they made. */
export const runEnd: typeof englishRunEnd = {
  retryCell: 'Reintentar {{cell}}',
  variantsMade_one: '{{count}} variante hecha',
  variantsMade_other: '{{count}} variantes hechas',
  allCells: 'Mostrar el historial de todas las celdas',
  pathCopied: 'Un navegador no abre carpetas: se ha copiado la ruta',
  pathOnly: 'Un navegador no abre carpetas. El archivo está aquí',
  showInFolder: 'Mostrar en la carpeta',
};
