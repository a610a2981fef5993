import type { Router } from '@orpc/server';
import type { EngineInfo, OpenDocument, studioContract } from '../../shared/contract/index.ts';
import type { RehearsalDials } from '../engine/index.ts';
import type { ChildLauncher } from '../child/index.ts';
import type { RemoteTiming } from '../run/index.ts';
import type { AssetSource } from './asset-source.ts';
import type { Headless } from './headless.ts';

/** Key and address of each provider; an address is set only for a proxy or a stand-in. */
export interface ProviderSettings {
  replicate?: { token: string | null; baseUrl: string | null };
}

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
  /** Keys and addresses of providers, from the environment. */
  providers?: ProviderSettings;
  /** What rehearsals pretend; by default nothing takes time and nothing fails. */
  rehearsal?: RehearsalDials;
  /** Waits of remote work that differ from the usual ones; for tests and stand-ins. */
  timing?: Partial<RemoteTiming>;
  /** Folders with further model templates, `<folder>/<provider>/*.json`. */
  templateFolders?: readonly string[];
  /** Output folder for every document instead of its own, as the user gave it (`--output-dir`). */
  outputDir?: string;
}

/** The whole program without a window: what every host serves. */
export interface Core {
  /** Implementation of the studio contract; needs no context. */
  readonly router: Router<typeof studioContract, Record<string, never>>;
  /** Plans and runs files without opening them in the studio. */
  readonly headless: Headless;
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
