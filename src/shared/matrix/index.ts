export * from './cells.ts';
export * from './document.ts';
export * from './edit.ts';
export * from './history.ts';
export * from './parse-document.ts';
export * from './placeholder.ts';
export * from './serialize.ts';
