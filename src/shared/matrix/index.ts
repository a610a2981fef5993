export * from './cells.ts';
export * from './complete-placeholder.ts';
export {
  cellOverride,
  defaultOutputDir,
  documentVersion,
  emptyDocument,
  layer,
  matrixDocument,
  unit,
  type CellOverride,
  type Layer,
  type MatrixDocument,
  type NodePosition,
  type Unit,
} from './document.ts';
export { matrixEdit, type MatrixEdit, type SingleEdit } from './edit-schema.ts';
export { applyEdit } from './edit.ts';
export * from './history.ts';
export { matrixJsonSchemaText } from './json-schema.ts';
export * from './limits.ts';
export * from './parse-document.ts';
export { parseTable, type TableSeparator, type UnitTable } from './parse-table.ts';
export * from './placeholder.ts';
export * from './serialize.ts';
export * from './to-layers-dict.ts';
export * from './unit-table.ts';
