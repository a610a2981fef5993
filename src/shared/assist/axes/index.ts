export * from './check-axis.ts';
export * from './parse-axis.ts';
