import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeOnnxModel } from '../../../src/main/weights/index.ts';
import { elementTypes } from './graph-parts.ts';

/** Words that the model knows, each with how wet and how dry it is. */
const meanings: Record<string, readonly [number, number]> = {
  '[UNK]': [0, 0],
  '[CLS]': [0, 0],
  '[SEP]': [0, 0],
  sea: [1, 0],
  ocean: [1, 0.1],
  waves: [0.9, 0.1],
  desert: [0, 1],
  sand: [0.1, 1],
};
const words = Object.keys(meanings);
const special = ['[UNK]', '[CLS]', '[SEP]'];

/** `tokenizer.json` of a model with a word for each id. */
export const sentenceTokenizer = {
  version: '1.0',
  truncation: { direction: 'Right', max_length: 8, strategy: 'LongestFirst', stride: 0 },
  padding: null,
  added_tokens: special.map((content, id) => {
    return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  }),
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [1], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [2], tokens: ['[SEP]'] },
    },
  },
  decoder: null,
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(words.map((word, id) => [word, id])),
  },
};

/** Looks each word up in a table: the vector of a text is the mean of its words'. `rows` leaves words out of the table. */
export function sentenceGraph(rows = words.length): Uint8Array {
  const table = Float32Array.from(words.slice(0, rows).flatMap((word) => meanings[word] ?? []));
  const ids = { elemType: elementTypes.int64, dims: ['batch', 'tokens'] };
  return encodeOnnxModel({
    opset: 17,
    nodes: [{ opType: 'Gather', inputs: ['table', 'input_ids'], outputs: ['last_hidden_state'] }],
    initializers: [
      { name: 'table', dims: [rows, 2], dataType: elementTypes.float32, data: new Uint8Array(table.buffer) },
    ],
    inputs: [
      { name: 'input_ids', ...ids },
      { name: 'attention_mask', ...ids },
      { name: 'token_type_ids', ...ids },
    ],
    outputs: [{ name: 'last_hidden_state', elemType: elementTypes.float32, dims: ['batch', 'tokens', 2] }],
  });
}

/** Writes a sentence model that knows a few words into `folder`. */
export async function writeSentenceModel(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.onnx'), sentenceGraph());
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(sentenceTokenizer));
}
