import { CancelledError, EngineCrashedError, OutOfMemoryError } from '../../../shared/base/index.ts';
import type { EngineSettings, ExecutionProvider } from '../../../shared/local-engine/index.ts';
import { createChildClient, type ChildLauncher } from '../../child/index.ts';
import type {
  DiffusionEvent,
  DiffusionRequest,
  EngineState,
  GenerateRequest,
  GenerateResult,
  ModelDescription,
  RuntimeDescription,
} from '../../diffusion/index.ts';
import type { MemoryUse, ProcessMemory, ProcessMemoryReader } from '../../memory/index.ts';
import { createMemorySteps, noteOf } from './memory-steps.ts';
import { watchMemory } from './memory-watch.ts';

/** Waits of the watchdog, in milliseconds. */
export interface WatchdogTiming {
  /** Time of a job for loading a component and for the first step, when nothing is known of this machine's speed yet. */
  firstDeadlineMs: number;
  /** From one reading of the process's memory to the next while it works. */
  readEveryMs: number;
}

const usualTiming: WatchdogTiming = { firstDeadlineMs: 60_000, readEveryMs: 250 };
/** Time for starting the process and trying the providers, in milliseconds. */
const startDeadlineMs = 60_000;
/** A step may take this many times what the slowest one so far took, and at least the first deadline (DESIGN §4). */
const patience = 10;
/** A slow disk: what reading a component may take beyond the first deadline. */
const slowestBytesPerMs = 20_000;
/** A request that overtakes a job waits for as long as the job may: the job's own deadline guards them both. */
const untilJobEndsMs = 2 ** 31 - 1;

/** How the process may use this machine. */
export interface ProcessTerms {
  settings: EngineSettings;
  budget: MemoryUse;
}

export interface DiffusionProcessOptions {
  launcher: ChildLauncher;
  terms: () => Promise<ProcessTerms>;
  /** File of the learned readings. */
  memoryFile: string | null;
  readMemory: ProcessMemoryReader;
  timing?: Partial<WatchdogTiming>;
  /** Hears of every change: of what the process holds, of its start and end, and of readings while it works. */
  onChange: () => void;
}

/** Generates pictures in the diffusion process, one after the other. */
export interface DiffusionProcess {
  generate(
    request: Omit<GenerateRequest, 'kind'>,
    options: { signal: AbortSignal; onEvent: (event: DiffusionEvent) => void },
  ): Promise<GenerateResult>;
  /** Vectors of texts by a sentence model, after the pictures that are being made. */
  embed(modelFolder: string, texts: readonly string[], signal: AbortSignal): Promise<number[][]>;
  inspect(modelFolder: string): Promise<ModelDescription>;
  describe(): Promise<RuntimeDescription>;
  /** Puts new terms in force: at once when the process runs (or `start` says so), else with the next job. */
  configure(options: { start: boolean }): Promise<void>;
  /** Lets go of a model, between two steps of a job at the latest; one at work after its job. */
  evict(modelFolder: string): Promise<void>;
  /** What the process told last, known without asking it; null before it ran for the first time. */
  state(): EngineState | null;
  pid(): number | null;
  restarts(): number;
  /** The newest reading of its memory; null while it does not run. */
  reading(): Promise<ProcessMemory | null>;
  /** Ends the process; its job fails, and the next one starts it again. */
  restart(): void;
  dispose(): void;
}

