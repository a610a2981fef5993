import { ParameterValidationError } from '../../../shared/base/index.ts';
import { basename } from 'node:path';
import type { Clock } from '../clock.ts';
import { unreadableModel } from '../model-folder.ts';
import { runForOutputs } from '../run-component.ts';
import type { LoadedModel } from '../sessions.ts';
import { fixedDimensions } from '../tensors.ts';
import type { PromptTokenizer } from '../tokenizer.ts';
import { emphasize } from './emphasize.ts';
import type { TokenChunk } from './chunk-tokens.ts';

/** A text as hidden states `[tokens, features]`, and the vector of the whole where the encoder gives one. */
export interface EncodedText {
  tokens: number;
  features: number;
  states: Float32Array;
  pooled: Float32Array | null;
}

export interface TextEncoder {
  readonly tokenizer: PromptTokenizer;
  /** Encodes rows of tokens, filled up with empty rows to `count`. */
  encode(chunks: readonly TokenChunk[], count: number): Promise<EncodedText>;
}

/** One of a model's text encoders. Rows that were encoded before are not run again: negative prompts repeat. */
export function createTextEncoder(
  model: LoadedModel,
  component: 'text_encoder' | 'text_encoder_2',
  { clipSkip, clock }: { clipSkip: number; clock: Clock },
): TextEncoder {
  const tokenizer = component === 'text_encoder' ? model.tokenizer : (model.tokenizer2 ?? model.tokenizer);
  const session = component === 'text_encoder' ? model.textEncoder : (model.textEncoder2 ?? model.textEncoder);
  const batch = fixedDimensions(session, 'input_ids')[0] ?? 1;
  const known = new Map<string, { states: Float32Array; pooled: Float32Array | null }>();

  async function encodeIds(ids: readonly number[]): Promise<{ states: Float32Array; pooled: Float32Array | null }> {
    const key = ids.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    // An exporter may have fixed the number of rows: the others are copies then.
    const data = Array.from({ length: batch }, () => ids).flat();
    const feeds = { input_ids: { data, dims: [batch, ids.length] } };
    let chosen: ChosenOutputs = { states: '', pooled: null };
    const outputs = await runForOutputs(model, component, feeds, {
      clock,
      choose(names) {
        chosen = chooseOutputs(model, component, names, clipSkip);
        return chosen.pooled === null ? [chosen.states] : [chosen.states, chosen.pooled];
      },
    });
    const states = outputs[chosen.states]?.data;
    const pooled = chosen.pooled === null ? undefined : outputs[chosen.pooled]?.data;
    if (states === undefined) throw new Error('an output that was chosen and is not there');
    const first = (values: Float32Array): Float32Array => values.slice(0, values.length / batch);
    const encoded = { states: first(states), pooled: pooled === undefined ? null : first(pooled) };
    known.set(key, encoded);
    return encoded;
  }

  return {
    tokenizer,
    async encode(chunks, count) {
      const empty = { ids: tokenizer.encode(''), weights: [] };
      const rows: Float32Array[] = [];
      let pooled: Float32Array | null = null;
      for (let i = 0; i < count; i++) {
        const chunk = chunks[i] ?? empty;
        const encoded = await encodeIds(chunk.ids);
        rows.push(emphasize(encoded.states, chunk.weights));
        if (i === 0) pooled = encoded.pooled;
      }
      const length = rows[0]?.length ?? 0;
      const states = new Float32Array(length * count);
      rows.forEach((row, i) => states.set(row, i * length));
      return { tokens: tokenizer.maxLength * count, features: length / tokenizer.maxLength, states, pooled };
    },
  };
}

interface ChosenOutputs {
  states: string;
  pooled: string | null;
}

/**
 * The output with the hidden states, and the one with the pooled vector where the UNet wants it. SD models take the last
 * layer; SDXL the last but one of both encoders, before the final norm, and the projected vector of the second
 * (Podell et al. 2023, section 2.1).
 */
function chooseOutputs(
  { folder }: LoadedModel,
  component: 'text_encoder' | 'text_encoder_2',
  names: readonly string[],
  clipSkip: number,
): ChosenOutputs {
  const file = `${component}/model.onnx`;
  if (folder.family !== 'sdxl') {
    if (clipSkip > 0) throw noClipSkip(folder.path);
    if (names.includes('last_hidden_state')) return { states: 'last_hidden_state', pooled: null };
    throw unreadableModel(folder.path, file, `it has no output last_hidden_state, but ${names.join(', ')}`, null);
  }
  const layers = names
    .map((name) => ({ name, index: Number(/^hidden_states[._](\d+)$/.exec(name)?.[1] ?? -1) }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => a.index - b.index);
  const layer = layers.at(-2 - clipSkip);
  if (layer === undefined) {
    if (layers.length > 0) throw noClipSkip(folder.path);
    throw unreadableModel(folder.path, file, 'it has no outputs hidden_states.0, hidden_states.1, …', null);
  }
  if (component === 'text_encoder') return { states: layer.name, pooled: null };
  if (names.includes('text_embeds')) return { states: layer.name, pooled: 'text_embeds' };
  throw unreadableModel(folder.path, file, `it has no output text_embeds, but ${names.join(', ')}`, null);
}

function noClipSkip(folder: string): Error {
  const model = basename(folder);
  return new ParameterValidationError('invalid', `${model} cannot leave out so many layers of its text encoder.`, {
    hint: 'Its export has no outputs for the layers before: use a clip skip of 0.',
    place: { parameter: 'clip_skip' },
    values: { parameter: 'clip_skip', model, reason: 'no hidden states' },
  });
}
