import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is refused before anything looks at it. */
export interface Refusal {
  status: 403 | 405 | 421;
  reason: 'host' | 'origin' | 'site' | 'method';
}

export interface RequestLine {
  method: string;
  headers: IncomingHttpHeaders;
}

/**
 * Who may ask at all (facts/security-reliability.md, table G). Loopback is no border: any page in the user's browser can
 * send requests here. A foreign Host is DNS rebinding; a foreign Origin or site is another page, and 'same-site' is another
 * program's page on another port of this machine.
 */
export function refuseForeign({ method, headers }: RequestLine, port: number): Refusal | null {
  const host = headers.host ?? '';
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return { status: 421, reason: 'host' };
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return { status: 403, reason: 'origin' };
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { status: 403, reason: 'site' };
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, reason: 'method' };
  return null;
}

/** A WebSocket is not bound by the same-origin policy, so its Origin must be there, not merely not foreign. */
export function refuseForeignSocket(line: RequestLine, port: number): Refusal | null {
  return refuseForeign(line, port) ?? (line.headers.origin === undefined ? { status: 403, reason: 'origin' } : null);
}

/** Path and query of a request target; null for a target that is not a path, such as a proxy's absolute URL. */
export function splitTarget(target: string | undefined): { path: string; query: URLSearchParams } | null {
  if (target === undefined || !target.startsWith('/') || target.startsWith('//')) return null;
  const [path = '/', ...query] = target.split('?');
  return { path, query: new URLSearchParams(query.join('?')) };
}

/** All values a Cookie header has for a name: another local program may have planted a second one. */
export function cookieValues(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
