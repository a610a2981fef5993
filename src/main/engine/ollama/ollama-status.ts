import type { Ollama } from 'ollama/browser';
import { z } from 'zod';
import { problem } from './failures.ts';

/** An Ollama that answers. */
export interface OllamaStatus {
  version: string;
  /** Names of the models it has, as `ollama list` shows them. */
  models: { name: string; bytes: number; parameterSize: string | null; quantization: string | null }[];
}

const versionAnswer = z.object({ version: z.string() });
const tagsAnswer = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      size: z.number().default(0),
      details: z.object({ parameter_size: z.string().nullish(), quantization_level: z.string().nullish() }).nullish(),
    }),
  ),
});

/** Asks `/api/version` and `/api/tags`. */
export async function readStatus(client: Ollama): Promise<OllamaStatus> {
  const version = versionAnswer.safeParse(await client.version());
  const tags = tagsAnswer.safeParse(await client.list());
  if (!version.success || !tags.success) {
    throw problem('failed', 'What answers at this address is not an Ollama that Telar understands.');
  }
  return {
    version: version.data.version,
    models: tags.data.models.map(({ name, size, details }) => ({
      name,
      bytes: size,
      parameterSize: details?.parameter_size ?? null,
      quantization: details?.quantization_level ?? null,
    })),
  };
}
