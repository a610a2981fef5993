export * from './ledger.ts';
export * from './ledger-job.ts';
