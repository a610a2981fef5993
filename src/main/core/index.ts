export type { AssetSource, Core, CoreOptions } from './core.ts';
export { createCore } from './create-core.ts';
