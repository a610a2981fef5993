import type { CellKey, FailureData } from '../../shared/base/index.ts';
import type { OpenDocument } from '../../shared/contract/index.ts';
import type { MatrixCell } from '../../shared/matrix/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import type { ModelTemplate } from '../../shared/template/index.ts';
import type { LoadPhase } from './ports.ts';

/** What is known of the open document and its plan. */
export interface DocumentState {
  phase: LoadPhase;
  document: OpenDocument | null;
  cells: readonly MatrixCell[];
  templates: ReadonlyMap<string, ModelTemplate>;
  plan: RunPlan | null;
  planned: ReadonlyMap<CellKey, PlannedCell>;
  planFailure: FailureData | null;
  /** A save found that another program changed the file; the user has to say which version stays. */
  conflict: FailureData | null;
  /** Edits made while the host is away, to be sent when it is back. */
  waiting: number;
  /** What was undone or redone last in this window. */
  lastStep: TakenStep | null;
}

/** A step through the history. Each is a new object. */
export interface TakenStep {
  kind: 'undo' | 'redo';
  label: string;
  steps: number;
  /** When it was asked for, by `performance.now()`; the answer takes a while. */
  askedAtMs: number;
  /** Cells that it changed and that are there. */
  changed: readonly CellKey[];
}

export interface EditOptions {
  label: string;
  mergeKey?: string;
}

/** What a document store knows before anything is loaded. */
export const nothingOpen: DocumentState = {
  phase: { kind: 'loading' },
  document: null,
  cells: [],
  templates: new Map(),
  plan: null,
  planned: new Map(),
  planFailure: null,
  conflict: null,
  waiting: 0,
  lastStep: null,
};
