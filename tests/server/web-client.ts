import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import WebSocket from 'ws';

export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Ask {
  method?: string;
  /** Request target exactly as it goes over the wire. */
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends one request as it is: no redirects, no normalised paths, any Host. */
export function ask(port: number, { method = 'GET', path = '/', headers = {}, body }: Ask = {}): Promise<Received> {
  return new Promise((done, fail) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

/** Opens a start link and returns the Cookie header of the browser it signed in. */
export async function signIn(url: string): Promise<string> {
  const { port, pathname, search } = new URL(url);
  const answer = await ask(Number(port), { path: pathname + search });
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
  if (answer.status !== 303 || cookie === undefined) throw new Error(`the start link answered ${answer.status}`);
  return cookie;
}

/** A WebSocket class that behaves like that of a browser at an address, with its cookie. */
export function browserSocket(origin: string, cookie: string): new (url: string) => WebSocket {
  return class extends WebSocket {
    constructor(url: string) {
      super(url, { origin, headers: { cookie } });
    }
  };
}

/** Status with which a WebSocket is refused; 101 when it opens. */
export function socketStatus(port: number, headers: Record<string, string>, path = '/rpc'): Promise<number> {
  return new Promise((done, fail) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      done(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      done(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('error', (error) => {
      if (!error.message.includes('before the connection was established')) fail(error);
    });
  });
}
