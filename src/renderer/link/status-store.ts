export type LinkStatus = 'connecting' | 'connected' | 'disconnected';

/** The link's state in the form React's `useSyncExternalStore` takes. */
export interface LinkStatusStore {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => LinkStatus;
}

/** The store with the side that the transport writes. */
export interface WritableStatus extends LinkStatusStore {
  set: (status: LinkStatus) => void;
}

/** A status store; a link begins by connecting. */
export function createStatusStore(): WritableStatus {
  const listeners = new Set<() => void>();
  let current: LinkStatus = 'connecting';
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => current,
    set(status) {
      if (status === current) return;
      current = status;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** Resolves when the link is connected; rejects with the signal's reason when it is aborted first. */
export function whenConnected(status: LinkStatusStore, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const look = (): void => {
    if (status.getSnapshot() === 'connected') resolve(undefined);
  };
  const abort = (): void => reject(signal.reason as Error);
  const stop = status.subscribe(look);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  look();
  return promise.finally(() => {
    stop();
    signal.removeEventListener('abort', abort);
  });
}
