export * from './infotext.ts';
export * from './other-programs.ts';
export * from './picture-facts.ts';
export * from './telar-record.ts';
