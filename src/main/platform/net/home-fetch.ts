import { createGuardedFetch, type Fetch } from './guarded-fetch.ts';

/**
 * The network for a client that asks nobody but a server of the user's own, which may be this machine: the client alone
 * knows how its address is spelled, so whatever it asks is what the user has named. Redirects are answered, not followed.
 */
export function createHomeFetch(): Fetch {
  const named = new Set<string>();
  const fetch = createGuardedFetch({ exemptOrigins: () => [...named] });
  return (url, request) => {
    named.add(new URL(url).origin);
    return fetch(url, request);
  };
}
