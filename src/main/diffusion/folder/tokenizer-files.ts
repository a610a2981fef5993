import { join } from 'node:path';
import { z } from 'zod';
import { unreadableModel } from './failures.ts';
import { isMissing, readConfig, readFirstConfig, readModelFile } from './read-config.ts';

/** What a CLIP tokenizer is made of. */
export interface TokenizerFiles {
  vocab: Record<string, number>;
  merges: [string, string][];
  /** Ids in a row, start and end included. */
  maxLength: number;
  bos: string;
  eos: string;
  pad: string;
}

const token = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)]);

/** `tokenizer_config.json` and `special_tokens_map.json`; older exports leave most of it out. */
const tokenizerConfig = z.object({
  tokenizer_class: z.string().optional(),
  // Some say 1e30 for "no limit".
  model_max_length: z.number().positive().optional(),
  bos_token: token.nullish(),
  eos_token: token.nullish(),
  pad_token: token.nullish(),
});

/** `tokenizer.json` of the tokenizers library, as far as byte-pair encoding needs it. */
const wholeTokenizer = z.object({
  model: z.object({
    type: z.literal('BPE').optional(),
    vocab: z.record(z.string(), z.int()),
    merges: z.array(
      z.union([
        z.tuple([z.string(), z.string()]),
        z.string().transform((line): [string, string] => {
          const [left = '', right = ''] = line.split(' ');
          return [left, right];
        }),
      ]),
    ),
  }),
});

/** CLIP's own row: used where neither the tokenizer nor its text encoder says another. */
const clipRow = 77;
const longestRow = 4096;

/**
 * Reads the tokenizer in a folder (`tokenizer`, `tokenizer_2`): `vocab.json` and `merges.txt`, or `tokenizer.json` where an
 * exporter wrote only that. `row` is the length that the text encoder was made for, if it is known.
 */
export async function readTokenizerFiles(path: string, folder: string, row: number | null): Promise<TokenizerFiles> {
  const [config, special, { vocab, merges }] = await Promise.all([
    readFirstConfig(path, [`${folder}/tokenizer_config.json`], tokenizerConfig),
    readFirstConfig(path, [`${folder}/special_tokens_map.json`], tokenizerConfig),
    readVocabulary(path, folder),
  ]);
  const bos = config?.bos_token ?? special?.bos_token ?? '<|startoftext|>';
  const eos = config?.eos_token ?? special?.eos_token ?? '<|endoftext|>';
  const said = config?.model_max_length ?? longestRow + 1;
  const maxLength = row ?? (said <= longestRow ? Math.floor(said) : clipRow);
  const pad = config?.pad_token ?? special?.pad_token ?? eos;
  for (const each of [bos, eos, pad]) {
    if (vocab[each] !== undefined) continue;
    throw unreadableModel(path, `${folder}/vocab.json`, `it lacks the token ${each}`, null);
  }
  const lost = unreachable(vocab, merges);
  if (lost > Object.keys(vocab).length * mostUnreachable) {
    const reason = `${lost} of the words in its vocabulary cannot be put together by them`;
    throw unreadableModel(path, `${folder}/merges.txt`, reason, null);
  }
  if (maxLength < 3) throw unreadableModel(path, `${folder}/tokenizer_config.json`, 'it has no room for words', null);
  return { vocab, merges, maxLength, bos, eos, pad };
}

/** Words that no merge makes, such as a model's own special ones, are few: with more, the merges are not this vocabulary's. */
const mostUnreachable = 0.05;

/** Entries of several characters that no merge ends in: without its merges, a prompt falls apart into letters unnoticed. */
function unreachable(vocab: TokenizerFiles['vocab'], merges: TokenizerFiles['merges']): number {
  const made = new Set(merges.map(([left, right]) => left + right));
  return Object.keys(vocab).filter((word) => word.replace('</w>', '').length > 1 && !made.has(word)).length;
}

async function readVocabulary(path: string, folder: string): Promise<Pick<TokenizerFiles, 'vocab' | 'merges'>> {
  const whole = `${folder}/tokenizer.json`;
  if ((await isMissing(join(path, folder, 'vocab.json'))) && !(await isMissing(join(path, whole)))) {
    return (await readConfig(path, whole, wholeTokenizer)).model;
  }
  const [vocab, merges] = await Promise.all([
    readConfig(path, `${folder}/vocab.json`, z.record(z.string(), z.int())),
    readModelFile(path, `${folder}/merges.txt`),
  ]);
  return { vocab, merges: parseMerges(merges) };
}

function parseMerges(text: string): [string, string][] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#version'))
    .map((line) => {
      const [left = '', right = ''] = line.trimEnd().split(' ');
      return [left, right];
    });
}
