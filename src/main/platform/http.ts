/** The `fetch` of the platform; tests and stand-ins may bring their own. */
export type Fetch = (url: string | URL, options?: RequestInit) => Promise<Response>;

/** The network of this machine. Redirects are never followed by themselves: each address is checked before it is used. */
export const systemFetch: Fetch = (url, options) => fetch(url, { redirect: 'manual', ...options });
