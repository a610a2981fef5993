export * from './load-templates.ts';
export * from './open-templates.ts';
