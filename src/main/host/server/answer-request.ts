import type { IncomingMessage } from 'node:http';
import type { Core } from '../../core/index.ts';
import { answerAsset, answerStatic, textAnswer, type Answer } from '../content/index.ts';
import { STATUS_CODES } from './http.ts';
import { reasonPage } from './pages.ts';
import { cookieValues, refuseForeign, refuseForeignSocket, splitTarget } from './request-rules.ts';
import { sessionLifeMs, type SessionStore } from './session-store.ts';
import type { StartCodes } from './start-codes.ts';

/** What stands behind the web host's door, and who may pass it. */
export interface Door {
  core: Pick<Core, 'openAsset'>;
  rendererFolder: string;
  codes: StartCodes;
  sessions: SessionStore;
}

/** Answers a request on the port it came in on: first whether it may ask at all, then what it asks for. */
export async function answerRequest(door: Door, request: IncomingMessage): Promise<Answer> {
  const { method = '', headers } = request;
  const forPerson = headers.accept?.includes('text/html') === true;
  const refusal = refuseForeign({ method, headers }, portOf(request));
  if (refusal?.reason === 'site' && forPerson) return reasonPage('foreign-link', headers['accept-language']);
  if (refusal !== null) return refused(refusal.status);
  const target = splitTarget(request.url);
  if (target === null) return textAnswer(404, 'Not found');
  // Only a GET uses a code up: programs that look at links ask with HEAD first.
  const code = target.path === '/' && method === 'GET' ? target.query.get('code') : null;
  if (code !== null) return exchangeCode(door, request, code);
  if (!isSignedIn(door, request)) {
    return forPerson ? reasonPage('signed-out', headers['accept-language']) : refused(401);
  }
  const asset = await answerAsset(door.core, { path: target.path, range: headers.range, embedder: 'same-origin' });
  return asset ?? answerStatic(door.rendererFolder, target.path, "'self'");
}

/** Status with which an upgrade is refused; null when it comes from our own, signed-in page. */
export function refuseUpgradeOf(door: Door, request: IncomingMessage): number | null {
  const refusal = refuseForeignSocket({ method: request.method ?? '', headers: request.headers }, portOf(request));
  if (refusal !== null) return refusal.status;
  if (!isSignedIn(door, request)) return 401;
  return request.url === '/rpc' ? null : 404;
}

async function exchangeCode(door: Door, request: IncomingMessage, code: string): Promise<Answer> {
  const fresh = door.codes.redeem(code);
  const headers = { location: '/', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  if (isSignedIn(door, request)) return { status: 303, headers, body: '' };
  if (!fresh) return reasonPage('code-used', request.headers['accept-language']);
  const token = await door.sessions.create();
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${sessionLifeMs / 1000}`;
  const cookie = `${cookieName(portOf(request))}=${token}; ${attributes}`;
  return { status: 303, headers: { ...headers, 'set-cookie': cookie }, body: '' };
}

function isSignedIn({ sessions }: Door, request: IncomingMessage): boolean {
  return cookieValues(request.headers.cookie, cookieName(portOf(request))).some((token) => sessions.has(token));
}

/** Cookies do not know ports: without it in the name two hosts would sign each other's windows out. */
function cookieName(port: number): string {
  return `telar-session-${port}`;
}

/** Port the request came in on; 0, which no Host names, for a connection that is already gone. */
function portOf(request: IncomingMessage): number {
  return request.socket.localPort ?? 0;
}

/** A refusal in one line. The connection ends: what else it sends, such as an endless body, is not read. */
function refused(status: 401 | 403 | 405 | 421): Answer {
  const answer = textAnswer(status, STATUS_CODES[status] ?? '');
  const allow: Record<string, string> = status === 405 ? { allow: 'GET, HEAD' } : {};
  return { ...answer, headers: { ...answer.headers, ...allow, connection: 'close' } };
}
