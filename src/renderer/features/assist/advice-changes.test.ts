import { expect, it } from 'vitest';
import { constraints, loraPreferences } from '../../../shared/assist/index.ts';
import { sampleRecommendation } from '../../../../tests/assist/sample-recommendation.ts';
import { chosenLoras, generationRequestOf, noLoraEdits, type AssistDraft } from '../../studio/assist-draft.ts';
import { adviceChanges } from './advice-changes.ts';
import { loraConflicts } from './lora-conflicts.ts';
import { withLora, withoutLora, withWeight } from './lora-edits.ts';

const advice = sampleRecommendation();
const untouched: AssistDraft = {
  mode: 'assisted',
  prompt: advice.prompt,
  negativePrompt: null,
  seed: null,
  baseModel: null,
  ollama: null,
  constraints: constraints.parse({}),
  loraPreferences: loraPreferences.parse({}),
  parameters: {},
  loras: noLoraEdits,
  pictures: 1,
  vary: 'seed',
  isByAxes: false,
  axes: [],
};
const [first] = advice.loras.loras;
const conflict = advice.loras.rejected.find(({ why }) => why.kind === 'style-conflict');

it('has advice to test with: one LoRA is advised, one conflicts with it', () => {
  expect(first).toBeDefined();
  expect(conflict).toBeDefined();
});

it('finds no change in advice that was left alone, and sends none', () => {
  expect(adviceChanges(untouched, advice)).toEqual([]);
  expect(generationRequestOf(untouched, advice)).toMatchObject({
    recommendationId: 'sample',
    choices: {},
    batch: null,
  });
});

it('names what was changed, with the advised value', () => {
  const id = first?.id ?? '';
  const steps = advice.params.params.steps ?? 0;
  const draft = { ...untouched, parameters: { steps: steps + 5 }, loras: withWeight(noLoraEdits, id, 1.5) };
  expect(adviceChanges(draft, advice)).toEqual([
    { kind: 'parameter', parameter: 'steps', from: steps, to: steps + 5 },
    { kind: 'lora-weight', id, name: first?.name, from: first?.weight, to: 1.5 },
  ]);
  const { choices } = generationRequestOf(draft, advice);
  expect(choices.steps).toBe(steps + 5);
  expect(choices.loras?.[0]).toEqual({ id, weight: 1.5 });
});

it('takes a value that was set back to what was advised for no change', () => {
  const draft = { ...untouched, parameters: { steps: advice.params.params.steps ?? 0 } };
  expect(adviceChanges(draft, advice)).toEqual([]);
});

it('leaves out what was rejected, and brings it back as it was advised', () => {
  const id = first?.id ?? '';
  const rejected = withoutLora(noLoraEdits, id);
  expect(adviceChanges({ ...untouched, loras: rejected }, advice)).toEqual([
    { kind: 'lora-rejected', id, name: first?.name, weight: first?.weight },
  ]);
  expect(generationRequestOf({ ...untouched, loras: rejected }, advice).choices.loras).not.toContainEqual(
    expect.objectContaining({ id }),
  );
  expect(withLora(rejected, id)).toEqual(noLoraEdits);
});

it('warns of two styles that exclude each other, harder when both are used', () => {
  const id = conflict?.id ?? '';
  const before = loraConflicts(chosenLoras(noLoraEdits, advice), advice);
  expect(before.map(({ other, isInUse }) => ({ id: other.id, isInUse }))).toContainEqual({ id, isInUse: false });
  const both = withLora(noLoraEdits, id);
  const added = chosenLoras(both, advice).find((lora) => lora.id === id);
  expect(added).toEqual({ id, name: conflict?.name, weight: conflict?.weight, advised: null });
  const after = loraConflicts(chosenLoras(both, advice), advice);
  expect(after.find(({ other }) => other.id === id)?.isInUse).toBe(true);
  expect(withoutLora(both, id)).toEqual(noLoraEdits);
});

it('has no say in automatic mode, and none without advice in manual mode', () => {
  const changed = { ...untouched, parameters: { steps: 3 } };
  expect(generationRequestOf({ ...changed, mode: 'auto' }, advice)).toMatchObject({
    recommendationId: null,
    choices: {},
  });
  const manual = generationRequestOf({ ...changed, mode: 'manual', loras: withLora(noLoraEdits, 'neon') }, null);
  expect(manual).toMatchObject({
    recommendationId: null,
    choices: { steps: 3, loras: [{ id: 'neon', weight: 0.8 }] },
    config: { mode: 'manual' },
  });
});
