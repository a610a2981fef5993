import type { MessagePortMain } from 'electron';
import { RPCHandler } from '@orpc/server/message-port';
import type { Core } from '../../core/index.ts';
import type { Logger } from '../../platform/index.ts';
import { parsePortFrame } from './port-frame.ts';

/** What is used of Electron's MessagePortMain. */
export type ServedPort = Pick<MessagePortMain, 'postMessage' | 'start' | 'close'> & {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
};

/** Serves the core's router over message ports. */
export interface PortServer {
  serve(port: ServedPort): void;
  /** Ports in use. */
  readonly size: number;
}

/** A server that speaks oRPC on every port it is given; a page that breaks the protocol loses its port. */
export function createPortServer(core: Pick<Core, 'router'>, log: Pick<Logger, 'warn'>): PortServer {
  const handler = new RPCHandler(core.router);
  // A port that only its own listeners know is garbage collected, and the page never hears of it.
  const ports = new Set<ServedPort>();
  return {
    get size() {
      return ports.size;
    },
    serve(port) {
      ports.add(port);
      port.on('close', () => ports.delete(port));
      handler.upgrade(guardPort(port, log), { context: {} });
      port.start();
    },
  };
}

type Listener = (event?: { data: unknown }) => void;

/** The port as oRPC sees it: its messages are checked first and arrive parsed. */
function guardPort(port: ServedPort, log: Pick<Logger, 'warn'>) {
  return {
    on(event: string, listener: Listener): void {
      if (event !== 'message') {
        port.on('close', () => listener());
        return;
      }
      port.on('message', ({ data }) => {
        const frame = parsePortFrame(data);
        if (frame !== null) {
          listener({ data: frame });
          return;
        }
        log.warn({ kind: typeof data }, 'a page broke the protocol of its port');
        port.close();
      });
    },
    postMessage(message: unknown): void {
      port.postMessage(message);
    },
  };
}
