import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { LoraCandidate } from '../../src/shared/assist/index.ts';
import { adviceFor } from './catalogue.ts';
import { readShelf } from './lora-shelf.ts';
import { plainPrompts, stylePrompts } from './style-prompts.ts';

const shipped = join(resolve(import.meta.dirname, '../..'), 'resources/loras');
const baseNames = ['local/telar-mini'];
const all = async (): Promise<LoraCandidate[]> => (await readShelf(shipped)).candidates;

it('the LoRAs that ship are described, each with its file', async () => {
  const { candidates, problems } = await readShelf(shipped);
  expect(problems).toEqual([]);
  expect(candidates.map(({ id, baseModel, missing }) => [id, baseModel, missing])).toEqual(
    ['blueprint', 'neon', 'pastel', 'sepia'].map((id) => [id, 'telar-mini', false]),
  );
});

it('of 208 prompts that ask for a style, at least 198 get its LoRA first', async () => {
  const candidates = await all();
  expect(stylePrompts).toHaveLength(208);
  const missed = stylePrompts.filter(
    ({ prompt, lora }) => adviceFor(prompt, candidates, { baseNames }).loras[0]?.id !== lora,
  );
  expect(missed.length, missed.map(({ prompt }) => prompt).join('\n')).toBeLessThanOrEqual(10);
});

it.each(plainPrompts)('"%s" gets none', async (prompt) => {
  expect(adviceFor(prompt, await all(), { baseNames }).loras).toEqual([]);
});

it('two of them are never advised together, unless styles may be mixed', async () => {
  const candidates = await all();
  const prompt = 'a house, sepia, chalk';
  expect(adviceFor(prompt, candidates, { baseNames }).loras).toHaveLength(1);
  const mixed = adviceFor(prompt, candidates, { baseNames, preferences: { allowStyleMixing: true } });
  expect(mixed.loras.map(({ id }) => id).sort()).toEqual(['pastel', 'sepia']);
});
