import type { PromptTokenizer } from '../tokenizer.ts';
import type { ParsedPrompt } from '../../../shared/prompt/index.ts';

/** One row of the text encoder's input: start, tokens, end, padding. */
export interface TokenChunk {
  ids: number[];
  /** Emphasis of each id, 1 for start, end and padding. */
  weights: number[];
}

export interface ChunkedPrompt {
  /** At least one. */
  chunks: TokenChunk[];
  /** Tokens that found no room. */
  droppedTokens: number;
}

/** A word list after a comma moves on as a whole when it is at most this share of a chunk (20 of CLIP's 75 tokens). */
const backOffShare = 20 / 75;

/**
 * Cuts a prompt into rows that the text encoder can take (method of the A1111 web UI). A full row ends at its last comma
 * if that is near, so that "…, a red | house" is not torn; `BREAK` ends a row at once. At most `maxChunks` rows.
 */
export function chunkTokens(
  { parts }: ParsedPrompt,
  tokenizer: Pick<PromptTokenizer, 'tokenize' | 'maxLength' | 'bos' | 'eos' | 'pad' | 'comma'>,
  maxChunks: number,
): ChunkedPrompt {
  const room = tokenizer.maxLength - 2;
  const backOff = Math.round(room * backOffShare);
  const rows: { id: number; weight: number }[][] = [];
  let row: { id: number; weight: number }[] = [];
  let lastComma = -1;

  function nextRow(carried: { id: number; weight: number }[] = []): void {
    rows.push(row);
    row = carried;
    lastComma = -1;
  }

  for (const part of parts) {
    if (part.kind === 'break') {
      nextRow();
      continue;
    }
    for (const id of tokenizer.tokenize(part.text)) {
      if (id === tokenizer.comma) lastComma = row.length;
      else if (row.length === room && lastComma !== -1 && row.length - lastComma <= backOff) {
        nextRow(row.splice(lastComma + 1));
      }
      if (row.length === room) nextRow();
      row.push({ id, weight: part.weight });
    }
  }
  if (row.length > 0 || rows.length === 0) rows.push(row);
  return {
    chunks: rows.slice(0, maxChunks).map((each) => padded(each, tokenizer)),
    droppedTokens: rows.slice(maxChunks).reduce((sum, each) => sum + each.length, 0),
  };
}

function padded(
  row: readonly { id: number; weight: number }[],
  { maxLength, bos, eos, pad }: Pick<PromptTokenizer, 'maxLength' | 'bos' | 'eos' | 'pad'>,
): TokenChunk {
  const rest = maxLength - 2 - row.length;
  const fill = <T>(value: T): T[] => Array.from({ length: rest }, () => value);
  return {
    ids: [bos, ...row.map(({ id }) => id), eos, ...fill(pad)],
    weights: [1, ...row.map(({ weight }) => weight), 1, ...fill(1)],
  };
}
