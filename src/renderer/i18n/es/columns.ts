import type { columns as englishColumns } from '../en/columns.ts';

/** Further words of the table's columns. */
export const columns: typeof englishColumns = {
  muteLayer: 'Silenciada: las ejecuciones la pasan por alto',
  /** Stands for a name in {{layers.NAME.path}}. */
  exampleName: 'NOMBRE',
};
