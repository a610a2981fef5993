export * from './picture-process.ts';
