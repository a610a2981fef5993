export * from './cost.ts';
export * from './nearest-name.ts';
export * from './output.ts';
export * from './parameter-schema.ts';
export * from './parameters.ts';
export * from './price.ts';
export * from './schema.ts';
