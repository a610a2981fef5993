export * from './document-session.ts';
export * from './read-document.ts';
export * from './sample-project.ts';
