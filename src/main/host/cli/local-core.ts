import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../shared/base/index.ts';
import type { Core } from '../../core/index.ts';
import { resolveDataFolder } from '../../platform/index.ts';
import { resourcesFolderOf, startCore, versionOf } from '../local/index.ts';

/** Folder of the built program, `out/main`: this module is bundled into the command line's own file there. */
const programFolder = import.meta.dirname;

/** Folder of the shipped templates, models and examples. */
export const resourcesFolder = resourcesFolderOf(programFolder);
/** Folder of the built window. */
export const rendererFolder = join(programFolder, '..', 'renderer');

/** Version of the program. */
export const telarVersion = versionOf(programFolder);

/** Starts the core in this process, with plain Node children. */
export async function startLocalCore(options: {
  host: 'web' | 'cli';
  outputDir?: string | undefined;
  /** Folders of `--allow-path`. */
  allowedFolders?: readonly string[] | undefined;
}): Promise<Core> {
  const { host, outputDir, allowedFolders = [] } = options;
  for (const folder of allowedFolders) if (!isFolder(folder)) throw noSuchFolder(folder);
  return startCore({
    programFolder,
    home: resolveDataFolder(),
    host,
    allowedFolders,
    ...(outputDir === undefined ? {} : { outputDir }),
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function noSuchFolder(folder: string): Error {
  return new UsageError('invalid', `The options are not usable: --allow-path names "${folder}", which is no folder.`, {
    hint: 'Name an existing folder.',
  });
}
