export * from './electron-names.ts';
