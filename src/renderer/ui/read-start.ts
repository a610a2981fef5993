import { readAsset } from './read-asset.ts';

/** The first bytes of a file as text; null when the host does not have it any more. Rejects as {@link readAsset} does. */
export async function readStart(address: string, bytes: number, signal?: AbortSignal): Promise<string | null> {
  const headers = { range: `bytes=0-${bytes - 1}` };
  const answer = await readAsset(address, signal === undefined ? { headers } : { headers, signal });
  if (!answer.ok) return null;
  // A letter that is cut in two at the end is left out.
  return new TextDecoder().decode(await answer.arrayBuffer(), { stream: true });
}
