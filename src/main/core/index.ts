export type { AssetSource } from './asset-source.ts';
export type { CellAsset } from './cell-assets.ts';
export type { Core, CoreOptions } from './core.ts';
export { createCore } from './create-core.ts';
export type { HeadlessRun } from './headless.ts';
export { exceedsCap } from './run-terms.ts';
export { describeCellEvent, describePlan, describeRunEvent } from './reports.ts';
