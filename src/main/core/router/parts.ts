import type { DocumentId, TakeId } from '../../../shared/base/index.ts';
import type { EngineInfo } from '../../../shared/contract/index.ts';
import type { TemplateCatalog } from '../../../shared/template/index.ts';
import type { Uploads } from '../../artifact/index.ts';
import type { Costs, History } from '../../cost/index.ts';
import type { GalleryStore } from '../../gallery/index.ts';
import type { Logger, Redactor } from '../../platform/index.ts';
import type { RunResources } from '../../run/index.ts';
import type { Assist } from '../assist.ts';
import type { CoreOptions } from '../core.ts';
import type { Documents } from '../documents.ts';
import type { EngineControl } from '../engine-control.ts';
import type { EventHub } from '../event-hub.ts';
import type { Examples } from '../examples.ts';
import type { FolderBrowser } from '../folder-browser.ts';
import type { Models } from '../models.ts';
import type { VariantWriter } from '../model-variants.ts';
import type { PaidJobs } from '../paid-jobs.ts';
import type { Previews } from '../previews.ts';
import type { Providers } from '../provider-access.ts';
import type { Project } from '../project.ts';
import type { Runs } from '../runs.ts';
import type { SettingsStore } from '../settings-store.ts';

/** What the handlers work with: the parts of the core, wired by createCore. */
export interface RouterParts {
  options: CoreOptions;
  log: Logger;
  /** Takes secrets out of what failures say. */
  redactor: Redactor;
  documents: Documents;
  /** Files of the user on their way in. */
  uploads: Uploads;
  /** A small picture of a file that was brought in beside a document; null for what is no picture. */
  thumbnailOf: (documentFile: string, path: string) => Promise<Uint8Array | null>;
  examples: Examples;
  folders: FolderBrowser;
  runs: Runs;
  gallery: GalleryStore;
  assist: Assist;
  /** Pictures that are served for a while and kept nowhere. */
  previews: Pick<Previews, 'add'>;
  settings: SettingsStore;
  costs: Costs;
  history: Pick<History, 'list' | 'paces'>;
  providers: Providers;
  events: EventHub;
  templates: TemplateCatalog;
  models: Models;
  variants: VariantWriter;
  engine: Omit<EngineControl, 'close'>;
  samplePath: string;
  describeEngine: () => Promise<EngineInfo>;
  projectOf: (id: DocumentId, isRehearsal: boolean) => Promise<Project>;
  paidJobs: PaidJobs;
  /** Drops the small picture of a deleted take. */
  forgetThumbnail: (id: TakeId) => Promise<void>;
  resourcesOf: (project: Project) => RunResources;
}
