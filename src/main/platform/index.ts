export * from './atomic-file.ts';
export * from './data-folder.ts';
export { openDatabase, type Database } from './database/open-database.ts';
export * from './file-hash.ts';
export * from './log.ts';
export type { Tables } from './database/tables.ts';
export * from './folder-lock.ts';
export * from './process-alive.ts';
export * from './make-folder.ts';
