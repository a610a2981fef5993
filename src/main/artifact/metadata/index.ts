export * from './read-metadata.ts';
export * from './write-metadata.ts';
