export * from './byte-source.ts';
export * from './media-failures.ts';
export * from './probe-media.ts';
export * from './sniff.ts';
export * from './check-text.ts';
