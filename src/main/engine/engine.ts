import type { AssetType } from '../../shared/artifact/index.ts';
import type { JsonObject } from '../../shared/base/index.ts';
import type { ModelTemplate, ProviderId } from '../../shared/template/index.ts';
import type { RemoteEngine, ReportedUsage } from './remote-engine.ts';

/** One inference to do. File parameters hold absolute paths of files that the run layer has checked. */
export interface EngineJob {
  /** Address of the cell, for people to read. */
  label: string;
  template: ModelTemplate;
  parameters: JsonObject;
  /** Absolute path the engine writes its asset to; the file does not exist yet. */
  outputFile: string;
  /** Another such path, for each further asset of the same call. */
  newOutputFile: () => string;
}

export type EngineEvent =
  /** `step` of `steps` is finished; both count from 1. */
  | { type: 'progress'; step: number; steps: number }
  /** A picture of the unfinished result, encoded as PNG. */
  | { type: 'preview'; mediaType: 'image/png'; bytes: Uint8Array }
  /** The end of the text that has been written so far, at most `partialTextLimit` characters. */
  | { type: 'text'; text: string };

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
  /** What was done otherwise than asked, as plain sentences; absent where nothing was. */
  notes?: readonly string[];
  /** What the engine counted; absent where there is nothing to count. */
  usage?: ReportedUsage;
  /** Assets of the same call beside the first, at paths of `newOutputFile`. */
  further?: readonly { file: string; seed: string | null }[];
}

export interface EngineRunOptions {
  signal: AbortSignal;
  onEvent: (event: EngineEvent) => void;
}

/**
 * Port of what does an inference on this machine, while the caller waits, and for free. Failures are TelarErrors; an
 * aborted signal makes `run` reject with CancelledError.
 */
export interface InlineEngine {
  readonly kind: 'inline';
  readonly provider: ProviderId;
  /** How many jobs of this template may run at once. */
  concurrency(template: ModelTemplate): number;
  /**
   * Files of this machine that a job would be made with besides its parameters, by a name for people, such as a LoRA that
   * its prompt names: their content belongs to the recipe. Throws a TelarError when one is not there.
   */
  filesOf?(template: ModelTemplate, parameters: JsonObject): Promise<ReadonlyMap<string, string>>;
  run(job: EngineJob, options: EngineRunOptions): Promise<EngineResult>;
  dispose(): Promise<void>;
}

/**
 * Port of everything that can do an inference. An engine translates; validation, retries, downloads, names and costs are
 * done once, above it.
 */
export type Engine = InlineEngine | RemoteEngine;
