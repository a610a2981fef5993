import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PortInUseError } from '../../../shared/base/index.ts';
import { writeFileAtomic } from '../../platform/index.ts';

export interface ListenOptions {
  /** Data folder; its file `web-port` keeps the port, so that bookmarks and sign-ins outlive a restart. */
  home: string;
  /** Port the user asked for; 0 = any free one, which is then not kept. */
  port?: number | undefined;
}

export interface Listening {
  port: number;
  /** What the user should be told, or null. */
  notice: string | null;
}

/** Binds the server to 127.0.0.1. Throws PortInUseError when the port the user asked for is not to be had. */
export async function listenOnLoopback(server: Server, { home, port }: ListenOptions): Promise<Listening> {
  const kept = await readKeptPort(home);
  if (port !== undefined) {
    const bound = await bindAsked(server, port);
    if (port !== 0 && bound !== kept) await keepPort(home, bound);
    return { port: bound, notice: null };
  }
  if (kept === null) {
    const bound = await bind(server, 0);
    await keepPort(home, bound);
    return { port: bound, notice: null };
  }
  try {
    return { port: await bind(server, kept), notice: null };
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE' && errorCode(error) !== 'EACCES') throw error;
    const bound = await bind(server, 0);
    // The old port stays the kept one: most often it is another Telar's, or free again at the next start.
    const notice =
      `Port ${kept}, used last time, is busy (perhaps Telar already runs), so port ${bound} is used this time. ` +
      'Browsers signed in at the old address need the new link.';
    return { port: bound, notice };
  }
}

async function bindAsked(server: Server, port: number): Promise<number> {
  try {
    return await bind(server, port);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EADDRINUSE') {
      throw new PortInUseError('in-use', `Port ${port} is in use`, {
        hint: `If Telar already runs there, use its window; otherwise choose another port with --port N.`,
        values: { port },
        cause: error,
      });
    }
    if (code === 'EACCES' || code === 'ERR_SOCKET_BAD_PORT') {
      throw new PortInUseError('not-allowed', `Port ${port} may not be used by this program`, {
        hint: 'Choose a port from 1024 to 65535 with --port N.',
        values: { port },
        cause: error,
      });
    }
    throw error;
  }
}

async function bind(server: Server, port: number): Promise<number> {
  server.listen({ host: '127.0.0.1', port });
  // Rejects with the server's error event.
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The port used last; null when there is none or the file is not a port. */
export async function readKeptPort(home: string): Promise<number | null> {
  let text: string;
  try {
    text = await readFile(join(home, 'web-port'), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  const port = Number(text.trim());
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
}

async function keepPort(home: string, port: number): Promise<void> {
  await writeFileAtomic(join(home, 'web-port'), `${port}\n`);
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** Whether nobody listens at a port of this machine. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
}
