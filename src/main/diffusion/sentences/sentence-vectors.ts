import type { InferenceSession } from 'onnxruntime-node';
import { CancelledError, TelarError } from '../../../shared/base/index.ts';
import type { ExecutionProvider } from '../../../shared/local-engine/index.ts';
import { unreadableModel } from '../folder/failures.ts';
import { openSession } from '../open-session.ts';
import { pickOutput, runSession, type FloatValues, type TimedRun } from '../tensors.ts';
import { readSentenceFolder, versionOfSentences, type SentenceFolder } from './sentence-folder.ts';

export interface SentenceTexts {
  modelFolder: string;
  texts: readonly string[];
  signal: AbortSignal;
}

export interface SentenceEvents {
  loading(component: string, bytes: number): void;
  loaded(): void;
  progress(step: number, steps: number): void;
}

/** One sentence model, in memory from its first text until a picture wants the room. */
export interface SentenceVectors {
  /** Vectors of texts, in their order. Throws ModelNotFoundError, ModelFileError and CancelledError. */
  embed(order: SentenceTexts, events: SentenceEvents): Promise<number[][]>;
  release(): Promise<void>;
}

interface Loaded {
  key: string;
  folder: SentenceFolder;
  session: InferenceSession;
}

/** On the processor, whatever pictures run on: a sentence takes milliseconds, and its vector is the same everywhere. */
const provider: ExecutionProvider = 'cpu';
/** Outputs that are one vector for a text, then those that are one for each token, by their exporters' names. */
const wholeOutputs = ['sentence_embedding', 'text_embeds'];
const tokenOutputs = ['last_hidden_state', 'token_embeddings'];

export function createSentenceVectors(): SentenceVectors {
  let loaded: Loaded | null = null;

  async function release(): Promise<void> {
    const before = loaded;
    loaded = null;
    await before?.session.release();
  }

  async function load(path: string, events: SentenceEvents): Promise<Loaded> {
    const key = `${path}|${await versionOfSentences(path)}`;
    if (loaded?.key === key) return loaded;
    await release();
    const folder = await readSentenceFolder(path);
    const { graph } = folder;
    events.loading('sentences', graph.graphBytes + graph.externalBytes);
    const session = await openSession(graph, provider);
    events.loaded();
    return (loaded = { key, folder, session });
  }

  return {
    async embed({ modelFolder, texts, signal }, events) {
      const model = await load(modelFolder, events);
      const vectors: number[][] = [];
      for (const text of texts) {
        if (signal.aborted) throw new CancelledError();
        vectors.push(await vectorOf(model, text));
        events.progress(vectors.length, texts.length);
      }
      return vectors;
    },
    release,
  };
}

const plainRun: TimedRun = (session, feeds, outputs) => session.run(feeds, [...outputs]);

/** One text at a time: a vector does not depend on what else is asked for, to its last bit. */
async function vectorOf({ folder, session }: Loaded, text: string): Promise<number[]> {
  const place = { folder: folder.path, file: 'model.onnx' };
  const ids = folder.encode(text);
  const dims = [1, ids.length];
  const feeds = {
    input_ids: { data: ids, dims },
    attention_mask: { data: ids.map(() => 1), dims },
    token_type_ids: { data: ids.map(() => 0), dims },
    position_ids: { data: ids.map((_, i) => i), dims },
  };
  const known = [...wholeOutputs, ...tokenOutputs];
  const outputs = await runSession(session, feeds, { place, run: plainRun }, (names) => {
    const wanted = known.find((name) => names.includes(name));
    return wanted === undefined ? names : [wanted];
  }).catch((error: unknown) => {
    // What the runtime throws is about the graph: an id that it has no row for, a shape that does not fit.
    if (error instanceof TelarError) throw error;
    throw unreadableModel(folder.path, place.file, error instanceof Error ? error.message : String(error), error);
  });
  const vector = pooled(pickOutput(outputs, known, place), folder.pooling);
  if (vector.length > 0 && vector.every(Number.isFinite)) return vector;
  throw unreadableModel(folder.path, place.file, 'what it gives for a text is no vector of numbers', null);
}

/** A vector as it is, the mean of the tokens' (Reimers and Gurevych 2019), or the first of them, as the model says. */
function pooled({ data, dims }: FloatValues, pooling: SentenceFolder['pooling']): number[] {
  if (dims.length < 3) return [...data];
  const [, tokens = 0, width = 0] = dims;
  if (pooling === 'first') return [...data.subarray(0, width)];
  return Array.from({ length: width }, (_, i) => {
    let sum = 0;
    for (let token = 0; token < tokens; token++) sum += data[token * width + i] ?? 0;
    return sum / tokens;
  });
}
