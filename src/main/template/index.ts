export * from './load-templates.ts';
