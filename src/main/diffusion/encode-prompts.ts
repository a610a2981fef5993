import type { Clock } from './clock.ts';
import type { LoadedModel } from './sessions.ts';
import { chunkTokens, type TokenChunk } from './prompt/chunk-tokens.ts';
import { parsePrompt, type ParsedPrompt } from '../../shared/prompt/index.ts';
import { createTextEncoder, type EncodedText, type TextEncoder } from './prompt/text-encoder.ts';
import { fixedDimensions, type Values } from './tensors.ts';

/** Rows of tokens that one prompt may have: more only costs time (32 of CLIP's are some 1,800 words). */
const maxChunks = 32;

/** The text of one picture as its UNet takes it. */
export interface EncodedPicture {
  /** Of the negative prompt, then of the prompt; of the prompt alone without guidance. All of one length. */
  texts: EncodedText[];
  /** Rows of hidden states of each text: only pictures with the same number can share a run. */
  tokens: number;
  /** What was left out, as plain sentences. */
  notes: string[];
}

export interface EncodeOptions {
  /** Whether the negative prompt is wanted. */
  guided: boolean;
  /** Last layers of the text encoder that are left out; 0 = as the model was trained. */
  clipSkip: number;
}

/**
 * Encodes the prompts of pictures, with emphasis, in as many rows of tokens as they need. A text is encoded by itself and
 * the rows of a picture's shorter text are filled up with empty ones, so a picture is the same alone and in a batch.
 */
export async function encodePrompts(
  model: LoadedModel,
  pictures: readonly { prompt: string; negativePrompt: string }[],
  { guided, clipSkip }: EncodeOptions,
  clock: Clock,
): Promise<EncodedPicture[]> {
  const encoders = [createTextEncoder(model, 'text_encoder', { clipSkip, clock })];
  if (model.textEncoder2 !== null) encoders.push(createTextEncoder(model, 'text_encoder_2', { clipSkip, clock }));
  const limit = chunkLimit(model);
  const result: EncodedPicture[] = [];
  for (const { prompt, negativePrompt } of pictures) {
    const prompts = (guided ? [negativePrompt, prompt] : [prompt]).map(parsePrompt);
    const rows = prompts.map((parsed) => encoders.map(({ tokenizer }) => chunkTokens(parsed, tokenizer, limit)));
    const count = Math.max(...rows.flat().map(({ chunks }) => chunks.length));
    const texts: EncodedText[] = [];
    for (const [i, parsed] of prompts.entries()) {
      const isZero = guided && i === 0 && model.folder.forceZerosForEmptyPrompt && isEmpty(parsed);
      const chunks = (rows[i] ?? []).map((each) => each.chunks);
      texts.push(await encodeText(encoders, chunks, { count, isZero }));
    }
    const dropped = rows.map((each) => Math.max(...each.map(({ droppedTokens }) => droppedTokens)));
    result.push({
      texts,
      tokens: texts[0]?.tokens ?? 0,
      notes: dropped.flatMap((tokens, i) => (tokens === 0 ? [] : [cutNote(tokens, guided && i === 0)])),
    });
  }
  return result;
}

/** What the UNet wants to know of the text, for pictures of one length: all negative prompts, then all prompts. */
export function textFeeds(
  { folder }: Pick<LoadedModel, 'folder'>,
  pictures: readonly EncodedPicture[],
  { width, height }: { width: number; height: number },
): Record<string, Values> {
  const texts = [0, 1].flatMap((i) => pictures.flatMap((picture) => picture.texts[i] ?? []));
  const [first] = texts;
  if (first === undefined) return {};
  const feeds: Record<string, Values> = {
    encoder_hidden_states: joined(
      texts.map(({ states }) => states),
      [first.tokens, first.features],
    ),
  };
  if (folder.family !== 'sdxl' || first.pooled === null) return feeds;
  // Original size, upper left corner of the crop, size asked for (Podell et al. 2023, section 2.2).
  const timeIds = Float32Array.of(height, width, 0, 0, height, width);
  return {
    ...feeds,
    text_embeds: joined(
      texts.map(({ pooled }) => pooled ?? new Float32Array()),
      [first.pooled.length],
    ),
    time_ids: joined(
      texts.map(() => timeIds),
      [timeIds.length],
    ),
  };
}

/** A UNet whose exporter fixed the number of tokens takes just so many rows. */
function chunkLimit({ unet, tokenizer }: LoadedModel): number {
  const tokens = fixedDimensions(unet, 'encoder_hidden_states')[1] ?? null;
  return tokens === null ? maxChunks : Math.max(1, Math.floor(tokens / tokenizer.maxLength));
}

function isEmpty({ parts }: ParsedPrompt): boolean {
  return parts.every((part) => part.kind === 'break' || part.text.trim() === '');
}

/** Both encoders' states side by side, feature by feature; what the picture is about as a whole comes from the last. */
async function encodeText(
  encoders: readonly TextEncoder[],
  chunks: readonly (readonly TokenChunk[])[],
  { count, isZero }: { count: number; isZero: boolean },
): Promise<EncodedText> {
  const parts: EncodedText[] = [];
  for (const [i, encoder] of encoders.entries()) parts.push(await encoder.encode(chunks[i] ?? [], count));
  const [first] = parts;
  if (first === undefined) throw new Error('a model without a text encoder');
  const features = parts.reduce((sum, part) => sum + part.features, 0);
  const states = new Float32Array(first.tokens * features);
  let offset = 0;
  for (const part of parts) {
    for (let token = 0; token < first.tokens; token++) {
      const row = part.states.subarray(token * part.features, (token + 1) * part.features);
      states.set(row, token * features + offset);
    }
    offset += part.features;
  }
  const pooled = parts.at(-1)?.pooled ?? null;
  return isZero
    ? { tokens: first.tokens, features, states: states.fill(0), pooled: pooled?.slice().fill(0) ?? null }
    : { tokens: first.tokens, features, states, pooled };
}

function joined(rows: readonly Float32Array[], dims: readonly number[]): Values {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const data = new Float32Array(rows.length * size);
  rows.forEach((row, i) => data.set(row, i * size));
  return { data, dims: [rows.length, ...dims] };
}

function cutNote(tokens: number, isNegative: boolean): string {
  return `The ${isNegative ? 'negative prompt' : 'prompt'} is longer than the model reads: its last ${tokens} tokens were left out.`;
}
