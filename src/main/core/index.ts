export type { AssetSource } from './asset-source.ts';
export type { CellAsset } from './cell-assets.ts';
export type { Core, CoreOptions } from './core.ts';
export { createCore } from './create-core.ts';
export type { HeadlessRun } from './headless.ts';
export { describeCellEvent, describePlan, describeRunEvent } from './reports.ts';
