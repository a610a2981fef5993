import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { findGraph, type GraphFile } from '../../memory/index.ts';
import { missingFile } from '../folder/failures.ts';
import { isMissing, parseModelFile, readFirstConfig } from '../folder/read-config.ts';

/** A sentence model as `sentence-transformers` and `optimum` export it. */
export interface SentenceFolder {
  path: string;
  graph: GraphFile;
  /** Ids of a text as the model wants them, start and end included, cut to the row it was made for. */
  encode(text: string): number[];
  /** How the vectors of the tokens become one. */
  pooling: 'mean' | 'first';
}

/** What most sentence models were trained on at most; one that says another length is believed up to `longestRow`. */
const usualRow = 256;
const longestRow = 512;

const tokenizerFile = z.looseObject({
  model: z.looseObject({ vocab: z.unknown() }),
  truncation: z.object({ max_length: z.int().positive() }).nullish().catch(null),
});
const tokenizerConfig = z.looseObject({ model_max_length: z.number().positive().optional().catch(undefined) });
/** `1_Pooling/config.json` of sentence-transformers. */
const poolingConfig = z.object({ pooling_mode_cls_token: z.boolean().default(false) });

const files = { tokenizer: 'tokenizer.json', config: 'tokenizer_config.json', pooling: '1_Pooling/config.json' };

/** Changes with every file that `readSentenceFolder` and its graph are made of. */
export async function versionOfSentences(path: string): Promise<string> {
  const graph = await findGraph(dirname(path), basename(path), 'fp32');
  const stamps = await Promise.all(
    Object.values(files).map(async (name) => {
      const { size = 0, mtimeMs = 0 } = (await isMissing(join(path, name))) ? {} : await stat(join(path, name));
      return `${size}:${mtimeMs}`;
    }),
  );
  return [graph?.file, graph?.graphBytes, graph?.externalBytes, graph?.changedAtMs, ...stamps].join('|');
}

/** Reads the folder of a sentence model; loads no graph. Throws ModelNotFoundError naming what is missing or unreadable. */
export async function readSentenceFolder(path: string): Promise<SentenceFolder> {
  const graph = await findGraph(dirname(path), basename(path), 'fp32');
  if (graph === null) throw missingFile(path, 'model.onnx', null);
  const config = await readFirstConfig(path, [files.config], tokenizerConfig);
  const pooling = await readFirstConfig(path, [files.pooling], poolingConfig);
  const { tokenizer, said } = await parseModelFile(path, files.tokenizer, (text) => {
    const file = tokenizerFile.parse(JSON.parse(text));
    return { tokenizer: new Tokenizer(file, config ?? {}), said: file.truncation?.max_length };
  });
  const row = Math.min(said ?? config?.model_max_length ?? usualRow, longestRow);
  return {
    path,
    graph,
    pooling: pooling?.pooling_mode_cls_token === true ? 'first' : 'mean',
    encode(text) {
      const { ids } = tokenizer.encode(text);
      // The last id ends the text, also one that is cut.
      return ids.length <= row ? ids : [...ids.slice(0, row - 1), ...ids.slice(-1)];
    },
  };
}
