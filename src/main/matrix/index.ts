export * from './document-session.ts';
export { readDocument } from './read-document.ts';
export * from './sample-project.ts';
export { writeNewDocument } from './write-document.ts';
