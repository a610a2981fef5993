import { CancelledError, EngineCrashedError, fromFailure, type FailureData } from '../../shared/base/index.ts';
import type { ChildHandle, ChildLauncher, ChildProgram } from './child-process.ts';

/** What the parent sends. Ids count up within one child. */
export type ParentMessage = { id: number; kind: 'request'; request: unknown } | { id: number; kind: 'cancel' };

/** What the child answers: any number of events, then exactly one result, failure or cancellation. */
export type ChildMessage =
  | { id: number; kind: 'event'; event: unknown }
  | { id: number; kind: 'result'; result: unknown }
  | { id: number; kind: 'failed'; failure: FailureData }
  | { id: number; kind: 'cancelled' };

export interface CallOptions {
  signal?: AbortSignal;
  onEvent?: (event: unknown) => void;
  /** Milliseconds the child may stay silent; asked at the start and after every event. */
  deadlineMs: () => number;
}

/** Calls into a child program that is started when needed and again after it died. */
export interface ChildClient {
  /** Rejects with EngineCrashedError when the child dies or stays silent too long, CancelledError when aborted. */
  call(request: unknown, options: CallOptions): Promise<unknown>;
  /** Process id of the child; null while none runs. */
  pid(): number | null;
  /** Ends the child, if one runs; its calls reject with `failure`. */
  end(failure: Error): void;
  /** Hears of the end of every child, however it came about, by its process id. */
  onEnd(listener: (pid: number | null) => void): void;
  dispose(): void;
}

/** A child that does not react to a cancel within this time is killed. */
const cancelGraceMs = 5_000;

interface PendingCall {
  /** The child that works on it: only that child's end concerns it. */
  handle: ChildHandle;
  onMessage(message: ChildMessage): void;
  onExit(how: string): void;
}

/** A client of one child program. */
export function createChildClient(launcher: ChildLauncher, program: ChildProgram): ChildClient {
  let child: ChildHandle | null = null;
  let lastId = 0;
  const pending = new Map<number, PendingCall>();
  const endListeners: ((pid: number | null) => void)[] = [];
  /** Why a child was ended, where the caller gave a reason of its own. */
  const reasons = new WeakMap<ChildHandle, Error>();

  function running(): ChildHandle {
    if (child !== null) return child;
    const started = launcher.launch(program);
    started.onMessage((message) => {
      const answer = message as ChildMessage;
      const call = pending.get(answer.id);
      if (call?.handle === started) call.onMessage(answer);
    });
    started.onExit((how) => {
      if (child === started) child = null;
      for (const call of [...pending.values()]) if (call.handle === started) call.onExit(how);
      for (const listener of endListeners) listener(started.pid ?? null);
    });
    child = started;
    return started;
  }

  /** Ends a child; calls made from now on get another one, although this one's end is reported later. */
  function stop(handle: ChildHandle): void {
    if (child === handle) child = null;
    handle.kill();
  }

  return {
    call(request, { signal, onEvent, deadlineMs }) {
      if (signal?.aborted === true) return Promise.reject(new CancelledError());
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const id = (lastId += 1);
      const handle = running();
      let silence = setTimeout(onSilence, deadlineMs());
      let grace: NodeJS.Timeout | null = null;
      let overdue = false;

      function onSilence(): void {
        overdue = true;
        stop(handle);
      }
      function onAbort(): void {
        handle.send({ id, kind: 'cancel' } satisfies ParentMessage);
        grace = setTimeout(() => stop(handle), cancelGraceMs);
      }
      function settle(act: () => void): void {
        clearTimeout(silence);
        if (grace !== null) clearTimeout(grace);
        signal?.removeEventListener('abort', onAbort);
        pending.delete(id);
        act();
      }

      pending.set(id, {
        handle,
        onMessage(message) {
          switch (message.kind) {
            case 'event':
              clearTimeout(silence);
              try {
                onEvent?.(message.event);
              } catch (error) {
                // A bug of the listener fails its own call, not the port. The child's answer is nobody's any more.
                handle.send({ id, kind: 'cancel' } satisfies ParentMessage);
                settle(() => reject(error instanceof Error ? error : new Error(String(error))));
                break;
              }
              silence = setTimeout(onSilence, deadlineMs());
              break;
            case 'result':
              settle(() => resolve(message.result));
              break;
            case 'failed':
              settle(() => reject(fromFailure(message.failure)));
              break;
            case 'cancelled':
              settle(() => reject(new CancelledError()));
              break;
          }
        },
        onExit(how) {
          if (signal?.aborted === true) settle(() => reject(new CancelledError()));
          else
            settle(() => reject(reasons.get(handle) ?? (overdue ? overdueError(program) : exitedError(program, how))));
        },
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      handle.send({ id, kind: 'request', request } satisfies ParentMessage);
      return promise;
    },
    pid: () => child?.pid ?? null,
    end(failure) {
      if (child === null) return;
      reasons.set(child, failure);
      stop(child);
    },
    onEnd: (listener) => void endListeners.push(listener),
    dispose() {
      if (child !== null) stop(child);
    },
  };
}

function exitedError(program: ChildProgram, how: string): Error {
  return new EngineCrashedError('exited', `The ${program} process ended unexpectedly (${how}).`, {
    hint: 'It starts again by itself: run the cell again. If it happens again, the model may need more memory.',
    values: { program, how },
  });
}

function overdueError(program: ChildProgram): Error {
  return new EngineCrashedError('deadline', `The ${program} process did not answer in time and was stopped.`, {
    hint: 'Run the cell again, with fewer steps or a smaller picture if this machine is busy.',
    values: { program },
  });
}
