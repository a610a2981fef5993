import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelNotFoundError } from '../../shared/base/index.ts';
import type { LocalEngine } from '../engine/index.ts';
import { isErrno } from '../platform/index.ts';

/** The sentence model that the user has put into a folder of the data folder, run by the engine process. */
export function sentenceModelIn(folder: string, engine: Pick<LocalEngine, 'embed'>) {
  return {
    /**
     * Sizes and times of its files, so that a model that took another's place is not taken for it; null without a folder.
     * Throws ModelNotFoundError for a file that is not there, before a process is started for it.
     */
    async version(): Promise<string | null> {
      const names = await readdir(folder).catch(absent);
      if (names === null) return null;
      if (!names.some((name) => name.endsWith('.onnx'))) throw missing('model.onnx');
      if (!names.includes('tokenizer.json')) throw missing('tokenizer.json');
      const files = await Promise.all(
        names.sort().map(async (name) => {
          const found = await stat(join(folder, name)).catch(absent);
          return found === null ? name : `${name}:${found.size}:${found.mtimeMs}`;
        }),
      );
      return files.join('|');
    },
    embed: (texts: readonly string[], options: { signal: AbortSignal }) => engine.embed(folder, texts, options),
  };
}

function missing(file: string): Error {
  return new ModelNotFoundError('missing-file', `The folder of the sentence model has no ${file}.`, {
    hint: 'Put an ONNX export of a sentence-transformers model into it, or remove the folder.',
    values: { model: 'sentence-model', file },
  });
}

/** A folder that nobody has made, or a link to a file that is gone. */
function absent(error: unknown): null {
  if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null;
  throw error;
}
