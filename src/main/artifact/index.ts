export type { Deletion } from './delete-take.ts';
export * from './download.ts';
export { mediaTypeOfFile } from './media/index.ts';
export type * from './cell-file.ts';
export * from './output-folder.ts';
export * from './take-index.ts';
export * from './take-store.ts';
