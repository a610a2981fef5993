import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Core } from '../../core/index.ts';
import { openLog, type Logger } from '../../platform/index.ts';
import { textAnswer } from '../content/index.ts';
import { answerRequest, refuseUpgradeOf, type Door } from './answer-request.ts';
import { createServer, STATUS_CODES } from './http.ts';
import { listenOnLoopback } from './listen.ts';
import { splitTarget } from './request-rules.ts';
import { createRpcSockets } from './rpc-sockets.ts';
import { refuseUpgrade, sendAnswer } from './send-answer.ts';
import { openSessionStore } from './session-store.ts';
import { createStartCodes } from './start-codes.ts';

export interface WebHostOptions {
  core: Pick<Core, 'router' | 'openAsset'>;
  /** Folder of the built window, `out/renderer`. */
  rendererFolder: string;
  /** Data folder, which must exist: keeps the port and the signed-in browsers. */
  home: string;
  /** Port the user asked for; 0 = any free one, not kept. Without it the port used last, else a free one. */
  port?: number;
  log?: Logger;
}

/** The studio at an address of this machine. */
export interface WebHost {
  /** Address with a start code: it opens the studio once. Keep it out of logs. */
  readonly url: string;
  readonly port: number;
  /** What the user should be told about the port, or null. */
  readonly notice: string | null;
  /** Another address with a code of its own. */
  newStartUrl(): string;
  /** Ends all connections and frees the port; the core stays open. */
  close(): Promise<void>;
}

/** Serves the core and the window on 127.0.0.1. Throws PortInUseError when the port the user asked for is taken. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { core, rendererFolder, home } = options;
  const log = options.log ?? openLog(home);
  const codes = createStartCodes();
  const door: Door = { core, rendererFolder, codes, sessions: await openSessionStore({ home, log }) };
  const sockets = createRpcSockets(core, log);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await sendAnswer(request, response, await answerRequest(door, request));
    } catch (error) {
      // The path without its query, which may hold a start code.
      log.error({ err: error, path: splitTarget(request.url)?.path }, 'a request failed');
      if (response.headersSent) response.destroy();
      else await sendAnswer(request, response, textAnswer(500, 'Internal error'));
    }
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A connection that breaks before it became a WebSocket concerns nobody else.
    socket.on('error', (error) => log.debug({ reason: error.message }, 'an upgrade broke off'));
    const status = refuseUpgradeOf(door, request);
    if (status === null) sockets.upgrade(request, socket, head);
    else refuseUpgrade(socket, status, STATUS_CODES[status] ?? '');
  }

  // A missing Host is refused by our own rule, with the status of the other wrong ones.
  const server = createServer({ requireHostHeader: false }, (request, response) => void handle(request, response));
  server.on('upgrade', upgrade);
  const { port, notice } = await listenOnLoopback(server, { home, port: options.port });

  function newStartUrl(): string {
    return `http://127.0.0.1:${port}/?code=${codes.create()}`;
  }

  return {
    url: newStartUrl(),
    port,
    notice,
    newStartUrl,
    async close() {
      const closed = Promise.withResolvers<undefined>();
      server.close(() => closed.resolve(undefined));
      await sockets.close();
      server.closeAllConnections();
      await closed.promise;
    },
  };
}
