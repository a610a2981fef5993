import { isDeepStrictEqual } from 'node:util';
import {
  DocumentConflictError,
  fromFailure,
  NotFoundError,
  sumMicroUsd,
  TelarError,
  type CellKey,
  type DocumentId,
  type MicroUsd,
  type RunId,
} from '../../shared/base/index.ts';
import type { RunConsent } from '../../shared/contract/index.ts';
import type { RunPlan } from '../../shared/plan/index.ts';
import type { CellRun, CellState, PastRun, RunRecord } from '../../shared/run/index.ts';
import type { TakeIndex, TakeStore } from '../artifact/index.ts';
import { databaseFailure, withoutSecrets, type Logger, type Redactor } from '../platform/index.ts';
import {
  createCellExecutor,
  noEngine,
  runNeeds,
  startRun,
  type ActiveRun,
  type CellExecutor,
  type ResourcePool,
  type RunResources,
  type RunStore,
} from '../run/index.ts';
import type { EventHub } from './event-hub.ts';
import type { PaidJobs } from './paid-jobs.ts';
import type { Previews } from './previews.ts';
import type { FolderClaim, RunLocks } from './run-locks.ts';
import { checkTerms } from './run-terms.ts';

/** A plan with what it may use and cost. */
export interface RunRequest {
  plan: RunPlan;
  resources: RunResources;
  capMicroUsd: MicroUsd | null;
  /** Longest time of one inference on this machine; left out for no limit. */
  maxSeconds?: number;
  consent: RunConsent;
  onCell?: (cell: CellRun) => void;
  /** Rounds of the same plan that are to follow this one: all of them must be confirmed and fit into the limits. */
  roundsToFollow?: number;
  /** It is one of several rounds. */
  isRound?: boolean;
}

/** Starts runs, keeps their records and tells the windows. */
export interface Runs {
  /**
   * Starts a plan; while a run of the document goes on, its cells join that one and overtake what waits there. Throws
   * before anything is requested: unconfirmed prices, a cap, a provider that is not set up, another process at work.
   */
  start(request: RunRequest): Promise<ActiveRun>;
  find(id: RunId): ActiveRun;
  /** Whether a real run of the document goes on, or a rehearsal. */
  isRunning(documentId: DocumentId, isRehearsal: boolean): boolean;
  /** Lets a paused run go on. Throws OutputFolderError `replaced` while its output folder is away. */
  resume(id: RunId): Promise<void>;
  latest(documentId: DocumentId): RunRecord | null;
  /** The newest runs of a document, newest first; one that goes on is among them. */
  past(documentId: DocumentId, limit: number): PastRun[];
  /** Cells of the newest real run, or of the newest rehearsal, that did not get done. */
  failedCells(documentId: DocumentId, isRehearsal: boolean): ReadonlySet<CellKey>;
  /** Ends all runs; what goes on at providers goes on, and is fetched at the next start. */
  detachAll(): Promise<void>;
}

export interface RunsOptions {
  store: RunStore;
  takeIndex: TakeIndex;
  events: EventHub;
  previews: Previews;
  pool: ResourcePool;
  locks: RunLocks;
  paidJobs: PaidJobs;
  onStorageTrouble: 'pause' | 'stop';
  log: Logger;
  redactor: Redactor;
}

interface Active {
  run: ActiveRun;
  takes: TakeStore;
  documentId: DocumentId;
  rehearsal: boolean;
  onCell: ((cell: CellRun) => void)[];
}

/** States of cells that "retry failed" takes up again. */
const unfinished: ReadonlySet<CellState> = new Set(['failed', 'blocked', 'cancelled', 'unknown']);

