// The types of the library stand alone, so that a program that imports them needs no package of ours.
import type { AssetType, CallOptions, Failure, LayerEngineOptions } from './engine-interface.ts';

/** Values by the provider's own names. File parameters take paths, relative to `baseDir` or absolute. */
export type InferenceParameters = Readonly<Record<string, unknown>>;

export type InferenceEngineOptions = Pick<
  LayerEngineOptions,
  'baseDir' | 'budgetUsd' | 'confirm' | 'home' | 'onEvent' | 'providers' | 'rehearse' | 'templates'
>;

/** What `infer` has made, as data. */
export interface InferenceData {
  model: string;
  outputType: AssetType;
  /** Addresses at the provider, which keeps them for an hour or so; none for work of this machine. */
  urls: string[];
  /** Absolute paths of the files in the data folder, the first output first. */
  paths: string[];
  /** What was charged. */
  costUsd: number;
  /** As text: some exceed 2^53. */
  seed: string | null;
  /** Milliseconds: `totalMs`, and what the engine told of its phases. */
  timings: Record<string, number>;
  /** Media type, size, hash, tokens and the like. */
  metadata: Record<string, unknown>;
  /** The provider's id of the job. */
  providerRequestId: string | null;
  /** A placeholder of a rehearsal. */
  rehearsal: boolean;
}

export interface InferenceResult extends InferenceData {
  /** First of `urls`; null for work of this machine. */
  readonly url: string | null;
  /** First of `paths`. */
  readonly path: string;
  /**
   * Copies the first output to a file, or into a folder that exists (default: the current one). A file that is there is
   * replaced. Answers its absolute path.
   */
  download(path?: string): Promise<string>;
  /** Copies all outputs: the first as `download` does, the others beside it with -2, -3 … before the ending. */
  saveTo(path: string): Promise<string[]>;
  /** The data alone. */
  toJSON(): InferenceData;
}

/** What an inference would cost. */
export interface Estimate {
  lowUsd: number;
  highUsd: number;
  /** False where nobody knows the price; then the amounts say nothing. */
  isKnown: boolean;
  basis: string;
}

export interface ModelSummary {
  id: string;
  title: string;
  provider: string;
  outputType: AssetType;
  capabilities: string[];
  description: string;
}

export interface ModelInfo extends ModelSummary {
  version: string;
  /** JSON Schema of the parameters. */
  parameters: Record<string, unknown>;
  /** How the provider charges, as the template says. */
  cost: Record<string, unknown>;
}

/** What has been spent in this data folder, by matrices as well, in US dollars. */
export interface Totals {
  /** False where the bookkeeping is off (`TELAR_COSTS=off`): then the amounts are zero. */
  isOn: boolean;
  /** Since the last reset. */
  totalUsd: number;
  todayUsd: number;
  thisWeekUsd: number;
  thisMonthUsd: number;
  byModel: Record<string, number>;
}

/** An inference that was begun, by a matrix or alone. Files in its parameters stand as name, size and hash. */
export interface HistoryEntry {
  id: string;
  model: string;
  provider: string;
  kind: 'paid' | 'free' | 'rehearsal';
  state: string;
  /** Milliseconds since 1970. */
  startedAtMs: number;
  endedAtMs: number | null;
  parameters: Record<string, unknown>;
  costUsd: number | null;
  providerRequestId: string | null;
  error: Failure | null;
}

/** Single inferences, outside any matrix. Calls may overlap. */
export interface InferenceEngine {
  /**
   * Does one inference and answers when its files are here. What is wrong with the parameters is refused before anything
   * costs money, and so is a price that `confirm` has not agreed to. Each call makes a new result.
   */
  infer(model: string, parameters: InferenceParameters, options?: CallOptions): Promise<InferenceResult>;
  /** What it would cost. Throws what would keep it from running. */
  estimate(model: string, parameters: InferenceParameters): Promise<Estimate>;
  /** Models that can be used; those of the user's Ollama where it answers. */
  listModels(outputType?: AssetType): Promise<ModelSummary[]>;
  /** Throws ModelNotFoundError. */
  modelInfo(model: string): Promise<ModelInfo>;
  /** The newest inferences of this data folder, at most `limit` (100). */
  history(limit?: number): Promise<HistoryEntry[]>;
  totals(): Promise<Totals>;
  /** Finishes paid inferences that an earlier process has left open, without paying again. */
  resume(options?: CallOptions): Promise<InferenceResult[]>;
  /** Ends what goes on; what is paid is found again by `resume`. */
  close(): Promise<void>;
}
