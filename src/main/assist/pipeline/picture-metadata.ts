import { factsOfTake, type GenerationMetadata, type GenerationNote } from '../../../shared/assist/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import type { StoredPicture } from './workshop.ts';

/** What a picture of a generation was made with and what it took. */
export function pictureMetadata(
  { take, peakMemory }: StoredPicture,
  note: GenerationNote,
  template: ModelTemplate | null,
): GenerationMetadata {
  const { prompt, negativePrompt, seed, steps, cfgScale, sampler, width, height, loras } = factsOfTake(take, template);
  return {
    prompt,
    negativePrompt,
    seed,
    steps,
    cfgScale,
    width,
    height,
    sampler,
    lorasUsed: loras.map(({ id, weight }) => ({ id, name: nameOf(id, note), weight })),
    generationTimeSeconds: take.durationMs === null ? null : take.durationMs / 1000,
    peakMemory,
    baseModelId: take.model ?? note.recommendation?.baseModel.id ?? '',
    pipelineType: note.mode === 'manual' ? 'manual' : 'intelligent',
  };
}

/** Name that people know a LoRA by, where the advice has it. */
function nameOf(id: string, { recommendation }: GenerationNote): string {
  const known = recommendation === null ? [] : [...recommendation.loras.loras, ...recommendation.loras.rejected];
  return known.find((each) => each.id.toLowerCase() === id.toLowerCase())?.name ?? id;
}
