import type { Fetch } from './guarded-fetch.ts';
import { AddressRefusedError, notHttps } from './address-refused.ts';

const maxHops = 5;
/** What identifies the user at one origin is nobody else's business. */
const ownHeaders = ['authorization', 'cookie', 'proxy-authorization'];

export interface RedirectOptions extends Omit<RequestInit, 'method' | 'body' | 'redirect'> {
  fetch: Fetch;
  /** Whether an address may be asked; called for each hop. */
  mayFetch: (url: URL) => boolean;
}

/**
 * A GET that goes where the server sends it, five times at most. Each address is asked for first; none of them may lead
 * from https to http, and keys stay with the origin they were meant for. Throws AddressRefusedError.
 */
export async function fetchFollowing(address: string, options: RedirectOptions): Promise<Response> {
  const { fetch, mayFetch, ...request } = options;
  const headers = new Headers(request.headers);
  let url = new URL(address);
  for (let hop = 0; hop <= maxHops; hop++) {
    if (!mayFetch(url)) throw new AddressRefusedError(url.host, 'not a host of the provider');
    const response = await fetch(url, { ...request, headers });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    const next = nextOf(location, url);
    if (next.origin !== url.origin) ownHeaders.forEach((name) => headers.delete(name));
    url = next;
  }
  throw new AddressRefusedError(url.host, `more than ${maxHops} redirects`);
}

function nextOf(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw new AddressRefusedError(from.host, 'it redirects to no address');
  const next = new URL(location, from);
  if (from.protocol === 'https:' && next.protocol !== 'https:') throw notHttps(next);
  return next;
}
