import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePort as NodeMessagePort } from 'node:worker_threads';
import pino from 'pino';
import type { Core } from '../../src/main/core/index.ts';
import { createPortServer } from '../../src/main/host/electron/port-server.ts';
import { startWebHost, type WebHost } from '../../src/main/host/server/index.ts';
import { openPortTransport } from '../../src/renderer/link/port-transport.ts';
import { createStudioLink, type StudioLink } from '../../src/renderer/link/studio-link.ts';
import { openWebTransport } from '../../src/renderer/link/web-transport.ts';
import { FakeMessageChannel, type FakeMessagePortMain } from '../fakes/message-port-main.ts';
import { browserSocket, signIn } from '../server/web-client.ts';

/** A core behind a transport, and the link of a window to it. */
export interface Connected {
  link: StudioLink;
  /** The host goes away, as when its process is killed. */
  loseHost(): Promise<void>;
  /** The host is there again. */
  restartHost(): Promise<void>;
  dispose(): Promise<void>;
}

export type Connect = (core: Core) => Promise<Connected>;

const silent = pino({ level: 'silent' });

/** The web host on a real port, with a browser's WebSocket and cookie. */
export async function connectOverWeb(core: Core): Promise<Connected> {
  const home = await mkdtemp(join(tmpdir(), 'telar-contract-'));
  const start = (): Promise<WebHost> => startWebHost({ core, rendererFolder: home, home, log: silent });
  let host: WebHost | null = await start();
  const origin = `http://127.0.0.1:${host.port}`;
  const cookie = await signIn(host.url);
  const transport = openWebTransport({
    url: `ws://127.0.0.1:${host.port}/rpc`,
    WebSocket: browserSocket(origin, cookie),
  });
  const loseHost = async (): Promise<void> => {
    await host?.close();
    host = null;
  };
  return {
    link: createStudioLink('web', transport, '/'),
    loseHost,
    async restartHost() {
      host = await start();
    },
    async dispose() {
      transport.close();
      await loseHost();
      await rm(home, { recursive: true });
    },
  };
}

/** Electron's port hand-over with a port of Node's in the place of MessagePortMain. */
export function connectOverPort(core: Core): Promise<Connected> {
  const server = createPortServer(core, silent);
  const listeners = new Set<(port: MessagePort) => void>();
  const served: FakeMessagePortMain[] = [];
  let lost = false;
  const transport = openPortTransport({
    request() {
      if (lost) return;
      const { port1, port2 } = new FakeMessageChannel();
      served.push(port1);
      server.serve(port1);
      for (const listener of listeners) listener(asWebPort(port2.transfer()));
    },
    onPort(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return Promise.resolve({
    link: createStudioLink('electron', transport, 'telar-asset://studio/'),
    loseHost() {
      lost = true;
      served.splice(0).forEach((port) => port.close());
      return Promise.resolve();
    },
    restartHost() {
      lost = false;
      return Promise.resolve();
    },
    dispose() {
      transport.close();
      served.splice(0).forEach((port) => port.close());
      return Promise.resolve();
    },
  });
}

/** Node's ports are of the web's kind in all that the link uses. */
function asWebPort(port: NodeMessagePort): MessagePort {
  return port as unknown as MessagePort;
}
