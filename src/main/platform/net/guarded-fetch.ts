import { isIP } from 'node:net';
import { Agent, Dispatcher, fetch as send, type RequestInit as SentInit, type Response as SentResponse } from 'undici';
import { AddressRefusedError, notHttps, refusalIn } from './address-refused.ts';
import { guardedConnector, internet, type Network } from './guarded-connector.ts';
import { streamedBody } from './streamed-body.ts';

/** The `fetch` of the platform; tests and stand-ins may bring their own. */
export type Fetch = (url: string | URL, options?: RequestInit) => Promise<Response>;

const longestWaitMs = 15 * 60_000;
const agentOptions = {
  // A connection carries one request at a time, and losing it loses no other.
  allowH2: false,
  // Whoever asks has a deadline of their own; a large upload, or a large model that is loaded first, takes minutes.
  headersTimeout: longestWaitMs,
  bodyTimeout: longestWaitMs,
};

export interface GuardedFetchOptions {
  /**
   * Addresses that the user set by hand; only their origins count, and one without a scheme is http. They may be private,
   * without encryption and on any port. Asked at each request, because settings change.
   */
  exemptOrigins: () => readonly string[];
  network?: Partial<Network>;
}

/**
 * The network of this machine, for addresses that come from elsewhere: https, port 443, no name or password, and no
 * private address at the moment of the connection. Each call is one request: redirects are answered, never followed.
 * Rejects with AddressRefusedError before anything is sent, else like `fetch`. Proxies named by the environment are not
 * used: behind one nobody here would know which address is really connected to.
 */
export function createGuardedFetch({ exemptOrigins, network: changes }: GuardedFetchOptions): Fetch {
  const network = { ...internet, ...changes };
  // Connections are kept for the next request, so each rule has its own.
  const open = new Agent(agentOptions);
  const guarded = new Agent({ ...agentOptions, connect: guardedConnector(network) });
  return async (url, options = {}) => {
    const target = new URL(url);
    if (target.username !== '' || target.password !== '') throw refused(target, 'a name or password in the address');
    if (!/^https?:$/.test(target.protocol)) throw notHttps(target);
    const isExempt = exemptOrigins().some((each) => originOf(each) === target.origin);
    if (!isExempt) requirePublic(target, network);
    const request = {
      ...withStreamedBody(options),
      redirect: 'manual',
      dispatcher: new OneRequest(isExempt ? open : guarded),
    } as SentInit;
    try {
      return platformResponse(await send(target, request));
    } catch (error) {
      throw refusalIn(error) ?? error;
    }
  };
}

/** Answers by their bodies: an answer that is collected as garbage takes its unread body with it. */
const answers = new WeakMap<WeakKey, SentResponse>();

/** The package's answers are of a class of its own. */
function platformResponse(answer: SentResponse): Response {
  const { body, status, statusText, headers } = answer;
  if (body !== null) answers.set(body, answer);
  return new Response(body, { status, statusText, headers: [...headers] });
}

/** `fetch` sends a request anew after a 421; a paid one must not go out twice. */
class OneRequest extends Dispatcher {
  private readonly agent: Agent;
  private isSent = false;

  constructor(agent: Agent) {
    super();
    this.agent = agent;
  }

  override dispatch(options: Agent.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (this.isSent) throw new Error('the server asked for the same request again');
    this.isSent = true;
    return this.agent.dispatch(options, handler);
  }
}

function requirePublic(url: URL, { isPublic, port }: Network): void {
  if (url.protocol !== 'https:') throw notHttps(url);
  if (Number(url.port === '' ? 443 : url.port) !== port) throw refused(url, `port ${url.port}`);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  // RFC 6761: whatever a resolver says of it, this name is the machine itself.
  const isOwnName = /(^|\.)localhost\.?$/.test(host);
  if (isOwnName || (isIP(host) !== 0 && !isPublic(host))) throw refused(url, 'private address');
}

function refused(url: URL, reason: string): AddressRefusedError {
  return new AddressRefusedError(url.host, reason);
}

function originOf(address: string): string | null {
  const url = address.includes('://') ? address : `http://${address}`;
  return URL.canParse(url) ? new URL(url).origin : null;
}

/** Forms and files are read while they are sent. */
function withStreamedBody(options: RequestInit): RequestInit {
  const { body } = options;
  if (!(body instanceof FormData || body instanceof Blob)) return options;
  const { chunks, length, mediaType } = streamedBody(body);
  const headers = new Headers(options.headers);
  headers.set('content-length', String(length));
  if (!headers.has('content-type') && mediaType !== '') headers.set('content-type', mediaType);
  return { ...options, headers: [...headers], body: chunks, duplex: 'half' };
}
