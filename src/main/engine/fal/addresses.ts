import { ProviderError, type TelarError } from '../../../shared/base/index.ts';

/** Hosts of the API; the key goes to them and to nobody else. */
const keyHosts = new Set(['queue.fal.run', 'fal.run', 'rest.fal.ai', 'api.fal.ai']);
/** Hosts that deliver results. */
const resultHosts = /(^|\.)fal\.media$/;

/**
 * Where requests to fal really go. With a base address of the user's (a proxy, a stand-in) `https://{host}{path}` becomes
 * `{base}/{host}{path}`.
 */
export interface FalAddresses {
  /** Throws ProviderError `refused` for a host that must not get the key, or an address without encryption. */
  resolve(url: URL, hasKey: boolean): URL;
  /** Whether the key may be sent to an address that the API has named. */
  isPinned(address: string): boolean;
  mayFetch(url: URL): boolean;
}

/** The addresses of fal as they are with this base address. */
export function addressesBy(baseUrl: string | null): FalAddresses {
  const base = baseUrl === null ? null : new URL(baseUrl);
  const isOwn = (url: URL): boolean => base !== null && url.origin === base.origin;
  const isPlain = (url: URL): boolean =>
    url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  const mayHaveKey = (url: URL): boolean => isOwn(url) || (isPlain(url) && keyHosts.has(url.hostname));
  return {
    resolve(url, hasKey) {
      if (hasKey ? !mayHaveKey(url) : !isOwn(url) && !isPlain(url)) throw notAsked(url);
      if (base === null || isOwn(url)) return url;
      return new URL(`${base.href.replace(/\/$/, '')}/${url.host}${url.pathname}${url.search}`);
    },
    isPinned: (address) => URL.canParse(address) && mayHaveKey(new URL(address)),
    // An address that the user set by hand is exempt, its files too.
    mayFetch: (url) => isOwn(url) || (isPlain(url) && resultHosts.test(url.hostname)),
  };
}

function notAsked({ host }: URL): TelarError {
  const reason = `it names ${host}, which is none of its own addresses`;
  return new ProviderError('refused', `fal’s answer is not followed: ${reason}.`, {
    hint: 'Nothing was sent there. Check FAL_BASE_URL, or update Telar.',
    values: { reason },
  });
}
