import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { DisconnectedError } from './disconnected-error.ts';
import { createStatusStore } from './status-store.ts';
import { tellDisconnects, type Transport } from './transport.ts';

/** Where a window gets its ports from: Electron's preload, or a test. */
export interface PortSource {
  /** Asks for a port; it arrives at the listener later, or never. */
  request(): void;
  onPort(listener: (port: MessagePort) => void): () => void;
}

/** Pause before a new port is asked for after one was lost, in milliseconds. */
const retryMs = 500;

/** Connects over message ports: each port gets a link of its own, behind one that stays. */
export function openPortTransport(source: PortSource): Transport {
  const status = createStatusStore();
  const first = Promise.withResolvers<undefined>();
  let current: { port: MessagePort; link: ClientLink<ClientContext> } | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function adopt(port: MessagePort): void {
    current?.port.close();
    port.addEventListener('close', () => {
      if (current?.port !== port) return;
      current = null;
      status.set('disconnected');
      retry = setTimeout(() => source.request(), retryMs);
    });
    const link = new RPCLink({ port });
    current = { port, link };
    port.start();
    status.set('connected');
    first.resolve(undefined);
  }

  const stop = source.onPort(adopt);
  source.request();

  const link: ClientLink<ClientContext> = {
    async call(path, input, options) {
      if (status.getSnapshot() === 'connecting') await first.promise;
      if (current === null) throw new DisconnectedError();
      return current.link.call(path, input, options);
    },
  };
  return {
    status,
    link: tellDisconnects(link, status),
    close() {
      stop();
      clearTimeout(retry);
      const last = current;
      current = null;
      status.set('disconnected');
      last?.port.close();
    },
  };
}
