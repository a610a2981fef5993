export * from './atomic-file.ts';
export * from './data-folder.ts';
export * from './clock.ts';
export { openDatabase, type Connection, type Database, type OpenDatabase } from './database/open-database.ts';
export { databaseFailure, dataDiskFull, durably } from './database/durable.ts';
export { createDiskReserve, type DiskReserve } from './database/disk-reserve.ts';
export * from './file-hash.ts';
export * from './hash-memory.ts';
export * from './log.ts';
export * from './net/index.ts';
export { createRedactor, plainError, withoutSecret, withoutSecrets, type Redactor } from './redact.ts';
export type { Tables } from './database/tables.ts';
export * from './folder-lock.ts';
export * from './held-lock.ts';
export * from './network-folder.ts';
export * from './process-alive.ts';
export * from './make-folder.ts';
export * from './secrets/index.ts';
export {
  isDamaged,
  isReplaced,
  keepCopy,
  openSideDatabase,
  startAnew,
  type SideDatabase,
} from './database/open-side-database.ts';
