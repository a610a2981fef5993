export { findModels } from './found-models.ts';
export * from './local-engine.ts';
