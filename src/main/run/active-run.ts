import { randomUUID } from 'node:crypto';
import {
  CancelledError,
  runId as runIdSchema,
  TelarError,
  toFailure,
  type CellKey,
  type DocumentId,
  type RunId,
} from '../../shared/base/index.ts';
import type { OverwriteRule, PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import {
  finalRunState,
  initialCellRun,
  isTerminal,
  reduceCellRun,
  type CellRun,
  type CellRunEvent,
  type RunRecord,
  type RunState,
} from '../../shared/run/index.ts';
import type { EngineEvent } from '../engine/index.ts';
import { executeCell, type RunResources } from './execute-cell.ts';
import { nextStep, type ScheduleLimits } from './schedule.ts';

/** Local cells share one machine: more at once would only make each slower. */
const defaultLocalThreads = 2;
/** A crash of the engine process costs nothing but time, so the cell gets one more try. */
const maxCrashRetries = 1;

export interface RunListener {
  onCell(run: RunRecord, cell: CellRun): void;
  onRun(run: RunRecord): void;
  /** A take was made; called before the cell is reported as succeeded. */
  onTake(cell: PlannedCell): Promise<void>;
  onPreview(run: RunRecord, cell: PlannedCell, bytes: Uint8Array, mediaType: string): string;
  /** A failure that is no TelarError: a bug, to be logged. */
  onBug(error: unknown): void;
}

export interface ActiveRun {
  readonly id: RunId;
  readonly record: RunRecord;
  /** Settles when every cell has ended; never rejects. */
  readonly finished: Promise<RunRecord>;
  cancel(): void;
  cancelCell(key: CellKey): void;
}

export interface StartOptions {
  documentId: DocumentId;
  overwrite: OverwriteRule;
  nowMs?: () => number;
}

/** Starts a plan. The plan alone decides what runs; the matrix is not looked at again. */
export function startRun(
  plan: RunPlan,
  resources: RunResources,
  listener: RunListener,
  options: StartOptions,
): ActiveRun {
  const nowMs = options.nowMs ?? Date.now;
  const id = runIdSchema.parse(randomUUID());
  const runs = new Map<CellKey, CellRun>(plan.cells.map((cell) => [cell.key, initialCellRun(cell)]));
  const aborts = new Map<CellKey, AbortController>();
  const startedAtMs = nowMs();
  const limits = limitsOf(plan, resources);
  let state: RunState = 'running';
  let endedAtMs: number | null = null;
  let stopping: string | null = null;
  const { promise: finished, resolve: finish } = Promise.withResolvers<RunRecord>();

  function record(): RunRecord {
    const { documentId } = options;
    return { id, documentId, state, startedAtMs, endedAtMs, interrupted: false, cells: [...runs.values()] };
  }

  function apply(key: CellKey, event: CellRunEvent): void {
    const before = runs.get(key);
    if (before === undefined) return;
    const after = reduceCellRun(before, event);
    if (after === before) return;
    runs.set(key, after);
    listener.onCell(record(), after);
  }

  function stop(message: string): void {
    stopping = message;
    for (let by = blockNext(); by !== null; by = blockNext());
    for (const cell of plan.cells.filter(isPending)) apply(cell.key, { type: 'cancelled', message, atMs: nowMs() });
  }

  function isPending(cell: PlannedCell): boolean {
    const current = runs.get(cell.key)?.state;
    return current === 'queued' || current === 'waiting';
  }

  /** Blocks one pending cell that needs a failed or blocked one; null when there is none left. */
  function blockNext(): CellKey | null {
    for (const cell of plan.cells.filter(isPending)) {
      const upstream = cell.dependsOn.flatMap((key) => runs.get(key) ?? []);
      const broken = upstream.find((each) => each.state === 'failed' || each.state === 'blocked');
      if (broken === undefined) continue;
      apply(cell.key, { type: 'blocked', message: broken.key, atMs: nowMs() });
      return broken.key;
    }
    return null;
  }

  function pump(): void {
    if (state !== 'running') return;
    if (stopping === null) {
      for (let step = nextStep(plan.cells, runs, limits); ; step = nextStep(plan.cells, runs, limits)) {
        for (const { cell, by } of step.block) apply(cell.key, { type: 'blocked', message: by, atMs: nowMs() });
        for (const cell of step.start) void runCell(cell);
        if (step.block.length === 0) break;
      }
    }
    const cells = [...runs.values()];
    if (!cells.every((cell) => isTerminal(cell.state))) return;
    state = finalRunState(cells);
    endedAtMs = nowMs();
    listener.onRun(record());
    finish(record());
  }

  async function runCell(cell: PlannedCell): Promise<void> {
    const abort = new AbortController();
    aborts.set(cell.key, abort);
    apply(cell.key, { type: 'started', atMs: nowMs() });
    try {
      const result = await executeCell(cell, resources, {
        runId: id,
        force: options.overwrite === 'always',
        signal: abort.signal,
        onEvent: (event) => forward(cell, event),
      });
      if (result.kind === 'made') {
        await listener.onTake(cell);
        apply(cell.key, { type: 'succeeded', takeId: result.take.id, atMs: nowMs() });
      } else {
        const current = runs.get(cell.key);
        if (current !== undefined) runs.set(cell.key, { ...current, takeId: result.take.id });
        apply(cell.key, { type: 'skipped', message: 'unchanged', atMs: nowMs() });
      }
    } catch (error) {
      onFailure(cell, error);
    } finally {
      aborts.delete(cell.key);
      pump();
    }
  }

  function forward(cell: PlannedCell, event: EngineEvent): void {
    if (event.type === 'progress') apply(cell.key, { type: 'progressed', step: event.step, steps: event.steps });
    else
      apply(cell.key, { type: 'previewed', preview: listener.onPreview(record(), cell, event.bytes, event.mediaType) });
  }

  function onFailure(cell: PlannedCell, error: unknown): void {
    if (error instanceof CancelledError) {
      apply(cell.key, { type: 'cancelled', message: null, atMs: nowMs() });
      return;
    }
    if (!(error instanceof TelarError)) listener.onBug(error);
    const failure = toFailure(error);
    const attempts = runs.get(cell.key)?.attempt ?? 1;
    if (failure.code === 'EngineCrashedError' && attempts <= maxCrashRetries && stopping === null) {
      apply(cell.key, { type: 'retrying', message: failure.message });
      return;
    }
    const place = { unit: cell.unit, layer: cell.layerName, ...failure.place };
    apply(cell.key, { type: 'failed', failure: { ...failure, place }, atMs: nowMs() });
    if (plan.onError === 'stop') stop('stopped-after-failure');
  }

  listener.onRun(record());
  queueMicrotask(pump);
  return {
    id,
    get record() {
      return record();
    },
    finished,
    cancel() {
      stop('cancelled-by-user');
      for (const abort of aborts.values()) abort.abort();
      pump();
    },
    cancelCell(key) {
      const abort = aborts.get(key);
      if (abort === undefined) apply(key, { type: 'cancelled', message: 'cancelled-by-user', atMs: nowMs() });
      else abort.abort();
      pump();
    },
  };
}

function limitsOf(plan: RunPlan, { engines, templates }: RunResources): ScheduleLimits {
  return {
    maxThreads: plan.maxThreads ?? defaultLocalThreads,
    slotsOf(cell) {
      const template = templates.get(cell.model);
      const engine = engines.find((each) => each.provider === cell.provider);
      const slots = template === undefined || engine === undefined ? 1 : engine.concurrency(template);
      return { resource: cell.model, slots };
    },
  };
}
