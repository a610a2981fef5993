import { ORPCError, type ClientContext, type ClientLink } from '@orpc/client';
import { DisconnectedError } from './disconnected-error.ts';
import type { LinkStatusStore } from './status-store.ts';

/** A way to the core that outlives its single connections. */
export interface Transport {
  readonly status: LinkStatusStore;
  /** Calls over the connection of the moment. */
  readonly link: ClientLink<ClientContext>;
  /** Ends the connection for good. */
  close(): void;
}

/** Wraps a link so that a lost host surfaces as DisconnectedError, in calls and in the middle of streams. */
export function tellDisconnects(link: ClientLink<ClientContext>, status: LinkStatusStore): ClientLink<ClientContext> {
  return {
    async call(path, input, options) {
      const translate = (error: unknown): unknown =>
        isLost(error, status, options.signal) ? new DisconnectedError(error) : error;
      try {
        const output = await link.call(path, input, options);
        return isStream(output) ? translateStream(output, translate) : output;
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

/** Whether a call ended because its connection did, and not because of its caller or the core. */
function isLost(error: unknown, status: LinkStatusStore, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted === true) return false;
  if (error instanceof Error && error.name === 'AbortError') return true;
  // An answer, even a failure, came over a connection; anything else thrown while there is none did not.
  return status.getSnapshot() !== 'connected' && !(error instanceof ORPCError);
}

type Stream = AsyncIteratorObject<unknown, unknown, void>;

function isStream(value: unknown): value is Stream {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}

/** Not a generator: its `return` would wait for a pending `next`, and a silent stream could not be left. */
function translateStream(stream: Stream, translate: (error: unknown) => unknown): AsyncIterableIterator<unknown> {
  return {
    async next() {
      try {
        return await stream.next();
      } catch (error) {
        throw translate(error);
      }
    },
    return: async (value?: unknown) => (await stream.return?.(value)) ?? { done: true, value },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
