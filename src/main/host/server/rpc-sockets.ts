import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Core } from '../../core/index.ts';
import type { Logger } from '../../platform/index.ts';

/** Largest message a window may send, in bytes: a matrix document is far smaller, pictures never come this way. */
export const maxMessageBytes = 16 * 1024 * 1024;

/** How long a window may take to answer the closing handshake, in milliseconds. */
const closeGraceMs = 500;

/** Serves the core's router to windows over WebSockets. */
export interface RpcSockets {
  /** Takes over a request that has been found to come from our own page. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** A WebSocket server without a port of its own. */
export function createRpcSockets(core: Pick<Core, 'router'>, log: Pick<Logger, 'warn'>): RpcSockets {
  const handler = new RPCHandler(core.router);
  const server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  server.on('connection', (socket) => {
    // Without a listener an oversized message would end the process; ws itself closes the socket (1009).
    socket.on('error', (error) => log.warn({ reason: error.message }, 'a window broke the protocol'));
    void handler.upgrade(socket, { context: {} });
  });

  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request));
    },
    async close() {
      const sockets = [...server.clients];
      // One that breaks while it closes is closed, too.
      const closed = Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
      for (const socket of sockets) socket.close(1001);
      const grace = setTimeout(() => {
        for (const socket of sockets) socket.terminate();
      }, closeGraceMs);
      await closed;
      clearTimeout(grace);
      server.close();
    },
  };
}
