export * from './broken-document.ts';
export { readOnlyFailure } from './document-access.ts';
export * from './document-session.ts';
export { changedAt, readDocument } from './read-document.ts';
export { leftBehindAt, readBothVersions } from './recovery.ts';
export * from './sample-project.ts';
export { makeDocumentFolder, writeNewDocument } from './write-document.ts';
