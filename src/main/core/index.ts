export type { AssetSource } from './asset-source.ts';
export type { Core, CoreOptions } from './core.ts';
export { createCore } from './create-core.ts';
