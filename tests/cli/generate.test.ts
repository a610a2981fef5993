import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { freshFolder, telar, type Finished } from '../telar-process.ts';

let home: string;
beforeAll(async () => {
  home = await freshFolder('generate');
});

interface ResultLine {
  type: string;
  path: string;
  seed: string;
  metadata: { steps: number; prompt: string; lorasUsed: { id: string; weight: number }[] };
  explanation: { level: string; sections: { sentences: string[] }[] } | null;
}

const results = ({ lines }: Finished): ResultLine[] =>
  (lines as unknown as ResultLine[]).filter(({ type }) => type === 'result');

it('an empty prompt is bad input', async () => {
  const { code, lines } = await telar(['generate', ' ', '--json'], { home });
  expect(code).toBe(2);
  expect(lines).toEqual([expect.objectContaining({ type: 'error', code: 'UsageError', kind: 'empty-prompt' })]);
});

it('a picture by advice comes with its explanation, in a file that tells how it was made', async () => {
  const made = await telar(['generate', 'a red house at night', '--seed', '7', '--explain', 'technical', '--json'], {
    home,
  });
  expect([made.code, made.stderr.includes('Error')]).toEqual([0, false]);
  const [result] = results(made);
  expect(result).toMatchObject({ seed: '7', explanation: { level: 'TECHNICAL' } });
  expect(result!.explanation!.sections.flatMap(({ sentences }) => sentences).length).toBeGreaterThan(10);
  const read = await telar(['metadata', result!.path, '--json'], { home });
  expect(read.lines[0]).toMatchObject({
    digitalSourceType: 'trainedAlgorithmicMedia',
    facts: [{ source: 'telar', prompt: 'a red house at night', seed: '7' }, { source: 'a1111' }],
  });
  expect(JSON.stringify(read.lines[0]).replaceAll(result!.path, '')).not.toContain(home);
});

it('a batch of several axes has every combination once, each pair of a comparison with one seed', async () => {
  const axes = ['--axis', 'lora=none,neon:0.8', '--axis', 'steps=1,2', '--axis', 'seed=2'];
  const order = ['generate', 'a blue tree', '--mode', 'manual', ...axes, '--seed', '5', '--json', '--share-safe'];
  const made = results(await telar([...order, '--output', 'pictures'], { home, cwd: home }));
  expect(made.map(({ seed, metadata }) => [metadata.lorasUsed.length, metadata.steps, seed])).toEqual([
    [0, 1, '5'],
    [0, 1, '6'],
    [0, 2, '5'],
    [0, 2, '6'],
    [1, 1, '5'],
    [1, 1, '6'],
    [1, 2, '5'],
    [1, 2, '6'],
  ]);
  expect(made.every(({ path, explanation }) => path.startsWith(join(home, 'pictures')) && explanation === null)).toBe(
    true,
  );
  expect((await readFile(made[0]!.path)).includes('blue tree')).toBe(false);
});

it('advice that nobody confirms makes nothing', async () => {
  const { code, lines } = await telar(['generate', 'a red house', '--mode', 'assisted', '--json'], { home });
  expect(code).toBe(3);
  expect(lines.map(({ type }) => type)).toEqual(['recommendation', 'error']);
});

it('a picture that passes its limit is stopped, and the batch says so and ends as failed', async () => {
  const order = ['generate', 'a red house', '--batch', '2', '--steps', '100', '--max-time', '0.02', '--json'];
  const made = await telar(order, { home });
  expect(made.code).toBe(1);
  expect(results(made)).toEqual([]);
  expect(made.lines.at(-1)).toMatchObject({
    type: 'error',
    code: 'TimeLimitError',
    kind: 'passed',
    values: { limit: 0.02 },
  });
});

it('an explicitly empty negative prompt is none, whatever would be advised', async () => {
  const ask = async (...flags: string[]): Promise<unknown> => {
    const { lines } = await telar(['recommend', 'a portrait of a woman', ...flags, '--json'], { home });
    return (lines[0]?.params as { negativePrompt: string }).negativePrompt;
  };
  expect(await ask('--negative', 'a boat')).toBe('a boat');
  expect(await ask('--negative', '')).toBe('');
});
