import { z } from 'zod';
import { layerName, microUsd, takeId, unitId } from '../base/index.ts';
import { assetType } from './media.ts';
import { recipe } from './recipe.ts';

const fileName = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One produced asset of a cell, as the index in `output_dir/.takes/` records it. */
export const take = z.object({
  id: takeId,
  unit: unitId,
  layer: layerName,
  assetType,
  /** Name of the file inside `.takes/`: an index that came with a project must not lead out of there. */
  file: fileName,
  mediaType: z.string(),
  bytes: z.int().min(0),
  sha256,
  width: z.int().min(1).nullable(),
  height: z.int().min(1).nullable(),
  /** Length of a film or a sound. Takes of older indexes have none of these three fields. */
  durationSeconds: z.number().min(0).nullable().default(null),
  /** Name of the file inside `.takes/` as it arrived, where the name asked for another picture format. */
  original: fileName.nullable().default(null),
  /** SHA-256 of that file, so that it can be known again. Older indexes do not have it. */
  originalSha256: sha256.optional(),
  /** A placeholder of a rehearsal: it cost nothing and stands for a result. */
  rehearsal: z.boolean().default(false),
  /** `generated` by a run, or `adopted`: a file of the conventional name that somebody else put there. */
  origin: z.enum(['generated', 'adopted']),
  model: z.string().nullable(),
  /** Null for an adopted file: nothing is known of how it was made, so it never counts as stale. */
  recipe: recipe.nullable(),
  prompt: z.string().nullable(),
  /** The seed that was used, drawn or given, as a string because some exceed 2^53. */
  seed: z.string().nullable(),
  durationMs: z.number().min(0).nullable(),
  costMicroUsd: microUsd,
  runId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type Take = z.output<typeof take>;
