export * from './lora-tags.ts';
export * from './settings.ts';
export * from './status.ts';
export * from './model-facts.ts';
export * from './model-variants.ts';
