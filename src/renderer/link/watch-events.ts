import type { StudioClient, StudioEvent } from '../../shared/contract/index.ts';
import { DisconnectedError } from './disconnected-error.ts';
import { whenConnected, type LinkStatusStore } from './status-store.ts';

/** Pause before a stream that ended although the host is there is opened again, in milliseconds. */
const reopenMs = 1_000;

export interface WatchOptions {
  client: Pick<StudioClient, 'events'>;
  status: LinkStatusStore;
  onEvent: (event: StudioEvent) => void;
}

/**
 * Listens to the core's events until the returned function is called, over any number of connections. Each stream begins
 * with `connected`: what was known before may be old.
 */
export function watchEvents({ client, status, onEvent }: WatchOptions): () => void {
  const stop = new AbortController();

  async function watchOnce(): Promise<void> {
    await whenConnected(status, stop.signal);
    const stream = await client.events.watch(undefined, { signal: stop.signal });
    for await (const event of stream) deliver(event, onEvent);
  }

  async function watch(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await watchOnce();
        await pause(reopenMs, stop.signal);
      } catch (error) {
        // A lost host is waited for; anything else, such as a core that failed to open the stream, is tried again.
        if (!(error instanceof DisconnectedError)) await pause(reopenMs, stop.signal);
      }
    }
  }

  void watch();
  return () => stop.abort();
}

/** A listener that throws is a bug of the listener: the page reports it, the stream goes on. */
function deliver(event: StudioEvent, onEvent: (event: StudioEvent) => void): void {
  try {
    onEvent(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** Waits; an abort ends the wait at once. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  if (signal.aborted) return Promise.resolve();
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  function end(): void {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    resolve(undefined);
  }
  return promise;
}
