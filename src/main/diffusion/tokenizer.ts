import { Tokenizer } from '@huggingface/tokenizers';
import type { TokenizerFiles } from './folder/tokenizer-files.ts';

/** Turns prompts into the ids a CLIP text encoder expects. */
export interface PromptTokenizer {
  /** Ids in a row, start and end included. */
  readonly maxLength: number;
  /** Ids of start, end and padding: CLIP pads with end, OpenCLIP (SD 2, SDXL's second) with "!". */
  readonly bos: number;
  readonly eos: number;
  readonly pad: number;
  /** Id of a comma that stands by itself; null where the vocabulary has none. */
  readonly comma: number | null;
  /** Ids of a text of any length, without start and end. */
  tokenize(text: string): number[];
  /** Exactly `maxLength` ids: start, the prompt's tokens (cut if too many), end, padding. */
  encode(prompt: string): number[];
}

/**
 * A tokenizer from CLIP's `vocab.json` and `merges.txt`: lower case, words and punctuation apart, byte-pair merges with
 * `</w>` at a word's end (Radford et al. 2021, published `tokenizer.json` of the CLIP models).
 */
export function createTokenizer({ vocab, merges, maxLength, bos, eos, pad }: TokenizerFiles): PromptTokenizer {
  const start = vocab[bos] ?? 0;
  const end = vocab[eos] ?? 0;
  const special = (id: number, content: string): object => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  });
  const tokenizer = new Tokenizer(
    {
      version: '1.0',
      added_tokens: [special(start, bos), special(end, eos)],
      normalizer: {
        type: 'Sequence',
        normalizers: [
          { type: 'NFC' },
          { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
          { type: 'Lowercase' },
        ],
      },
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [
          {
            type: 'Split',
            pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" },
            behavior: 'Removed',
            invert: true,
          },
          { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
        ],
      },
      post_processor: null,
      decoder: null,
      model: {
        type: 'BPE',
        dropout: null,
        unk_token: eos,
        continuing_subword_prefix: '',
        end_of_word_suffix: '</w>',
        fuse_unk: false,
        vocab,
        merges,
      },
    },
    {},
  );
  const filler = vocab[pad] ?? end;
  const tokenize = (text: string): number[] => (text.trim() === '' ? [] : tokenizer.encode(text).ids);
  return {
    maxLength,
    bos: start,
    eos: end,
    pad: filler,
    comma: vocab[',</w>'] ?? null,
    tokenize,
    encode(prompt) {
      const ids = tokenize(prompt).slice(0, maxLength - 2);
      const padding = Array.from({ length: maxLength - 2 - ids.length }, () => filler);
      return [start, ...ids, end, ...padding];
    },
  };
}
