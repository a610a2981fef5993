import { whenConnected, type LinkStatusStore } from '../link/index.ts';

/** The time between a reconnection and the moment when the window has read the host's documents again. */
export interface Comeback {
  /**
   * Resolves when the host's documents are known again. At once while the host is away: then a request says so, instead
   * of starting something minutes after it was asked for.
   */
  awaited(): Promise<void>;
  /** Resolves when the host is there and its documents are known, however long it is away. */
  present(): Promise<void>;
  /** The documents have been read. */
  isComplete(): void;
}

/** A window waits for its host as long as it is open. */
const never = new AbortController().signal;

/** Follows a link: a host that was started again knows no document by the ids that it gave before. */
export function createComeback(status: LinkStatusStore): Comeback {
  let reading: PromiseWithResolvers<undefined> | null = null;
  status.subscribe(() => {
    if (status.getSnapshot() !== 'disconnected') return;
    // Whoever waited for a comeback that was cut short learns from the request itself that the host is away.
    reading?.resolve(undefined);
    reading = Promise.withResolvers();
  });
  return {
    async awaited() {
      if (status.getSnapshot() === 'connected') await reading?.promise;
    },
    async present() {
      while (status.getSnapshot() === 'disconnected' || reading !== null) {
        await whenConnected(status, never);
        await reading?.promise;
      }
    },
    isComplete() {
      reading?.resolve(undefined);
      reading = null;
    },
  };
}
