import type { FailureData } from '../../shared/base/index.ts';
import type { OpenDocument } from '../../shared/contract/index.ts';
import type { RunRecord } from '../../shared/run/index.ts';

/** What stores tell the person in front of the screen. The app turns it into toasts. */
export interface Notices {
  failed(failure: FailureData): void;
  /** The host went away before it answered: whether it did what was asked is not known. */
  connectionLost(): void;
  runEnded(run: RunRecord): void;
  recovered(document: OpenDocument): void;
}

/** How far the first load of something is. */
export type LoadPhase = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; failure: FailureData };
