import { z } from 'zod';
import { hashJson, jsonObject, type JsonObject, type JsonValue } from '../base/index.ts';

/**
 * Everything that determines a take. Files stand in `parameters` as `sha256:<hash of the media>`, so that a recipe neither
 * holds a path or an address nor depends on where the project lies. An unset seed is simply absent. A rehearsal's
 * `templateVersion` starts with `rehearsal:`, so that its placeholder never passes for the real thing.
 */
export const recipe = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  model: z.string(),
  templateVersion: z.string(),
  parameters: jsonObject,
  /** Content of the files of this machine that the engine used beside the parameters (LoRAs), by name; absent without any. */
  files: z.record(z.string(), z.string()).optional(),
});
export type Recipe = z.output<typeof recipe>;

/** Builds a recipe and its hash. */
export function buildRecipe(parts: {
  model: string;
  templateVersion: string;
  parameters: JsonObject;
  files?: Readonly<Record<string, string>>;
}): Recipe {
  const { files = {}, ...rest } = parts;
  // Without files a recipe hashes as it did before there were any.
  const whole = Object.keys(files).length === 0 ? rest : { ...rest, files: { ...files } };
  return { hash: hashJson(whole), ...whole };
}

/** How a recipe holds a file: `sha256:` and the SHA-256 of its bytes in hex. */
export function contentReference(sha256: string): string {
  return `sha256:${sha256}`;
}

/** Whether a value of a recipe stands for a file. */
export function isContentReference(value: JsonValue): boolean {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

const rehearsalPrefix = 'rehearsal:';

/** The template version that a rehearsal's recipes carry. */
export function rehearsalVersion(templateVersion: string): string {
  return `${rehearsalPrefix}${templateVersion}`;
}

/** Whether a take is the placeholder of a rehearsal. */
export function isRehearsal({ templateVersion }: Pick<Recipe, 'templateVersion'>): boolean {
  return templateVersion.startsWith(rehearsalPrefix);
}
