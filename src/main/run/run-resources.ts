import type { Take } from '../../shared/artifact/index.ts';
import type { DocumentId, MicroUsd, TakeId } from '../../shared/base/index.ts';
import type { TemplateCatalog } from '../../shared/template/index.ts';
import type { TakeStore } from '../artifact/index.ts';
import type { InferenceHistory } from '../cost/index.ts';
import type { Engine } from '../engine/index.ts';
import type { Clock, Fetch, FileHasher } from '../platform/index.ts';
import type { Ledger } from './ledger/index.ts';
import type { Pace } from './pace.ts';

/** Waits of work at a provider, in milliseconds. */
export interface RemoteTiming {
  /** First pause between two looks at a job; it grows to `maxPollMs`. */
  pollMs: number;
  maxPollMs: number;
  /** A job that has not ended after this long is given up, unless its template sets another time; its id is kept. */
  deadlineMs: number;
  /** How long a cancelled job may take to confirm it. */
  cancelMs: number;
  /** Pause before the provider's list is read the second time for a submission whose answer was lost. */
  reconcileMs: number;
  /** Longest pause between two tries of a call or a download. */
  maxRetryMs: number;
}

export const defaultTiming: RemoteTiming = {
  pollMs: 500,
  maxPollMs: 5_000,
  deadlineMs: 40 * 60_000,
  cancelMs: 60_000,
  reconcileMs: 60_000,
  maxRetryMs: 30_000,
};

/** What goes on at providers, in this process. */
export interface RemoteState {
  /** Hash of the input of each submission that has no answer yet, by job. */
  submitting: Map<TakeId, string>;
  /** Jobs that are being followed, so that none is fetched twice. */
  following: Map<TakeId, Promise<Take>>;
}

/** What a run works with. */
export interface RunResources {
  documentId: DocumentId;
  documentFile: string;
  /** Folders that the document may read beside its own and the output folder. */
  allowedFolders: readonly string[];
  templates: TemplateCatalog;
  engines: readonly Engine[];
  takes: TakeStore;
  hasher: FileHasher;
  ledger: Ledger;
  /** Notes every inference; a program that keeps none has none. */
  history?: InferenceHistory;
  remote: RemoteState;
  pace: Pace;
  clock: Clock;
  fetch: Fetch;
  timing: RemoteTiming;
  random: () => number;
}

/** What one run may do with them. */
export interface RunTerms {
  capMicroUsd: MicroUsd | null;
  /** Longest time of one inference on this machine; left out for no limit. */
  maxSeconds?: number;
}
