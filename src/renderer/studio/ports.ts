import type { CellKey, FailureData } from '../../shared/base/index.ts';
import type { CostAlert, OpenDocument, StudioEvent } from '../../shared/contract/index.ts';
import type { RunRecord } from '../../shared/run/index.ts';
import type { DroppedLink } from '../../shared/matrix/index.ts';

/** What became of a paste, for the user. */
export interface PasteReport {
  cells: readonly CellKey[];
  dropped: readonly DroppedLink[];
  otherVariables: readonly string[];
}

/** How many variants there are when no further one can be started, and why. */
export interface VariantsEnd {
  made: number;
  wanted: number;
  failure: FailureData;
}

/** A series of variants that is whole. */
export type VariantsMade = Omit<Extract<StudioEvent, { type: 'variants.made' }>, 'type' | 'documentId'>;

/** What stores tell the person in front of the screen. The app turns it into toasts. */
export interface Notices {
  failed(failure: FailureData): void;
  /** The host went away before it answered: whether it did what was asked is not known. */
  connectionLost(): void;
  runEnded(run: RunRecord): void;
  /** All rounds of a series of variants have succeeded. */
  variantsMade(series: VariantsMade): void;
  /** Only so many of the wanted variants were made: the next could not be started. */
  variantsStopped(end: VariantsEnd): void;
  /** Spending has reached an amount that the user wants to hear of. */
  spendingAlert(alert: CostAlert): void;
  recovered(document: OpenDocument): void;
  /** After the host came back: so many edits that it had lost were made again; or somebody else has changed it. */
  resumed(edits: number): void;
  changedMeanwhile(document: OpenDocument): void;
  /** Cells went to the clipboard, came from it, or the browser did not allow it. */
  copied(cells: number): void;
  pasted(report: PasteReport): void;
  clipboardRefused(): void;
  /** No folder can be opened from here: the path of the file was copied, or can only be read. */
  pathCopied(file: string): void;
  pathOnly(file: string): void;
}

/** How far the first load of something is. */
export type LoadPhase = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; failure: FailureData };
