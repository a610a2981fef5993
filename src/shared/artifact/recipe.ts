import { z } from 'zod';
import { hashJson, jsonObject, type JsonObject } from '../base/index.ts';

/**
 * Everything that determines a take. File inputs stand in `parameters` as `sha256:<hash of the media>`, so that a recipe
 * neither holds a path nor depends on where the project lies. An unset seed is simply absent.
 */
export const recipe = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  model: z.string(),
  templateVersion: z.string(),
  parameters: jsonObject,
});
export type Recipe = z.output<typeof recipe>;

/** Builds a recipe and its hash. */
export function buildRecipe(parts: { model: string; templateVersion: string; parameters: JsonObject }): Recipe {
  return { hash: hashJson(parts), ...parts };
}
