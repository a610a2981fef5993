import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { isMissing, missingFile, readModelFolder, unreadableModel, type ModelFolder } from './model-folder.ts';
import { createTokenizer, type PromptTokenizer } from './tokenizer.ts';

/** A model in memory. */
export interface LoadedModel {
  folder: ModelFolder;
  tokenizer: PromptTokenizer;
  textEncoder: InferenceSession;
  unet: InferenceSession;
  vaeDecoder: InferenceSession;
  /** Null for a model without one: it cannot start from a picture. */
  vaeEncoder: InferenceSession | null;
}

/** Models kept in memory, the least recently used goes first. */
export interface ModelPool {
  get(modelFolder: string): Promise<LoadedModel>;
}

/**
 * One thread a session, without spinning: more threads change the last bits of the result (a recipe means the same pixels),
 * and spinning ones slow everything else down.
 */
const sessionOptions: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/** A pool of at most `capacity` models. */
export function createModelPool(capacity: number): ModelPool {
  const models = new Map<string, Promise<LoadedModel>>();
  return {
    async get(modelFolder) {
      const loading = models.get(modelFolder) ?? loadModel(modelFolder);
      models.delete(modelFolder);
      models.set(modelFolder, loading);
      let model: LoadedModel;
      try {
        model = await loading;
      } catch (error) {
        models.delete(modelFolder);
        throw error;
      }
      // Only now: a model that cannot be loaded pushes no other out.
      const oldest = models.entries().next();
      if (models.size > capacity && oldest.done !== true) {
        const [evictedFolder, evicted] = oldest.value;
        models.delete(evictedFolder);
        await releaseModel(await evicted);
      }
      return model;
    },
  };
}

async function loadModel(modelFolder: string): Promise<LoadedModel> {
  const folder = await readModelFolder(modelFolder);
  const encoderFile = 'vae_encoder/model.onnx';
  return {
    folder,
    tokenizer: createTokenizer(folder.tokenizer),
    textEncoder: await loadSession(modelFolder, 'text_encoder/model.onnx'),
    unet: await loadSession(modelFolder, 'unet/model.onnx'),
    vaeDecoder: await loadSession(modelFolder, 'vae_decoder/model.onnx'),
    vaeEncoder: (await isMissing(join(modelFolder, encoderFile))) ? null : await loadSession(modelFolder, encoderFile),
  };
}

async function loadSession(folder: string, name: string): Promise<InferenceSession> {
  const file = join(folder, name);
  if (await isMissing(file)) throw missingFile(folder, name, null);
  return InferenceSession.create(file, sessionOptions).catch((error: unknown) => {
    throw unreadableModel(folder, name, error instanceof Error ? error.message : String(error), error);
  });
}

async function releaseModel(model: LoadedModel): Promise<void> {
  for (const session of [model.textEncoder, model.unet, model.vaeDecoder, model.vaeEncoder]) await session?.release();
}
