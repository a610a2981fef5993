import type { AssetType } from '../../shared/artifact/index.ts';
import type { JsonObject } from '../../shared/base/index.ts';
import type { ModelTemplate, ProviderId } from '../../shared/template/index.ts';

/** One inference to do. File parameters hold absolute paths of files that the run layer has checked. */
export interface EngineJob {
  template: ModelTemplate;
  parameters: JsonObject;
  /** The cell, as people call it: `unit1/base`. */
  label: string;
  /** Absolute path the engine writes its asset to; the file does not exist yet. */
  outputFile: string;
}

export type EngineEvent =
  /** `step` of `steps` is finished; both count from 1. */
  | { type: 'progress'; step: number; steps: number }
  /** A picture of the unfinished result, encoded as PNG. */
  | { type: 'preview'; mediaType: 'image/png'; bytes: Uint8Array };

export interface EngineResult {
  assetType: AssetType;
  /** What the file at `outputFile` is. */
  mediaType: string;
  width: number | null;
  height: number | null;
  /** The seed that was used, drawn by the engine when none was given. */
  seed: string | null;
  /** Wall time per phase in milliseconds. */
  timings: Record<string, number>;
}

export interface EngineRunOptions {
  signal: AbortSignal;
  onEvent: (event: EngineEvent) => void;
}

/**
 * Port of everything that can do an inference. An engine translates; validation, retries, downloads, names and costs are
 * done once, above it. Failures are TelarErrors; an aborted signal makes `run` reject with CancelledError.
 */
export interface Engine {
  readonly provider: ProviderId;
  /** How many jobs of this template may run at once. */
  concurrency(template: ModelTemplate): number;
  run(job: EngineJob, options: EngineRunOptions): Promise<EngineResult>;
  dispose(): Promise<void>;
}
