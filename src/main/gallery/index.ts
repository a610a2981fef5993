export * from './gallery-store.ts';
