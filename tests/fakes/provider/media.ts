import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { misanswer, type Faults } from './faults.ts';
import { plainPng } from '../replicate/png.ts';

/** Bytes of an output: a picture whose colour follows from its job, the same at each request. */
export function outputBytes(id: string, index: number): Buffer {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(`${id} ${index}`).digest();
  return plainPng(48, 48, [red, green, blue]);
}

/** Sends an output, from where the request asks for. */
export function deliver(
  { download }: Faults,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { id, index }: { id: string; index: number },
): void {
  const fault = download?.(path) ?? null;
  const bytes = outputBytes(id, index);
  if (typeof fault === 'number') return misanswer(response, { kind: 'status', status: fault, detail: 'no' }, '');
  if (fault !== null && fault !== 'cut') return misanswer(response, fault, bytes.toString('latin1'));
  const etag = `"${id}"`;
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const start = from !== undefined && request.headers['if-range'] === etag ? Number(from) : 0;
  response.writeHead(start > 0 ? 206 : 200, {
    'content-type': 'image/png',
    'content-length': String(bytes.length - start),
    etag,
    ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  if (fault !== 'cut') return void response.end(bytes.subarray(start));
  response.write(bytes.subarray(start, start + Math.floor((bytes.length - start) / 2)));
  setTimeout(() => response.destroy(), 5);
}
