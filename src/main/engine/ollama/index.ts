export * from './ollama-engine.ts';
