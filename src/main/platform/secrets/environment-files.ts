import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { isErrno } from '../file-hash.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Variables by where they come from. An empty one counts as absent. */
export interface EnvironmentLayers {
  /** Of the process itself; the strongest. */
  process: Variables;
  /** `.env` of the data folder: the user's own. */
  dataFolder: Variables;
  /** `.env` of the working folder: it may have come with a project that somebody else made. */
  workingFolder: Variables;
}

/** The environment with the `.env` files of two folders. A file that cannot be read throws the system's error. */
export function readEnvironment(folders: { dataFolder: string; workingFolder: string }): EnvironmentLayers {
  return {
    process: process.env,
    dataFolder: readEnvFile(folders.dataFolder),
    workingFolder: readEnvFile(folders.workingFolder),
  };
}

/** Variables of the file `.env` in a folder, none when there is no file. */
export function readEnvFile(folder: string): Variables {
  try {
    return parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
  } catch (error) {
    // A folder called .env is somebody's virtual environment of Python; a data folder that is a file is told by the doctor.
    if (isErrno(error, 'ENOENT') || isErrno(error, 'EISDIR') || isErrno(error, 'ENOTDIR')) return {};
    throw error;
  }
}
