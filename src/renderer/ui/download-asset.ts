import { downloadFile } from './download-file.ts';
import { readAsset } from './read-asset.ts';

/** Hands a file of the own host to the browser as a file to be saved. */
export async function downloadAsset(source: string, name: string): Promise<void> {
  const answer = await readAsset(source);
  if (answer.ok) downloadFile(name, await answer.blob());
}
