import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

/** A part of a file, both ends included, in bytes. */
export interface FileSlice {
  file: string;
  first: number;
  last: number;
}

/** An HTTP answer as a value, so that both hosts say the same: node:http writes it, Electron makes a Response of it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array | FileSlice;
}

/** A short text answer that must not be kept. */
export function textAnswer(status: number, text: string): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
    body: `${text}\n`,
  };
}

/** Bytes in an answer's body. */
export function bodyBytes(body: Answer['body']): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : body.last - body.first + 1;
}

/** An answer's body as a stream; a file is opened when reading begins. */
export function bodyStream(body: Answer['body']): Readable {
  if (typeof body === 'string' || body instanceof Uint8Array) return Readable.from([Buffer.from(body)]);
  // An empty range has no last byte that createReadStream could name.
  if (body.last < body.first) return Readable.from([]);
  return createReadStream(body.file, { start: body.first, end: body.last });
}
