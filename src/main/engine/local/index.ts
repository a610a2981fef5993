export * from './local-engine.ts';
