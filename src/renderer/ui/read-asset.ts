export interface ReadAssetOptions {
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/**
 * Reads a take of the own host, by the address that the link gives it; the page's policy allows no other. Everything of
 * the page that reads bytes by itself comes by here. Rejects with TypeError while the host is away.
 */
export function readAsset(address: string, options: ReadAssetOptions = {}): Promise<Response> {
  return fetch(address, options);
}
