import { CancelledError, diskFailure, toFailure } from '../../shared/base/index.ts';
import type { ChildMessage, ParentMessage } from './child-client.ts';

export interface ServedCall {
  signal: AbortSignal;
  emit: (event: unknown) => void;
}

/** Port of Electron's utilityProcess, as far as it is used here. */
interface UtilityPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/**
 * Answers the parent's requests for as long as the parent lives: the inside of a child program. Works under
 * `child_process.fork` and under Electron's `utilityProcess`. Requests are handled as they come, also several at once.
 */
export function serveParent(handle: (request: unknown, call: ServedCall) => Promise<unknown>): void {
  const port = (process as { parentPort?: UtilityPort }).parentPort;
  const aborts = new Map<number, AbortController>();

  function send(message: ChildMessage): void {
    if (port !== undefined) port.postMessage(message);
    // A parent that was killed is noticed by `disconnect`; until then writing to it fails.
    else if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  }

  async function answer(id: number, request: unknown): Promise<void> {
    const abort = new AbortController();
    aborts.set(id, abort);
    try {
      const emit = (event: unknown): void => send({ id, kind: 'event', event });
      send({ id, kind: 'result', result: await handle(request, { signal: abort.signal, emit }) });
    } catch (error) {
      if (error instanceof CancelledError) send({ id, kind: 'cancelled' });
      else send({ id, kind: 'failed', failure: toFailure(diskFailure(error) ?? error) });
    } finally {
      aborts.delete(id);
    }
  }

  function onMessage(data: unknown): void {
    const message = data as ParentMessage;
    if (message.kind === 'cancel') aborts.get(message.id)?.abort();
    else void answer(message.id, message.request);
  }

  if (port !== undefined) port.on('message', ({ data }) => onMessage(data));
  else process.on('message', onMessage);
  // Ctrl+C in a terminal goes to the whole group; what becomes of a running job is the parent's decision.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  // A host that was killed must not leave a child behind that works for nobody.
  process.on('disconnect', () => process.exit(0));
}
