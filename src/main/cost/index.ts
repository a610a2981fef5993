export * from './cost-book.ts';
export * from './costs.ts';
export * from './history/index.ts';
