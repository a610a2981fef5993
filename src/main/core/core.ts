import type { Router } from '@orpc/server';
import type { CostAlert, EngineInfo, OpenDocument, studioContract } from '../../shared/contract/index.ts';
import type { Costs, History } from '../cost/index.ts';
import type { RehearsalDials } from '../engine/index.ts';
import type { ChildLauncher } from '../child/index.ts';
import type { Keychain } from '../platform/index.ts';
import type { RemoteTiming } from '../run/index.ts';
import type { Assist } from './assist.ts';
import type { AssetSource } from './asset-source.ts';
import type { Desktop } from './desktop.ts';
import type { EngineEnvironment } from './engine-environment.ts';
import type { EngineControl } from './engine-control.ts';
import type { Headless } from './headless.ts';
import type { ModelFolders } from './model-folders.ts';
import type { Models } from './models.ts';
import type { Inference } from './infer.ts';
import type { Providers } from './provider-access.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** What a host must know to start the core. */
export interface CoreOptions {
  /** Data folder (`TELAR_HOME`): database, projects, logs, models. Made when it does not exist. */
  home: string;
  /** Folder of the shipped templates, models and examples; never written to. */
  resources: string;
  host: 'electron' | 'web' | 'cli' | 'library' | 'test';
  version: string;
  electronVersion: string | null;
  launcher: ChildLauncher;
  /** Keys and addresses of providers, from the environment: they win over what the user has set in the studio. */
  providers?: ProviderSettings;
  /** What the environment says of the local engine: it wins over what the user has set in the studio. */
  engine?: EngineEnvironment;
  /** False (`TELAR_COSTS=off`): spending is not booked; limits hold all the same. */
  costs?: boolean;
  /** Where keys are kept that the user enters; without one they go to an encrypted file, or live for a session. */
  keychain?: Keychain;
  /** Opens the encrypted file of keys (`TELAR_PASSPHRASE`). */
  passphrase?: string | null;
  /** Where the host has a desktop of its own. */
  desktop?: Desktop;
  /** What rehearsals pretend; by default nothing takes time and nothing fails. */
  rehearsal?: RehearsalDials;
  /** Waits of remote work that differ from the usual ones; for tests and stand-ins. */
  timing?: Partial<RemoteTiming>;
  /** Folders with further model templates, `<folder>/<provider>/*.json`. */
  templateFolders?: readonly string[];
  /** Folders beside a document's own that its file parameters may point into: the user named them on this machine. */
  allowedFolders?: readonly string[];
  /** Output folder for every document instead of its own, as the user gave it (`--output-dir`). */
  outputDir?: string;
}

/** The whole program without a window: what every host serves. */
export interface Core {
  /** Implementation of the studio contract; needs no context. */
  readonly router: Router<typeof studioContract, Record<string, never>>;
  /** Plans and runs files without opening them in the studio. */
  readonly headless: Headless;
  /** The models that documents can use, and the user's own among them. */
  readonly models: Models;
  /** The files of models on this machine. */
  readonly modelFolders: ModelFolders;
  /** Single inferences outside any document. */
  readonly inference: Inference;
  /** Advice, generations and what was learned of them. */
  readonly assist: Assist;
  /** What was spent. */
  readonly costs: Costs;
  /** What was inferred. */
  readonly history: Pick<History, 'list' | 'paces'>;
  /** Hears when spending reaches an amount that the user wants to be told of; returns how to stop. */
  onCostAlert(tell: (alert: CostAlert) => void): () => void;
  /** Keys and addresses of the providers, without any key. */
  readonly providers: Pick<Providers, 'overview'>;
  /** The engine of this machine: what it holds, and what a model would take. */
  readonly engine: Pick<EngineControl, 'overview' | 'estimate'>;
  /** Version of the local runtime and what it can run on; starts the engine process. */
  describeEngine(): Promise<EngineInfo>;
  /** Number of the first damaged entry of the ledger of paid jobs, null when it is whole. */
  findLedgerDamage(): number | null;
  /** Opens a document by its path, as `telar serve FILE` and the file association do. */
  openDocument(file: string): Promise<OpenDocument>;
  /** Finds what `assetPath(id, variant)` names; null when there is no such asset. */
  openAsset(id: string, variant: 'full' | 'thumbnail'): Promise<AssetSource | null>;
  /** Ends runs, saves recovery copies, closes the database and the child processes. */
  close(): Promise<void>;
}
