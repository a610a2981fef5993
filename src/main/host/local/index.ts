export * from './start-core.ts';
