export * from './cell-run.ts';
export * from './run-record.ts';
