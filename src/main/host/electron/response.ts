import { Readable } from 'node:stream';
import { bodyBytes, bodyStream, type Answer } from '../content/index.ts';

/** An answer as Electron's protocol handlers want it. A file's body is streamed, never held whole. */
export function toResponse({ status, headers, body }: Answer): Response {
  const stream = Readable.toWeb(bodyStream(body)) as ReadableStream<Uint8Array>;
  return new Response(stream, { status, headers: { ...headers, 'content-length': String(bodyBytes(body)) } });
}
