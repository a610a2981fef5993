import {
  CancelledError,
  fromFailure,
  ModelNotFoundError,
  TimeLimitError,
  type FailureData,
} from '../../../shared/base/index.ts';

export interface VectorOptions {
  signal: AbortSignal;
  /** Milliseconds for all texts. */
  timeoutMs: number;
}

/** What turns texts into vectors whose angle says how near their meanings are. */
export interface TextVectors {
  by: 'ollama' | 'onnx';
  /** The model as it is now; null where none is installed. Throws what keeps an installed one from being used. */
  open(options: VectorOptions): Promise<OpenVectors | null>;
}

export interface OpenVectors {
  /** Tells its vectors from those of any other model. */
  key: string;
  embed(texts: readonly string[], options: VectorOptions): Promise<number[][]>;
}

/** A server that makes vectors of texts. */
export interface EmbeddingServer {
  /** Names of its models. */
  models(signal: AbortSignal): Promise<string[]>;
  embed(model: string, texts: readonly string[], options: VectorOptions): Promise<number[][]>;
}

/** A sentence model in a folder of this machine. */
export interface SentenceModel {
  /** Changes with its files; null where no folder is. */
  version(): Promise<string | null>;
  embed(texts: readonly string[], options: { signal: AbortSignal }): Promise<number[][]>;
}

/** Models of Ollama's library that are made for embeddings, by their names. */
const embeddingNames = /embed|minilm|\bbge\b|\be5\b|\bgte\b|paraphrase/i;

/** Vectors by an embedding model of the user's Ollama. */
export function ollamaVectors(server: EmbeddingServer): TextVectors {
  return {
    by: 'ollama',
    async open({ signal }) {
      const model = (await server.models(signal)).filter((name) => embeddingNames.test(name)).sort()[0];
      if (model === undefined) throw noEmbeddingModel();
      return { key: model, embed: (texts, options) => server.embed(model, texts, options) };
    },
  };
}

/** In the place of a server that has just failed to answer: it is not waited for twice. */
export function unanswering(failure: FailureData): TextVectors {
  return { by: 'ollama', open: () => Promise.reject(fromFailure(failure)) };
}

/** Vectors by the sentence model of this machine, if one is installed. */
export function sentenceVectors(model: SentenceModel): TextVectors {
  return {
    by: 'onnx',
    async open() {
      const version = await model.version();
      if (version === null) return null;
      return {
        key: `onnx\n${version}`,
        async embed(texts, { signal, timeoutMs }) {
          const late = AbortSignal.timeout(timeoutMs);
          try {
            return await model.embed(texts, { signal: AbortSignal.any([signal, late]) });
          } catch (error) {
            if (error instanceof CancelledError && !signal.aborted) throw tooSlow(timeoutMs);
            throw error;
          }
        },
      };
    },
  };
}

function noEmbeddingModel(): Error {
  return new ModelNotFoundError('not-pulled', 'Your Ollama has no model for embeddings.', {
    hint: 'Fetch one: ollama pull nomic-embed-text',
    values: { model: 'nomic-embed-text' },
  });
}

function tooSlow(timeoutMs: number): Error {
  const limit = Math.max(0.1, Math.round(timeoutMs / 100) / 10);
  return new TimeLimitError('comparing', `The sentence model of this machine took longer than ${limit} seconds.`, {
    hint: 'It goes on where it was at the next advice; it waits for pictures that are being made.',
    values: { limit },
  });
}
