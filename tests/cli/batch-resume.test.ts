import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { finish, freshFolder, startTelar, telar, type Finished } from '../telar-process.ts';

let home: string;
beforeAll(async () => {
  home = await freshFolder('batch-resume');
});

const order = ['generate', 'a red house', '--mode', 'manual', '--seed', '7', '--axis', 'seed=5', '--sequential'];
const pictures = ({ lines }: Finished): Record<string, unknown>[] => lines.filter(({ type }) => type === 'result');

/** Pictures that lie in the takes of a generation. */
async function takesOf(id: string): Promise<string[]> {
  const takes = join(home, 'generations', id, 'outputs', '.takes');
  return (await readdir(takes)).filter((name) => name.endsWith('.png')).sort();
}

it('a batch that is killed in the middle is gone on with, and what was there is not made again', async () => {
  const child = startTelar([...order, '--steps', '60', '--json'], { home });
  let told = '';
  const killed = finish(child);
  child.stdout?.on('data', (text: string) => {
    told += text;
    if (told.split('"state":"succeeded"').length > 2) child.kill('SIGKILL');
  });
  expect((await killed).code).toBeNull();
  const begun = killed.then(({ stdout }) => /"type":"generation","id":"([\w-]+)"/.exec(stdout)?.[1] ?? '');
  const id = await begun;
  const before = await takesOf(id);
  expect(before.length).toBeGreaterThanOrEqual(2);
  expect(before.length).toBeLessThan(5);

  const resumed = await telar(['generate', '--resume', id, '--sheet', join(home, 'all.png'), '--json'], { home });
  expect(resumed.code).toBe(0);
  expect(pictures(resumed).map(({ seed }) => seed)).toEqual(['7', '8', '9', '10', '11']);
  const after = await takesOf(id);
  expect(after).toHaveLength(5);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(resumed.lines.at(-1)).toMatchObject({ type: 'sheet', generationId: id });

  const again = await telar(['generate', '--resume', id, '--json', '--output', 'again'], { home, cwd: home });
  expect(pictures(again).map((each) => each.id)).toEqual(pictures(resumed).map((each) => each.id));
  expect(await takesOf(id)).toEqual(after);
}, 60_000);

it('names the generation that is gone on with when it is interrupted', async () => {
  const child = startTelar([...order, '--steps', '60', '--json'], { home });
  child.stdout?.on('data', (text: string) => {
    if (text.includes('"state":"running"')) child.kill('SIGINT');
  });
  const { code, stderr } = await finish(child);
  expect(code).toBe(130);
  expect(stderr).toMatch(/telar generate --resume [\w-]+/);
});

it.each([
  [['generate', 'a house', '--resume', '20200101-000000-abc', '--json'], 'invalid'],
  [['generate', 'a house', '--scale', '3', '--json'], 'invalid'],
  [['generate', '--resume', '20200101-000000-abc', '--steps', '4', '--json'], 'invalid'],
  [['generate', '--resume', '20200101-000000-abc', '--json'], 'generation'],
  [['generate', '--json'], 'empty-prompt'],
])('%j is refused as %s', async (args, kind) => {
  const { code, lines } = await telar(args, { home });
  expect(code).not.toBe(0);
  expect(lines.at(-1)).toMatchObject({ type: 'error', kind });
});
