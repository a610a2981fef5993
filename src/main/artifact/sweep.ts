import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Unfinished takes and downloads; `.original` is what a picture was before its conversion. */
const partFile = /\.part(\.\w+)*$/;
/** Temporary files of atomic writes and copies. */
const temporaryFile = /^\..+\.[0-9a-f]{8}\.tmp$/;

/** Removes the unfinished files of an output folder and its takes folder, except the wanted ones. */
export async function sweepLeftovers(
  outputDir: string,
  takesFolder: string,
  isWanted: (fileName: string) => boolean,
): Promise<void> {
  for (const name of await readdir(takesFolder)) {
    const isLeft = partFile.test(name) || temporaryFile.test(name);
    if (isLeft && !isWanted(name)) await rm(join(takesFolder, name), { force: true });
  }
  for (const name of await readdir(outputDir)) {
    if (temporaryFile.test(name)) await rm(join(outputDir, name), { force: true });
  }
}
