import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openRaw, type Door } from '../fakes/door.ts';

/** How one answer ends before its time: with the socket's own end or torn, its length told before or not. */
export interface Cut {
  /** Of the bytes that were asked for. */
  after: number;
  by: 'end' | 'reset' | 'stall';
}

export interface FileServer extends Door {
  url: string;
  content: Buffer;
  etag: string | null;
  isChunked: boolean;
  /** One for each request to come; null for a whole answer, as are all after the last. */
  cuts: (Cut | null)[];
  /** The `range` of each request. */
  ranges: (string | null)[];
  /** Where the client writes to: an answer is cut only when all that was sent has arrived there. */
  watched: string | null;
}

/** Serves one file as HTTP/1.1 with ranges, byte for byte, and cuts answers as it is told to. */
export async function startFileServer(content: Buffer): Promise<FileServer> {
  const door = await openRaw((socket, request) => answer(socket, request, server));
  const server: FileServer = Object.assign(door, {
    url: `http://127.0.0.1:${door.port}/result.png`,
    content,
    etag: `"${createHash('sha1').update(content).digest('hex')}"`,
    isChunked: false,
    cuts: [],
    ranges: [],
    watched: null,
  });
  return server;
}

function answer(socket: Socket, request: string, server: FileServer): void {
  const header = (name: string): string | null => new RegExp(`^${name}: (.*)\r$`, 'im').exec(request)?.[1] ?? null;
  const range = header('range');
  server.ranges.push(range);
  const from = range !== null && header('if-range') === server.etag ? Number(/\d+/.exec(range)?.[0]) : 0;
  const { content, etag, isChunked } = server;
  const bytes = content.subarray(from);
  const lines = [
    from > 0 ? 'HTTP/1.1 206 Partial Content' : 'HTTP/1.1 200 OK',
    ...(from > 0 ? [`content-range: bytes ${from}-${content.length - 1}/${content.length}`] : []),
    isChunked ? 'transfer-encoding: chunked' : `content-length: ${bytes.length}`,
    ...(etag === null ? [] : [`etag: ${etag}`]),
    'connection: close',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const cut = server.cuts.shift() ?? null;
  const sent = cut === null ? bytes : bytes.subarray(0, cut.after);
  if (sent.length > 0) {
    socket.write(
      isChunked ? Buffer.concat([Buffer.from(`${sent.length.toString(16)}\r\n`), sent, Buffer.from('\r\n')]) : sent,
    );
  }
  if (cut === null) socket.end(isChunked ? '0\r\n\r\n' : '');
  else void cutOff(socket, cut, server.watched, from + sent.length);
}

async function cutOff(socket: Socket, { by }: Cut, watched: string | null, bytes: number): Promise<void> {
  while (watched !== null && (!existsSync(watched) || statSync(watched).size < bytes)) await sleep(1);
  // A reset drops what still waits to be sent.
  if (by === 'reset') await sleep(2);
  if (by === 'end') socket.end();
  if (by === 'reset') socket.resetAndDestroy();
}
