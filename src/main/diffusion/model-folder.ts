import { access, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { ModelNotFoundError } from '../../shared/base/index.ts';
import { schedulerConfig, type NoiseSchedule, buildNoiseSchedule } from './schedulers/index.ts';

const vaeConfig = z.object({
  scaling_factor: z.number().positive(),
  latent_channels: z.int().positive(),
  block_out_channels: z.array(z.number()).min(1),
});
const unetConfig = z.object({ sample_size: z.int().positive() });
const tokenizerConfig = z.looseObject({
  model_max_length: z.int().positive().max(4096),
  bos_token: z.union([z.string(), z.object({ content: z.string() }).transform((token) => token.content)]),
  eos_token: z.union([z.string(), z.object({ content: z.string() }).transform((token) => token.content)]),
});

/** What the files of a model folder say, before anything heavy is loaded. */
export interface ModelFolder {
  path: string;
  noise: NoiseSchedule;
  scalingFactor: number;
  latentChannels: number;
  /** Pixels per latent element, along each side. */
  factor: number;
  /** Native size in pixels. */
  size: number;
  tokenizer: { vocab: Record<string, number>; merges: [string, string][]; maxLength: number; bos: string; eos: string };
}

/** Reads the configuration of a diffusers → ONNX folder. Throws ModelNotFoundError naming what is missing or unreadable. */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  await access(path).catch((error: unknown) => {
    throw new ModelNotFoundError('missing-folder', `The model folder "${basename(path)}" does not exist.`, {
      hint: 'Install the model, or choose another one for this cell.',
      place: { file: path },
      values: { folder: basename(path) },
      cause: error,
    });
  });
  const [scheduler, vae, unet, tokenizer, vocab, merges] = await Promise.all([
    readConfig(path, 'scheduler/scheduler_config.json', schedulerConfig),
    readConfig(path, 'vae_decoder/config.json', vaeConfig),
    readConfig(path, 'unet/config.json', unetConfig),
    readConfig(path, 'tokenizer/tokenizer_config.json', tokenizerConfig),
    readConfig(path, 'tokenizer/vocab.json', z.record(z.string(), z.int())),
    readModelFile(path, 'tokenizer/merges.txt'),
  ]);
  for (const token of [tokenizer.bos_token, tokenizer.eos_token]) {
    if (vocab[token] !== undefined) continue;
    throw unreadableModel(path, 'tokenizer/vocab.json', `it lacks the token ${token}`, null);
  }
  const factor = 2 ** (vae.block_out_channels.length - 1);
  return {
    path,
    noise: buildNoiseSchedule(scheduler),
    scalingFactor: vae.scaling_factor,
    latentChannels: vae.latent_channels,
    factor,
    size: unet.sample_size * factor,
    tokenizer: {
      vocab,
      merges: parseMerges(merges),
      maxLength: tokenizer.model_max_length,
      bos: tokenizer.bos_token,
      eos: tokenizer.eos_token,
    },
  };
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

async function readModelFile(folder: string, name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8').catch((error: unknown) => {
    throw missingFile(folder, name, error);
  });
}

/** Whether a file of a model is not there. */
export function isMissing(file: string): Promise<boolean> {
  return access(file).then(
    () => false,
    () => true,
  );
}

/** The failure of a model folder without one of its files. */
export function missingFile(folder: string, name: string, cause: unknown): Error {
  return new ModelNotFoundError('missing-file', `The model "${basename(folder)}" lacks the file ${name}.`, {
    hint: 'Install the model again.',
    place: { file: join(folder, name) },
    values: { folder: basename(folder), file: name },
    ...(cause === null ? {} : { cause }),
  });
}

async function readConfig<T extends z.ZodType>(folder: string, name: string, schema: T): Promise<z.output<T>> {
  const text = await readModelFile(folder, name);
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? (error.issues[0]?.message ?? '') : String(error);
    throw unreadableModel(folder, name, reason, error);
  }
}

/** The failure of a model file that is not what it should be. */
export function unreadableModel(folder: string, name: string, reason: string, cause: unknown): Error {
  return new ModelNotFoundError(
    'unreadable-model',
    `${name} of the model "${basename(folder)}" cannot be used: ${reason}`,
    {
      hint: 'Install the model again, or choose another one.',
      place: { file: join(folder, name) },
      values: { folder: basename(folder), file: name, reason },
      ...(cause === null ? {} : { cause }),
    },
  );
}
