import type { FailureData, JsonObject } from '../../shared/base/index.ts';
import type { ModelTemplate, ProviderId, Usage } from '../../shared/template/index.ts';

/** An inference to submit: files in `input` are addresses that `upload` has answered. */
export interface RemoteJob {
  template: ModelTemplate;
  input: JsonObject;
}

export type RemoteOutput = { kind: 'files'; urls: readonly string[] } | { kind: 'text'; text: string };

/** Whether the provider charges for a job that made nothing. */
export type Billed = 'no' | 'maybe';

/** What the provider itself tells of the work it has done; what it leaves out is measured on the result. */
export type ReportedUsage = Partial<Omit<Usage, 'outputs' | 'megapixels'>>;

/** Where a submitted job stands. A status word that we do not know counts as running, until the deadline. */
export type RemoteStatus =
  | { state: 'queued'; position: number | null }
  | { state: 'running'; progress: { step: number; steps: number } | null }
  | { state: 'succeeded'; output: RemoteOutput; seed: string | null; usage: ReportedUsage }
  | { state: 'failed'; failure: FailureData; billed: Billed }
  | { state: 'cancelled'; billed: Billed }
  /** The provider does not know the job, or keeps its result no more. */
  | { state: 'gone' };

/** A job as the provider's own list shows it. */
export interface RemoteListing {
  remoteId: string;
  endpoint: string;
  input: JsonObject;
  createdAtMs: number;
}

export interface RemoteCallOptions {
  signal?: AbortSignal;
}

export interface ListOptions extends RemoteCallOptions {
  /** The endpoint whose jobs are looked for; some providers list no others. */
  endpoint: string;
}

/** Key and address of a provider, asked for anew at each request: the user may change them at any time. */
export interface ProviderAccess {
  key: string | null;
  /** Set by the user for a proxy or a stand-in; null for the provider's own. */
  baseUrl: string | null;
  /** How many jobs may be there at once; null for the engine's own number. */
  concurrency: number | null;
}

/** Answer to "does this key work?", by a call that costs nothing. */
export interface KeyTest {
  /** Name of the account, where the provider tells it. */
  account: string | null;
}

/**
 * Port of a provider that does paid work elsewhere. Every call is one request; retries, waits, downloads and the ledger
 * are done once, above it. Failures are ProviderErrors; `rate-limit` carries `values.retryAfterMs` when it was told.
 */
export interface RemoteEngine {
  readonly kind: 'remote';
  readonly provider: ProviderId;
  /** For how long the provider surely keeps a result at its address, in milliseconds; absent where it does not say. */
  readonly keepsResultsMs?: number;
  /** How many jobs may be at the provider at once. */
  concurrency(template: ModelTemplate): number;
  /** Throws ProviderUnavailableError when it is not set up. */
  requireReady(): void;
  /** Asks the provider whether the key is good. Throws ProviderError `auth`, `credit` or why it cannot be reached. */
  testKey(options: RemoteCallOptions): Promise<KeyTest>;
  /** Puts a file where the provider can read it, and answers its address. */
  upload(file: string, mediaType: string, options: RemoteCallOptions): Promise<string>;
  /**
   * Submits a job by exactly one POST and answers the provider's id for it. Throws SubmissionUnknownError when the
   * provider may have accepted it; any other failure means that it did not.
   */
  submit(job: RemoteJob): Promise<string>;
  check(remoteId: string, options: RemoteCallOptions): Promise<RemoteStatus>;
  cancel(remoteId: string): Promise<void>;
  /** The newest jobs that the provider accepted since a time (milliseconds since 1970), at most a few hundred. */
  listSince(sinceMs: number, options: ListOptions): Promise<RemoteListing[]>;
  /** Whether results may be fetched from an address. */
  mayFetch(url: URL): boolean;
  dispose(): Promise<void>;
}

/** The answer to a paid submission was lost: the provider may or may not have accepted it. It must not be sent again. */
export class SubmissionUnknownError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'SubmissionUnknownError';
  }
}
