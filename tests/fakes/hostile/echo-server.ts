import { gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import { openRaw } from '../door.ts';
import { byNumbers, echoesOf } from './key-forms.ts';

/** An answer, byte for byte; null cuts the connection. */
export type RawAnswer = string | Buffer | null;

/** A server that answers everything with what it was told last. */
export interface EchoServer {
  origin: string;
  /** Requests that have arrived. */
  asked: number;
  /** The next answers, the last one again and again. */
  answers: readonly RawAnswer[];
  close(): Promise<void>;
}

/** Starts the server; it never sees a whole request, so it knows no key but the one that its answers have. */
export async function startEchoServer(): Promise<EchoServer> {
  const door = await openRaw(answer);
  const server: EchoServer = {
    origin: `http://127.0.0.1:${door.port}`,
    asked: 0,
    answers: [],
    close: () => door.close(),
  };

  function answer(socket: Socket): void {
    const next = server.answers[Math.min(server.asked, server.answers.length - 1)] ?? null;
    server.asked += 1;
    if (next === null) return void socket.destroy();
    socket.end(next);
    // What is still being sent is not read.
    socket.resume();
  }

  return server;
}

/** An answer of JSON with some headers. */
export function jsonAnswer(status: number, body: string, headers: Record<string, string> = {}): string {
  return answerOf(status, body, { 'content-type': 'application/json', ...headers });
}

function answerOf(status: number, body: string, headers: Record<string, string>): string {
  const all = { 'content-length': String(Buffer.byteLength(body)), connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${status} So it is\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

const statuses = [
  400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 418, 421, 422, 423, 425, 426, 429, 431, 451, 499, 500,
  501, 502, 503, 504, 507, 508, 511, 520, 524, 599,
];

/** All that may go wrong with an answer, each saying a key back wherever it has room for it. */
export function faultsWith(key: string): Record<string, RawAnswer> {
  const said = `you sent ${echoesOf(key).join(' or ')}`;
  const everywhere = {
    title: said,
    detail: said,
    status: said,
    error: { type: said, message: said },
    message: said,
    logs: said,
    [key]: key,
  };
  const body = JSON.stringify(everywhere);
  const elsewhere = `http://127.0.0.1:9/${encodeURIComponent(key)}?key=${encodeURIComponent(key)}`;
  const headers = { 'x-fal-error-type': key, 'x-fal-request-id': key, 'x-request-id': key, 'www-authenticate': key };
  const page = `<h1>Gateway</h1><p>${said}</p>`;
  const html = { 'content-type': 'text/html' };
  return {
    ...Object.fromEntries(statuses.map((status) => [`${status}`, jsonAnswer(status, body)])),
    ...Object.fromEntries(
      [300, 301, 302, 303, 307, 308].map((status) => [`${status}`, jsonAnswer(status, body, { location: elsewhere })]),
    ),
    'a list of details': jsonAnswer(422, JSON.stringify({ detail: [{ loc: [key], msg: said, type: key }] })),
    'a policy': jsonAnswer(422, JSON.stringify({ detail: `nsfw: ${said}` })),
    'signs by their numbers, 400': jsonAnswer(400, `{"detail":"${byNumbers(said)}"}`),
    'signs by their numbers, 500': jsonAnswer(500, `{"detail":"${byNumbers(said)}"}`),
    'a type of error': jsonAnswer(504, JSON.stringify({ detail: said, error_type: key }), headers),
    'a time to wait': jsonAnswer(429, body, { 'retry-after': key }),
    'a page of an error': answerOf(502, page, html),
    'a page of a refusal': answerOf(403, page, html),
    'a page, said to be a success': answerOf(200, page, html),
    'a text': answerOf(400, said, { 'content-type': 'text/plain' }),
    'no JSON': jsonAnswer(200, said),
    'the key alone': jsonAnswer(200, key),
    'half of the JSON': jsonAnswer(200, body.slice(0, -20)),
    'JSON of another shape': jsonAnswer(200, body),
    'a list': jsonAnswer(200, JSON.stringify([said])),
    'a string': jsonAnswer(200, JSON.stringify(said)),
    null: jsonAnswer(200, 'null'),
    'nothing at all': jsonAnswer(200, ''),
    'a cut answer': jsonAnswer(200, body, { 'content-length': '100000' }),
    'a large header': jsonAnswer(200, '{}', { 'x-much': `${key} `.repeat(4_000) }),
    'no HTTP': `${key}\r\n${said}\r\n\r\n`,
    'HTTP of no version': `HTTP/9.9 200 ${key}\r\n\r\n`,
    'a bad piece': `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${key}\r\n${said}\r\n`,
    'a bad header': `HTTP/1.1 200 OK\r\n${key} ${key}\r\n\r\n`,
    'no gzip': jsonAnswer(200, body, { 'content-encoding': 'gzip' }),
    'half of the gzip': halfOfGzip(body),
    'a cut connection': null,
  };
}

function halfOfGzip(body: string): Buffer {
  const bytes = gzipSync(body);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes.subarray(0, bytes.length / 2)]);
}
