import type { AdvisedName, Recommendation } from '../../../shared/assist/index.ts';
import { chosenLoras, type AssistDraft } from '../../studio/index.ts';

type Value = number | string | null;

/** One thing that the user has settled otherwise than advised. */
export type AdviceChange =
  | { kind: 'parameter'; parameter: AdvisedName; from: Value; to: Value }
  | { kind: 'lora-weight'; id: string; name: string; from: number; to: number }
  | { kind: 'lora-rejected'; id: string; name: string; weight: number }
  | { kind: 'lora-added'; id: string; name: string; weight: number };

/** What the user has changed in the advice, parameters first. Values set to what was advised anyway are no change. */
export function adviceChanges(draft: AssistDraft, recommendation: Recommendation): AdviceChange[] {
  const { params } = recommendation.params;
  const wanted: [AdvisedName, Value | undefined][] = [
    ...(Object.entries(draft.parameters) as [AdvisedName, Value][]),
    ['negativePrompt', draft.negativePrompt ?? undefined],
    // A seed that was left open is not advised: to lock it changes nothing that was said.
    ['seed', params.seed === null ? undefined : draft.seed],
  ];
  const parameters = wanted.flatMap(([parameter, to]): AdviceChange[] => {
    const from = params[parameter];
    return to === undefined || to === from ? [] : [{ kind: 'parameter', parameter, from, to }];
  });
  const chosen = chosenLoras(draft.loras, recommendation);
  const loras = chosen.flatMap(({ id, name, weight, advised }): AdviceChange[] => {
    if (advised === null) return [{ kind: 'lora-added', id, name, weight }];
    return advised.weight === weight ? [] : [{ kind: 'lora-weight', id, name, from: advised.weight, to: weight }];
  });
  const rejected = recommendation.loras.loras
    .filter(({ id }) => !chosen.some((lora) => lora.id === id))
    .map(({ id, name, weight }): AdviceChange => ({ kind: 'lora-rejected', id, name, weight }));
  return [...parameters, ...loras, ...rejected];
}
