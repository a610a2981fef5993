import { CancelledError } from '../../../shared/base/index.ts';
import { createChildClient, type ChildLauncher } from '../../child/index.ts';
import type {
  DiffusionEvent,
  DiffusionRequest,
  GenerateRequest,
  GenerateResult,
  ModelDescription,
  RuntimeDescription,
} from '../../diffusion/index.ts';

/** Time for loading a model and for the first step, when nothing is known of this machine's speed yet. */
const firstDeadlineMs = 60_000;
/** A step may take this many times what the slowest one so far took, and at least a minute (DESIGN §4). */
const patience = 10;

/** Generates pictures in the diffusion process, one after the other. */
export interface DiffusionProcess {
  generate(
    request: Omit<GenerateRequest, 'kind'>,
    options: { signal: AbortSignal; onEvent: (event: DiffusionEvent) => void },
  ): Promise<GenerateResult>;
  inspect(modelFolder: string): Promise<ModelDescription>;
  describe(): Promise<RuntimeDescription>;
  dispose(): void;
}

/** The client of the diffusion process; the process starts with the first request. */
export function createDiffusionProcess(launcher: ChildLauncher): DiffusionProcess {
  const client = createChildClient(launcher, 'diffusion-child');
  let turn: Promise<unknown> = Promise.resolve();

  /** The child's thread is busy during a step, so a second request would only wait inside, against its own deadline. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  }

  function ask(request: DiffusionRequest): Promise<unknown> {
    return inTurn(() => client.call(request, { deadlineMs: () => firstDeadlineMs }));
  }

  return {
    generate: (request, { signal, onEvent }) => {
      let started = false;
      const result = inTurn(async () => {
        started = true;
        let slowestMs = 0;
        let lastAt: number | null = null;
        const result = await client.call({ kind: 'generate', ...request } satisfies DiffusionRequest, {
          signal,
          deadlineMs: () => Math.max(firstDeadlineMs, patience * slowestMs),
          onEvent: (event) => {
            const now = performance.now();
            if (lastAt !== null) slowestMs = Math.max(slowestMs, now - lastAt);
            lastAt = now;
            onEvent(event as DiffusionEvent);
          },
        });
        return result as GenerateResult;
      });
      return cancelledWhileWaiting(result, signal, () => started);
    },
    inspect: async (modelFolder) => (await ask({ kind: 'inspect', modelFolder })) as ModelDescription,
    describe: async () => (await ask({ kind: 'describe' })) as RuntimeDescription,
    dispose: () => client.dispose(),
  };
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
