import type { LoraRejection, Recommendation } from '../../../shared/assist/index.ts';
import type { ChosenLora } from '../../studio/index.ts';

/** Two LoRAs whose styles exclude each other. */
export interface LoraConflict {
  /** The one that was preferred. */
  kept: { id: string; name: string };
  other: { id: string; name: string };
  why: LoraRejection;
  /** Both are in use: the user has put the other one back. */
  isInUse: boolean;
}

/** The conflicts that the advice met, with whether the user lets them stand. */
export function loraConflicts(chosen: readonly ChosenLora[], recommendation: Recommendation): LoraConflict[] {
  const { loras, rejected } = recommendation.loras;
  const isUsed = (id: string): boolean => chosen.some((lora) => lora.id === id);
  return rejected.flatMap(({ id, name, why }) => {
    if (why.kind !== 'style-conflict') return [];
    const kept = loras.find((each) => each.id === why.with || each.name === why.with) ?? {
      id: why.with,
      name: why.with,
    };
    const isInUse = isUsed(id) && isUsed(kept.id);
    // One of the two alone harms nothing, once the user has made the choice the other way round.
    if (isUsed(id) && !isInUse) return [];
    return [{ kept: { id: kept.id, name: kept.name }, other: { id, name }, why, isInUse }];
  });
}