/** The runs of this core. */
export function createRuns(options: RunsOptions): Runs {
  const { store, takeIndex, events, previews, pool, locks, paidJobs, onStorageTrouble, log, redactor } = options;
  const active = new Map<RunId, Active>();
  const starting = new Set<DocumentId>();
  /** Runs whose last record is not written yet, or whose folder is still locked. */
  const endings = new Set<Promise<RunRecord>>();

  async function start(request: RunRequest): Promise<ActiveRun> {
    const { plan, resources, capMicroUsd } = request;
    const { documentId } = resources;
    const present = [...active.values()].find((each) => each.documentId === documentId);
    const all = withRounds(plan, request.roundsToFollow ?? 0);
    checkTerms(all, request.consent, capMicroUsd, committedOf(present, request));
    requireProviders(plan, resources);
    if (!plan.rehearsal) requireRoom(all, resources);
    if (present !== undefined) return joinRun(present, request);
    if (starting.has(documentId)) throw alreadyRunning();
    starting.add(documentId);
    try {
      return await begin(request);
    } finally {
      starting.delete(documentId);
    }
  }

  function joinRun(present: Active, { plan, onCell }: RunRequest): ActiveRun {
    if (present.rehearsal !== plan.rehearsal || !present.run.join(plan)) throw alreadyRunning();
    if (onCell !== undefined) present.onCell.push(onCell);
    return present.run;
  }

  async function begin(request: RunRequest): Promise<ActiveRun> {
    const lock = await locks.acquire(request.resources.takes.outputDir);
    try {
      if (lock.isFirst) {
        // Another process may have made these cells between our plan and the end of its run: they are not paid again.
        await request.resources.takes.refresh();
        await sweep(request.resources);
      }
      return launch(request, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  function launch(
    { plan, resources, capMicroUsd, maxSeconds, onCell, isRound = false }: RunRequest,
    lock: FolderClaim,
  ): ActiveRun {
    const { documentId, takes, clock, random } = resources;
    const own = new Set(plan.cells.filter((cell) => cell.action === 'run').map((cell) => cell.key));
    // What is still open of cells that this run does not touch: they are done, locked or gone.
    const others = plan.rehearsal ? null : paidJobs.finishAll(resources, (job) => own.has(job.cell));
    const states = new Map<string, string>();
    const listeners = onCell === undefined ? [] : [onCell];
    let isStored = false;
    const run = startRun(
      plan,
      {
        execute: withCleanFailures(
          createCellExecutor(resources, { capMicroUsd, ...(maxSeconds === undefined ? {} : { maxSeconds }) }),
          redactor,
        ),
        pool,
        needsOf: runNeeds(plan, documentId, resources),
        clock,
        random,
        onStorageTrouble,
        isPaid: (cell) => resources.engines.some((each) => each.provider === cell.provider && each.kind === 'remote'),
      },
      {
        onRun(record) {
          events.publish({ type: 'run.changed', documentId, runId: record.id, state: record.state, isRound });
          if (isStored) store.updateRun(record);
          else store.insert(record);
          isStored = true;
        },
        onCell(runId, cell) {
          events.cellChanged(documentId, runId, cell);
          for (const listener of listeners) listener(cell);
          // Progress is not worth a disk write; a change of state is.
          const state = `${cell.state}:${cell.attempt}:${cell.costMicroUsd}`;
          if (states.get(cell.key) === state) return;
          states.set(cell.key, state);
          store.updateCell(runId, cell);
        },
        async onTake(cell) {
          await takeIndex.refreshCell(documentId, takes, cell.key).catch((error: unknown) => {
            throw databaseFailure(error) ?? error;
          });
          events.publish({ type: 'takes.changed', documentId });
        },
        onPreview: (_cell, bytes, mediaType) => previews.add(bytes, mediaType),
        onBug: (error) => log.error({ err: error }, 'internal error in a cell'),
      },
      { documentId, capMicroUsd },
    );
    for (const cell of run.record.cells) onCell?.(cell);
    // Whoever waits for the end also waits for its record on disk and the end of the lock.
    const finished = run.finished.then(async (record) => {
      active.delete(run.id);
      await others;
      await store.flushed();
      await lock.release();
      return record;
    });
    endings.add(finished);
    finished
      .catch((error: unknown) => log.error({ err: error }, 'the end of a run could not be written'))
      .finally(() => endings.delete(finished));
    const followed = {
      ...run,
      get record() {
        return run.record;
      },
      finished,
    };
    active.set(run.id, { run: followed, takes, documentId, rehearsal: plan.rehearsal, onCell: listeners });
    return followed;
  }

  function require(id: RunId): Active {
    const found = active.get(id);
    if (found !== undefined) return found;
    throw new NotFoundError('run', 'This run has ended.', { hint: 'Start a new one.' });
  }

  return {
    start,
    find: (id) => require(id).run,
    isRunning: (documentId, isRehearsal) =>
      [...active.values()].some((each) => each.documentId === documentId && each.rehearsal === isRehearsal),
    async resume(id) {
      const { run, takes } = require(id);
      if (run.record.trouble !== null) await takes.reopen();
      run.resume();
    },
    latest(documentId) {
      const running = [...active.values()].reverse().find((each) => each.documentId === documentId);
      return running?.run.record ?? store.latest(documentId);
    },
    past: (documentId, limit) => store.past(documentId, limit),
    failedCells(documentId, isRehearsal) {
      const cells = store.latest(documentId, isRehearsal)?.cells ?? [];
      return new Set(cells.filter((cell) => unfinished.has(cell.state)).map((cell) => cell.key));
    },
    async detachAll() {
      for (const { run } of active.values()) run.detach();
      await Promise.allSettled(endings);
    },
  };
}

/**
 * What counts against the cap already: what the document's earlier runs have still reserved and, in a run that is joined,
 * what it has spent and all that it may still do.
 */
function committedOf(present: Active | undefined, { plan, resources }: RunRequest): MicroUsd {
  const { ledger, documentId } = resources;
  if (present === undefined) return ledger.committed('' as RunId, documentId);
  const wanted = new Set(plan.cells.filter((cell) => cell.action === 'run').map((cell) => cell.key));
  return sumMicroUsd([ledger.settled(present.run.id, documentId), present.run.openPriceMicroUsd(wanted)]);
}

/** What a killed process has left; a download that goes on where it was cut off stays. */
async function sweep({ takes, ledger }: RunResources): Promise<void> {
  const open = ledger.openJobs(takes.outputDir).map((job): string => job.id);
  await takes.sweep((name) => open.some((id) => name.startsWith(id)));
}

/** What a provider answers may repeat a key: it must reach neither a screen nor the database. */
function withCleanFailures(execute: CellExecutor, redactor: Redactor): CellExecutor {
  return async (cell, options) => {
    try {
      return await execute(cell, options);
    } catch (error) {
      if (!(error instanceof TelarError)) throw error;
      const plain = error.toJSON();
      const clean = withoutSecrets(plain, redactor);
      throw isDeepStrictEqual(clean, plain) ? error : fromFailure(clean);
    }
  };
}

/** The plan with its cells as often as they will be run. */
function withRounds(plan: RunPlan, roundsToFollow: number): RunPlan {
  return { ...plan, cells: Array.from({ length: roundsToFollow + 1 }, () => plan.cells).flat() };
}

/** Refuses a run that may cost more than what is left of the day or the month. */
function requireRoom({ cells }: RunPlan, { ledger }: RunResources): void {
  const running = cells.filter((cell) => cell.action === 'run');
  ledger.requireRoom(sumMicroUsd(running.map((cell) => cell.price.highMicroUsd)), {});
}

/** Refuses a run whose providers are not there or not set up, before anything of it has cost money. */
function requireProviders(plan: RunPlan, { engines }: RunResources): void {
  for (const cell of plan.cells.filter((each) => each.action === 'run')) {
    const engine = engines.find((each) => each.provider === cell.provider);
    if (engine === undefined) throw noEngine(cell);
    if (engine.kind === 'remote') engine.requireReady();
  }
}

function alreadyRunning(): Error {
  return new DocumentConflictError('already-running', 'A run of this document is going on already.', {
    hint: 'Wait for its end, or cancel it first.',
  });
}
