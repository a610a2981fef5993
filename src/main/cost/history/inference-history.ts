import type { CellKey, DocumentId, JsonObject, MicroUsd, RunId, TakeId } from '../../../shared/base/index.ts';
import type { InferenceRecord } from '../../../shared/contract/index.ts';

/** An inference that is about to be made. */
export interface InferenceStart {
  runId: RunId;
  documentId: DocumentId;
  documentFile: string;
  cell: CellKey;
  provider: string;
  model: string;
  kind: InferenceRecord['kind'];
  /** As they are sent, but files by parameter stand in `files`. */
  parameters: JsonObject;
  files: ReadonlyMap<string, readonly { path: string; sha256: string }[]>;
  /** Highest price that was shown; null where none is known. */
  estimateMicroUsd: MicroUsd | null;
}

/** Writes down how an inference goes on. */
export interface InferenceNote {
  /** A paid job of the ledger does it. */
  ordered(jobId: TakeId): void;
  succeeded(takeId: TakeId): void;
  /** This process ends; what goes on at a provider goes on. */
  interrupted(): void;
  /** Also for a CancelledError, which is no failure. */
  failed(error: unknown): void;
}

/** What a run tells of every inference, whoever makes it. */
export interface InferenceHistory {
  begin(start: InferenceStart): InferenceNote;
  /** The result of an earlier paid inference, which was left open, has arrived. */
  fetched(jobId: TakeId, takeId: TakeId): void;
}
