import type { CellKey, DocumentId, MicroUsd, RunId } from '../../shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import type { CellRun, RunRecord } from '../../shared/run/index.ts';
import type { Clock } from '../platform/index.ts';
import type { CellExecutor } from './cell-executor.ts';
import type { ResourceNeed, ResourcePool } from './resource-pool.ts';

export interface RunListener {
  onCell(runId: RunId, cell: CellRun): void;
  onRun(run: RunRecord): void;
  /** A take was made; awaited before the cell is reported as succeeded. */
  onTake(cell: PlannedCell): Promise<void>;
  onPreview(cell: PlannedCell, bytes: Uint8Array, mediaType: string): string;
  /** A failure that is no TelarError: a bug, to be logged. */
  onBug(error: unknown): void;
}

/** A run that goes on, or has ended. */
export interface ActiveRun {
  readonly id: RunId;
  readonly record: RunRecord;
  /** Settles when every cell has ended; never rejects. */
  readonly finished: Promise<RunRecord>;
  /** Adds cells that the user wants now; they overtake those that wait. False when the run is about to end. */
  join(plan: RunPlan): boolean;
  /** Highest price of the cells that have not ended, except these. */
  openPriceMicroUsd(except: ReadonlySet<CellKey>): MicroUsd;
  pause(): void;
  /** Goes on, also with the cells that were held when the run paused by itself. */
  resume(): void;
  /** Puts waiting cells in front of the others. */
  moveToFront(keys: readonly CellKey[]): void;
  cancel(): void;
  cancelCell(key: CellKey): void;
  /** Ends without cancelling what goes on at providers: the ledger finds it again. */
  detach(): void;
}

export interface RunParts {
  execute: CellExecutor;
  pool: ResourcePool;
  /** What a cell occupies while it runs. */
  needsOf: (cell: PlannedCell) => readonly ResourceNeed[];
  clock: Clock;
  random: () => number;
  /** Whether ending a running cell of this provider saves money. */
  isPaid: (cell: PlannedCell) => boolean;
  /** What a run does when results or records cannot be stored: it pauses where somebody is there to resume it. */
  onStorageTrouble: 'pause' | 'stop';
}

export interface StartOptions {
  documentId: DocumentId;
  capMicroUsd: MicroUsd | null;
}
