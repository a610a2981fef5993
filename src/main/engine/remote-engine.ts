import type { FailureData, JsonObject } from '../../shared/base/index.ts';
import type { ModelTemplate, ProviderId } from '../../shared/template/index.ts';

/** An inference to submit: files in `input` are addresses that `upload` has answered. */
export interface RemoteJob {
  template: ModelTemplate;
  input: JsonObject;
}

export type RemoteOutput = { kind: 'files'; urls: readonly string[] } | { kind: 'text'; text: string };

/** Whether the provider charges for a job that made nothing. */
export type Billed = 'no' | 'maybe';

/** Where a submitted job stands. A status word that we do not know counts as running, until the deadline. */
export type RemoteStatus =
  | { state: 'queued'; position: number | null }
  | { state: 'running'; progress: { step: number; steps: number } | null }
  | { state: 'succeeded'; output: RemoteOutput; seed: string | null }
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

/**
 * Port of a provider that does paid work elsewhere. Every call is one request; retries, waits, downloads and the ledger
 * are done once, above it. Failures are ProviderErrors; `rate-limit` carries `values.retryAfterMs` when it was told.
 */
export interface RemoteEngine {
  readonly kind: 'remote';
  readonly provider: ProviderId;
  /** How many jobs may be at the provider at once. */
  concurrency(template: ModelTemplate): number;
  /** Throws ProviderUnavailableError when it is not set up. */
  requireReady(): void;
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
  listSince(sinceMs: number, options: RemoteCallOptions): Promise<RemoteListing[]>;
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
