import type { VariantPrecision } from '../../shared/local-engine/index.ts';

/** What the weights process is asked. Folders are absolute paths. */
export type WeightsRequest =
  | { kind: 'inspect'; folder: string }
  | { kind: 'convert'; folder: string; precision: VariantPrecision; replace: boolean };

/** Told while a component is written; `share` goes from 0 to 1. */
export interface WeightsProgress {
  component: string;
  share: number;
}
