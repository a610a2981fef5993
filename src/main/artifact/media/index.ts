export * from './check-text.ts';
export * from './byte-source.ts';
export type * from './media-facts.ts';
export * from './media-failures.ts';
export * from './probe-media.ts';
export * from './sniff.ts';
