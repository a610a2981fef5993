export * from './start-core.ts';
export * from './save-outputs.ts';
