export * from './rehearsal-engine.ts';
