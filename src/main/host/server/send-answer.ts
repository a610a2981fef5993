import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bodyBytes, bodyStream, type Answer } from '../content/index.ts';

/** Writes an answer. Rejects when the body's file cannot be read; a browser that goes away is no error. */
export async function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bodyBytes(answer.body) });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(bodyStream(answer.body), response);
  } catch (error) {
    if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE')
      throw error;
  }
}

/** Refuses an upgrade in plain HTTP and ends the connection. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
