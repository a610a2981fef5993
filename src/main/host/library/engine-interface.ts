// The types of the library stand alone, so that a program that imports them needs no package of ours.

export type AssetType = 'image' | 'video' | 'audio' | 'text';

/** One cell of the plain form, in the spelling of the files. */
export interface InferenceLayer {
  model: string;
  asset_type: AssetType;
  /** By the provider's own names; strings may hold placeholders. Default: none. */
  parameters?: Readonly<Record<string, unknown>>;
  /** False: one cell of this layer at a time, in the order of the units. Default: true. */
  parallel_inference?: boolean;
}

type UnitLayers = readonly InferenceLayer[];

/**
 * Units with their layers. Maps, pairs and texts keep the order of the units; JavaScript itself sorts the keys of a plain
 * object that look like whole numbers, so ids like "10" need one of the other forms. A native document (an object with
 * `telar`, or its text) is taken as well.
 */
export type LayersDict =
  | string
  | ReadonlyMap<string, UnitLayers>
  | readonly (readonly [unit: string, layers: UnitLayers])[]
  | Readonly<Record<string, UnitLayers>>
  | { readonly telar: number; readonly layers: readonly unknown[]; readonly units: readonly unknown[] };

/** What a run may cost, in US dollars. */
export interface Price {
  lowUsd: number;
  highUsd: number;
  /** How many cells would run. */
  cells: number;
  /** Models whose price nobody knows; the two amounts do not contain them. */
  unknownModels: string[];
}

export interface LayerEngineOptions {
  /** Folder of the results, relative to the current one. Default: a temporary folder, removed by `close`. */
  outputDir?: string;
  /** Folder that relative file parameters are seen from and may not leave. Default: the current one. */
  baseDir?: string;
  /** Most cells at the same time, 1 to 64. */
  maxThreads?: number;
  /** False: a reference that cannot be resolved is left out with a warning. Default: what the document says, else true. */
  strict?: boolean;
  /** Redo missing and stale takes (`stale`, the default), keep every existing file, or redo all. */
  overwrite?: 'stale' | 'never' | 'always';
  /** What a failed cell does to the others. Default: what the document says, else `stop`. */
  onError?: 'stop' | 'continue';
  /** Makes labelled placeholders for nothing. */
  rehearse?: boolean;
  /** A run that may cost more is refused. */
  budgetUsd?: number;
  /** Asked before a run that costs something or whose price is not known; without it such a run is refused. */
  confirm?: (price: Price) => boolean | Promise<boolean>;
  /** Data folder: takes' index, ledger, log. Default: `TELAR_HOME`, else that of the application. */
  home?: string;
  /** Hears of cells, ends of runs and warnings while they happen. */
  onEvent?: (event: LayerEngineEvent) => void;
  /** Keys and addresses of providers. Default: those of the environment, for each provider that is not named. */
  providers?: {
    replicate?: { token?: string | null; baseUrl?: string | null };
    fal?: { token?: string | null; baseUrl?: string | null };
    /** `model` is the one that is meant by `ollama` alone. */
    ollama?: { host?: string | null; model?: string | null };
  };
  /** Folders with further model templates, `<folder>/<provider>/*.json`. */
  templates?: readonly string[];
}

/** A failure as data. */
export interface Failure {
  code: string;
  kind: string;
  message: string;
  hint: string;
  place: { file?: string; unit?: string; layer?: string; parameter?: string; placeholder?: string };
}

export interface CellEvent {
  type: 'cell';
  unit: string;
  layer: number;
  layerName: string;
  state: string;
  attempt: number;
  /** 0 to 1. */
  progress?: number;
  step?: number;
  steps?: number | null;
  takeId?: string;
  /** End of a pause, in milliseconds since 1970. */
  waitUntilMs?: number;
  /** Place in the provider's queue, 0 = next. */
  queuePosition?: number;
  costUsd?: number;
  message?: string;
  error?: Failure;
}

export interface RunEvent {
  type: 'run';
  runId: string;
  state: string;
  rehearsal: boolean;
  done: number;
  failed: number;
  skipped: number;
  blocked: number;
  cancelled: number;
  unknown: number;
  costUsd: number;
}

export interface WarningEvent {
  type: 'warning';
  message: string;
}

export type LayerEngineEvent = CellEvent | RunEvent | WarningEvent;

/** A finished cell: its picked take under the conventional name. */
export interface Asset {
  unit: string;
  /** Index of the layer, from 0. */
  layer: number;
  layerName: string;
  assetType: AssetType;
  /** Absolute path of a file that exists. */
  path: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  /** Null for a file that somebody else put there. */
  model: string | null;
  prompt: string | null;
  /** As text: some exceed 2^53. */
  seed: string | null;
  takeId: string;
  /** What making it has cost, whenever that was. */
  costUsd: number;
  /** A placeholder of a rehearsal. */
  rehearsal: boolean;
}

export interface PlannedCell {
  unit: string;
  layer: number;
  layerName: string;
  assetType: AssetType;
  model: string;
  parameters: Record<string, unknown>;
  /** Cells it waits for, as `unit/layer`. */
  dependsOn: string[];
  /** Predicted file. */
  path: string;
  action: 'run' | 'skip' | 'blocked';
  /** Reasons in words. */
  why: string[];
  price: { lowUsd: number; highUsd: number; basis: string };
  /** Why it cannot run. */
  failure?: Failure;
}

export interface Plan {
  cells: PlannedCell[];
  totals: { cells: number; run: number; skip: number; blocked: number; lowUsd: number; highUsd: number };
  warnings: string[];
}

/** Which cells: all, those of a unit, those of a layer (by index or name), or the one of both. */
export interface Scope {
  unit?: string;
  layer?: number | string;
}

export interface CallOptions {
  /** Cancels the run; the call rejects with CancelledError. */
  signal?: AbortSignal;
}

/**
 * Runs matrices of inferences. Calls are done one after the other. A run that fails rejects with the failure of the first
 * cell that failed; what was finished stays. A scope never widens by itself: when a cell needs the take of another one
 * that is not there, the call rejects with LayerDependencyError `missing-take`.
 */
export interface LayerInferenceEngine {
  /** Says what the other calls work on. Throws MatrixFormatError for what a file of the same content would not open. */
  setLayersDict(layersDict: LayersDict): void;
  /** Runs all cells; answers each unit with its assets in the order of the layers. A given `layersDict` is kept. */
  generate(layersDict?: LayersDict, options?: CallOptions): Promise<[unit: string, assets: Asset[]][]>;
  /** Runs one layer of all units; answers their paths in the order of the units. */
  generateLayer(layer: number | string, options?: CallOptions): Promise<string[]>;
  /** Runs all layers of one unit; answers their paths in order. */
  generateUnit(unit: string, options?: CallOptions): Promise<string[]>;
  /** Runs one cell; answers its path. */
  generateSingle(unit: string, layer: number | string, options?: CallOptions): Promise<string>;
  /** What would run, in which order, why and for how much; nothing runs and nothing is written. */
  plan(scope?: Scope): Promise<Plan>;
  /** Ends what goes on, and removes the temporary folder if there is one. */
  close(): Promise<void>;
}
