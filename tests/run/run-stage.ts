import { CancelledError, cellKey, documentId, microUsd, takeId, type CellKey } from '../../src/shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../src/shared/plan/index.ts';
import type { CellRun, RunState } from '../../src/shared/run/index.ts';
import {
  createResourcePool,
  startRun,
  type ActiveRun,
  type ExecutionOptions,
  type ExecutionResult,
  type ResourcePool,
  type RunListener,
} from '../../src/main/run/index.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';

export interface StageOptions {
  /** Cells of the run at once. */
  threads?: number;
  /** Cells of a provider at once, over all runs. */
  places?: number;
  pool?: ResourcePool;
  isPaid?: (cell: PlannedCell) => boolean;
  onTake?: RunListener['onTake'];
  onStorageTrouble?: 'pause' | 'stop';
}

interface Job {
  options: ExecutionOptions;
  resolve: (result: ExecutionResult) => void;
  reject: (error: unknown) => void;
}

/** A run in which the test says how and when each cell ends; no time passes but the fake clock's. */
export interface Stage {
  run: ActiveRun;
  clock: FakeClock;
  /** `+key` for each start, `key` for each end of an execution, in order. */
  log: string[];
  runStates: RunState[];
  bugs: unknown[];
  settle(): Promise<void>;
  running(): string[];
  /** Cells whose execution was told to stop, and why. */
  aborted(): string[];
  abortReasons(): unknown[];
  end(key: string, kind?: ExecutionResult['kind']): Promise<void>;
  fail(key: string, error: Error): Promise<void>;
  charge(key: string, amount: number): Promise<void>;
  cell(key: string): CellRun;
  /** State of each cell, with what is said about it. */
  states(): Record<string, string>;
}

/** Starts a plan on a stage; the chance of all pauses is 0.5, so that they are exact. */
export function play(plan: RunPlan, options: StageOptions = {}): Stage {
  const {
    threads = 10,
    places = 10,
    pool = createResourcePool(),
    isPaid = () => false,
    onStorageTrouble = 'stop',
  } = options;
  const clock = createFakeClock();
  const jobs = new Map<CellKey, Job>();
  const stopped = new Map<CellKey, unknown>();
  const log: string[] = [];
  const runStates: RunState[] = [];
  const bugs: unknown[] = [];
  const threadsKey = `threads of ${String(++stages)}`;

  function execute(cell: PlannedCell, execution: ExecutionOptions): Promise<ExecutionResult> {
    log.push(`+${cell.key}`);
    return new Promise((resolve, reject) => {
      jobs.set(cell.key, { options: execution, resolve, reject });
      execution.signal.addEventListener('abort', () => {
        stopped.set(cell.key, execution.signal.reason);
        jobs.delete(cell.key);
        reject(new CancelledError());
      });
    });
  }

  const run = startRun(
    plan,
    {
      execute,
      pool,
      needsOf: (cell) => [
        { key: threadsKey, slots: threads },
        { key: cell.provider, slots: places, adapts: true },
      ],
      clock,
      random: () => 0.5,
      isPaid,
      onStorageTrouble,
    },
    {
      onCell: () => undefined,
      onRun: ({ state }) => runStates.push(state),
      onTake: options.onTake ?? (() => Promise.resolve()),
      onPreview: () => 'preview',
      onBug: (error) => bugs.push(error),
    },
    { documentId: documentId.parse('d1'), capMicroUsd: null },
  );

  async function jobOf(text: string): Promise<Job> {
    await clock.settle();
    const job = jobs.get(cellKey.parse(text));
    if (job === undefined) throw new Error(`${text} is not being executed`);
    return job;
  }

  async function finish(text: string, how: (job: Job) => void): Promise<void> {
    const job = await jobOf(text);
    jobs.delete(cellKey.parse(text));
    log.push(text);
    how(job);
    await clock.settle();
  }

  function cell(text: string): CellRun {
    const found = run.record.cells.find((each) => each.key === text);
    if (found === undefined) throw new Error(`${text} is not part of the run`);
    return found;
  }

  return {
    run,
    clock,
    log,
    runStates,
    bugs,
    settle: () => clock.settle(),
    running: () => [...jobs.keys()],
    aborted: () => [...stopped.keys()],
    abortReasons: () => [...stopped.values()],
    end: (text, kind = 'made') =>
      finish(text, (job) => job.resolve({ kind, takeId: takeId.parse(`take-of-${text.replace('/', '-')}`) })),
    fail: (text, error) => finish(text, (job) => job.reject(error)),
    async charge(text, amount) {
      const { options: execution } = await jobOf(text);
      execution.onEvent({ type: 'charged', amount: microUsd.parse(amount) });
    },
    cell,
    states: () =>
      Object.fromEntries(
        run.record.cells.map(({ key, state, message }) => {
          const isEnd = state === 'blocked' || state === 'cancelled';
          const why = state === 'blocked' ? `by ${message ?? '?'}` : (message ?? '');
          return [key, isEnd ? `${state} ${why}`.trim() : state];
        }),
      ),
  };
}

let stages = 0;
