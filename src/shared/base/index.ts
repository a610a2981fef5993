export * from './exhaustive.ts';
export * from './disk-failure.ts';
export * from './failure.ts';
export * from './failure-schema.ts';
export * from './hash.ts';
export * from './ids.ts';
export * from './json.ts';
export * from './money.ts';
