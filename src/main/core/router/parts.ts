import type { DocumentId, TakeId } from '../../../shared/base/index.ts';
import type { EngineInfo } from '../../../shared/contract/index.ts';
import type { TemplateCatalog } from '../../../shared/template/index.ts';
import type { GalleryStore } from '../../gallery/index.ts';
import type { Logger } from '../../platform/index.ts';
import type { RunResources } from '../../run/index.ts';
import type { CoreOptions } from '../core.ts';
import type { Documents } from '../documents.ts';
import type { EventHub } from '../event-hub.ts';
import type { PaidJobs } from '../paid-jobs.ts';
import type { Project } from '../project.ts';
import type { Runs } from '../runs.ts';
import type { SettingsStore } from '../settings-store.ts';

/** What the handlers work with: the parts of the core, wired by createCore. */
export interface RouterParts {
  options: CoreOptions;
  log: Logger;
  documents: Documents;
  runs: Runs;
  gallery: GalleryStore;
  settings: SettingsStore;
  events: EventHub;
  templates: TemplateCatalog;
  samplePath: string;
  describeEngine: () => Promise<EngineInfo>;
  projectOf: (id: DocumentId, isRehearsal: boolean) => Promise<Project>;
  paidJobs: PaidJobs;
  /** Drops the small picture of a deleted take. */
  forgetThumbnail: (id: TakeId) => Promise<void>;
  resourcesOf: (project: Project) => RunResources;
}
