import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const tls = join(import.meta.dirname, '..', 'fixtures', 'tls');
/** A certificate for media.example and cdn.media.example, signed by itself: its key opens nothing but these tests. */
export const certificate = readFileSync(join(tls, 'media.example.crt'), 'utf8');
const key = readFileSync(join(tls, 'media.example.key'), 'utf8');

/** A server that counts who connects. */
export interface Door {
  port: number;
  /** Connections so far, whatever became of them. */
  connects: number;
  close(): Promise<void>;
}

const doors: Door[] = [];

/** Closes all that were opened. */
export async function closeDoors(): Promise<void> {
  for (const each of doors.splice(0)) await each.close();
}

async function listen(server: Server, port: number, host: string): Promise<Door> {
  const sockets = new Set<Socket>();
  const door: Door = {
    port,
    connects: 0,
    close() {
      for (const each of sockets) each.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
  server.on('connection', (socket: Socket) => {
    door.connects += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done));
  door.port = (server.address() as AddressInfo).port;
  doors.push(door);
  return door;
}

/** Something private that nobody may knock at. */
export function openTrap(host = '127.0.0.1', port = 0): Promise<Door> {
  return listen(createSocketServer(), port, host);
}

export function openWeb(handler: RequestListener, port = 0): Promise<Door> {
  return listen(createServer(handler), port, '127.0.0.1');
}

export function openSecureWeb(handler: RequestListener): Promise<Door> {
  return listen(createSecureServer({ cert: certificate, key }, handler), 0, '127.0.0.1');
}

/** A server that says, byte for byte, what it is told to. */
export function openRaw(handler: (socket: Socket, request: string) => void): Promise<Door> {
  const server = createSocketServer((socket) => {
    socket.once('data', (bytes) => handler(socket, bytes.toString('latin1')));
  });
  return listen(server, 0, '127.0.0.1');
}
