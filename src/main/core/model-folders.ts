import { access } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { OutputFolderError } from '../../shared/base/index.ts';
import type { WeightsProcess } from '../weights/index.ts';

/** The files of models on this machine. A folder is given by its path, or by its name among the installed models. */
export interface ModelFolders {
  /** What a model's files are, and what is wrong with them. Throws ModelNotFoundError. */
  inspect(folder: string): ReturnType<WeightsProcess['inspect']>;
  /** Writes a smaller variant of a user's own model beside it. Throws as convertModel, and OutputFolderError. */
  convert(folder: string, ...terms: Terms): ReturnType<WeightsProcess['convert']>;
  /** Whether a folder came with Telar, given by its path. */
  isShipped(folder: string): boolean;
}

type Terms = Parameters<WeightsProcess['convert']> extends [string, ...infer Rest] ? Rest : never;

export interface ModelFoldersOptions {
  weights: WeightsProcess;
  /** Folders that hold model folders, the user's own first. */
  folders: readonly string[];
  /** Folder of what Telar brings along; never written to. */
  resources: string;
}

/** Creates what looks into model folders and rewrites them. */
export function createModelFolders({ weights, folders, resources }: ModelFoldersOptions): ModelFolders {
  async function find(folder: string): Promise<string> {
    const isName = !isAbsolute(folder) && !/[\\/]/.test(folder) && folder !== '.' && folder !== '..';
    if (!isName) return resolve(folder);
    for (const place of [resolve(folder), ...folders.map((each) => join(each, folder))]) {
      if (await isThere(place)) return place;
    }
    return resolve(folder);
  }
  function isShipped(folder: string): boolean {
    const within = relative(resolve(resources), resolve(folder));
    return !within.startsWith('..') && !isAbsolute(within);
  }
  return {
    inspect: async (folder) => weights.inspect(await find(folder)),
    async convert(folder, precision, options) {
      const found = await find(folder);
      if (isShipped(found)) throw insideApplication(found);
      return weights.convert(found, precision, options);
    },
    isShipped,
  };
}

function insideApplication(folder: string): Error {
  return new OutputFolderError('inside-application', `${folder} belongs to Telar itself.`, {
    hint: 'Copy the model to a folder of your own, and convert the copy.',
    place: { file: folder },
    values: { folder },
  });
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
