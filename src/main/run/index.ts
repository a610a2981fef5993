export * from './active-run.ts';
export * from './execute-cell.ts';
export * from './run-store.ts';
