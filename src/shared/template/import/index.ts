export * from './example-input.ts';
export type { ImportedModel } from './finish-import.ts';
export * from './import-fal.ts';
export { importNote, type ImportNote, type ImportNoteCode } from './import-note.ts';
export * from './import-replicate.ts';
export * from './model-address.ts';
export * from './template-changes.ts';
export * from './price-units.ts';
export { guessMedia } from './guess-media.ts';