/** The client of the diffusion process; the process starts with the first request. */
export function createDiffusionProcess(options: DiffusionProcessOptions): DiffusionProcess {
  const { launcher, memoryFile, readMemory, onChange } = options;
  const timing = { ...usualTiming, ...options.timing };
  const client = createChildClient(launcher, 'diffusion-child');
  const crashedProviders: ExecutionProvider[] = [];
  const memorySteps = createMemorySteps(Date.now);
  let turn: Promise<unknown> = Promise.resolve();
  let state: EngineState | null = null;
  /** The process that `state` is of, and the one that was told the present terms: a new one may have taken its place. */
  let statePid: number | null = null;
  let configuredPid: number | null = null;
  let isWorking = false;
  let ends = 0;
  let budgetBytes = 0;

  client.onEnd((pid) => {
    ends += 1;
    // What it held went with it.
    if (state !== null && statePid === pid) {
      memorySteps.keep(state.stepDowns);
      state = { ...state, bookedBytes: 0, models: [], stepDowns: [] };
    }
    onChange();
  });

  /**
   * Freed memory does not always go back to the system. A process that holds more than its budget although the models in
   * its books take less is ended when nobody waits for it: the next job starts a small one.
   */
  async function endIfSwollen(): Promise<void> {
    const pid = client.pid();
    const memory = pid === null ? null : await readMemory(pid);
    if (memory !== null && memory.residentBytes > budgetBytes && client.pid() === pid) client.end(restarted());
  }

  /** The child's thread is busy during a step, so a second request would only wait inside, against its own deadline. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work, work);
    const settled = result.then(endIfSwollen, endIfSwollen);
    turn = settled;
    // Whoever looks at the memory afterwards finds it within the budget.
    return settled.then(
      () => result,
      () => result,
    );
  }

  function hear(event: DiffusionEvent): void {
    if (event.kind === 'state') learn(event.state);
  }

  function learn(next: EngineState): void {
    state = next;
    statePid = client.pid();
    onChange();
  }

  /** A new process is told first how it may use this machine. One that ends while a provider is tried is started again without it. */
  async function ready(): Promise<void> {
    while (client.pid() === null || configuredPid !== client.pid()) {
      const { settings, budget } = await options.terms();
      const request: DiffusionRequest = { kind: 'configure', settings, budget, memoryFile, crashedProviders };
      budgetBytes = budget.ram;
      const tried: ExecutionProvider[] = [];
      const onEvent = (event: DiffusionEvent): void => {
        if (event.kind === 'probing') tried.push(event.provider);
      };
      try {
        learn((await guarded(request, new AbortController().signal, onEvent)) as EngineState);
        configuredPid = client.pid();
      } catch (error) {
        const probing = tried.at(-1);
        if (!(error instanceof EngineCrashedError) || probing === undefined || crashedProviders.includes(probing))
          throw error;
        crashedProviders.push(probing);
      }
    }
  }

  /** A call under the watchdog: a deadline by the slowest step so far, and a cap on the memory of the process. */
  async function guarded(
    request: DiffusionRequest,
    signal: AbortSignal,
    onEvent: (event: DiffusionEvent) => void,
  ): Promise<unknown> {
    let slowestMs = 0;
    let loadingMs = 0;
    let lastAt: number | null = null;
    const place = 'modelFolder' in request ? request.modelFolder : null;
    const stopWatching = watchMemory(client, { place, budgetBytes, readMemory, everyMs: timing.readEveryMs, onChange });
    const firstDeadlineMs = request.kind === 'configure' ? startDeadlineMs : timing.firstDeadlineMs;
    isWorking = true;
    try {
      return await client.call(request, {
        signal,
        deadlineMs: () => Math.max(firstDeadlineMs, patience * slowestMs) + loadingMs,
        onEvent(data) {
          const event = data as DiffusionEvent;
          const now = performance.now();
          if (lastAt !== null && loadingMs === 0) slowestMs = Math.max(slowestMs, now - lastAt);
          lastAt = now;
          loadingMs = event.kind === 'loading' ? event.bytes / slowestBytesPerMs : 0;
          hear(event);
          onEvent(event);
        },
      });
    } finally {
      isWorking = false;
      stopWatching();
    }
  }

  /**
   * A job whose process was ended for its memory is tried once more, one strategy lower. What the process itself says of
   * its memory has been through all strategies.
   */
  async function steppingDown(
    request: Omit<GenerateRequest, 'kind'>,
    signal: AbortSignal,
    onEvent: (event: DiffusionEvent) => void,
  ): Promise<GenerateResult> {
    const { modelFolder } = request;
    await ready();
    const pid = client.pid();
    let { strategy } = (await options.terms()).settings;
    const run = (): Promise<unknown> =>
      guarded({ kind: 'generate', ...request, strategy: memorySteps.highest(modelFolder) }, signal, (event) => {
        if (event.kind === 'state')
          strategy = event.state.models.find(({ folder }) => folder === modelFolder)?.strategy ?? strategy;
        onEvent(event);
      });
    try {
      return (await run()) as GenerateResult;
    } catch (error) {
      if (!(error instanceof OutOfMemoryError) || client.pid() === pid) throw error;
      const step = memorySteps.lower(modelFolder, strategy, error);
      if (step === null) throw error;
      await ready();
      const result = (await run()) as GenerateResult;
      return { ...result, notes: [...result.notes, noteOf(step)] };
    }
  }

  function ask(request: DiffusionRequest, signal = new AbortController().signal): Promise<unknown> {
    return inTurn(async () => {
      if (signal.aborted) throw new CancelledError();
      await ready();
      return guarded(request, signal, () => undefined);
    });
  }

  return {
    generate: (request, { signal, onEvent }) => {
      let started = false;
      const result = inTurn(async () => {
        started = true;
        return steppingDown(request, signal, onEvent);
      });
      return cancelledWhileWaiting(result, signal, () => started);
    },
    embed: async (modelFolder, texts, signal) => {
      const work = ask({ kind: 'embed', modelFolder, texts }, signal);
      // Whoever cannot wait for the pictures before it goes on at once.
      return (await cancelledWhileWaiting(work, signal, () => false)) as number[][];
    },
    inspect: async (modelFolder) => (await ask({ kind: 'inspect', modelFolder })) as ModelDescription,
    describe: async () => (await ask({ kind: 'describe' })) as RuntimeDescription,
    configure: async ({ start }) => {
      await inTurn(async () => {
        configuredPid = null;
        // What took too much may fit now.
        memorySteps.forget();
        if (start || client.pid() !== null) await ready();
      });
    },
    async evict(modelFolder) {
      if (client.pid() === null) return;
      const request: DiffusionRequest = { kind: 'evict', modelFolder };
      const answer = isWorking
        ? client.call(request, { deadlineMs: () => untilJobEndsMs, onEvent: (event) => hear(event as DiffusionEvent) })
        : ask(request);
      learn((await answer) as EngineState);
    },
    state: () => (state === null ? null : { ...state, stepDowns: memorySteps.list(state.stepDowns) }),
    pid: () => client.pid(),
    restarts: () => Math.max(0, client.pid() === null ? ends - 1 : ends),
    reading: async () => {
      const pid = client.pid();
      return pid === null ? null : readMemory(pid);
    },
    restart: () => client.end(restarted()),
    dispose: () => client.dispose(),
  };
}

function restarted(): Error {
  return new EngineCrashedError('exited', 'The engine process was restarted on request.', {
    hint: 'Run the cell again.',
    values: { program: 'diffusion-child', how: 'restarted on request' },
  });
}

/** Rejects at once when aborted before the work began; afterwards the child answers for itself. */
function cancelledWhileWaiting<T>(work: Promise<T>, signal: AbortSignal, hasStarted: () => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      if (!hasStarted()) reject(new CancelledError());
    };
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
