import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { finish, freshFolder, sampleFile, startTelar, telar } from '../telar-process.ts';
import { brokenPicture, chain, layer, ran, writeStory } from './story.ts';

let home: string;
beforeEach(async () => {
  home = await freshFolder('codes');
});

it('0: done, and done already', async () => {
  const file = await writeStory(home, [layer('plate')]);
  expect((await ran(home, file)).code).toBe(0);
  expect((await ran(home, file)).code).toBe(0);
});

it('1: a cell failed; its failure is in its line', async () => {
  await writeFile(join(home, 'broken.png'), brokenPicture);
  const file = await writeStory(home, [layer('plate', { image: 'broken.png' })], [{ id: 'a' }]);
  const { code, last, finished } = await ran(home, file);
  expect({ code, last }).toMatchObject({ code: 1, last: { type: 'run', state: 'failed', failed: 1 } });
  expect(finished.lines.at(-2)).toMatchObject({ type: 'cell', state: 'failed', error: { place: { unit: 'a' } } });
});

describe('2: bad input, in one line with --json', () => {
  // Also what the parser of the command line refuses has the shape of every other failure.
  const shapeOfUsage = {
    code: 'UsageError',
    kind: 'invalid',
    hint: expect.stringContaining('--help') as string,
    place: {},
    values: {},
  };
  const circle = [layer('plate', { image: '{{layers.copy.path}}' }), layer('copy', { image: '{{layers.plate.path}}' })];
  it.each([
    ['a command that is not there', () => ['paint'], shapeOfUsage],
    ['an option that is not there', () => ['plan', sampleFile, '--colour'], shapeOfUsage],
    ['an argument too few', () => ['run'], { code: 'UsageError' }],
    ['an option without its value', () => ['run', sampleFile, '--unit'], { code: 'UsageError' }],
    ['a rule that is none', () => ['run', sampleFile, '--on-error', 'pray'], { code: 'UsageError' }],
    ['a budget that is none', () => ['run', sampleFile, '--budget', 'much'], { code: 'UsageError' }],
    ['a budget that is none, for a plan', () => ['plan', sampleFile, '--budget', '-1'], { code: 'UsageError' }],
    ['a layer that is not there', () => ['plan', sampleFile, '--layer', '9'], { code: 'UsageError' }],
    ['a file that is not there', () => ['run', 'none.telar.json'], { code: 'MatrixFormatError', kind: 'not-found' }],
    [
      'a broken cell outside the scope that one of it needs',
      () =>
        writeStory(home, [layer('first'), layer('last', { image: '{{next_unit.layers.last.path}}' })]).then((file) => [
          'run',
          file,
          '--unit',
          'a',
        ]),
      {
        code: 'LayerDependencyError',
        kind: 'no-next-unit',
        cell: 'b/last',
        message: expect.stringContaining('a/last needs b/last') as string,
      },
    ],
    [
      'a parameter out of range',
      () => writeStory(home, [layer('plate', { steps: 1000 })]).then((file) => ['run', file]),
      { code: 'ParameterValidationError', cell: 'a/plate', parameter: 'steps' },
    ],
    [
      'a circle',
      () => writeStory(home, circle, [{ id: 'a' }]).then((file) => ['run', file]),
      { code: 'LayerDependencyError', cell: 'a/plate', cells: ['a/plate', 'a/copy', 'a/plate'] },
    ],
    [
      'a take that is not there',
      () => writeStory(home, chain).then((file) => ['run', file, '--layer', 'copy']),
      { code: 'LayerDependencyError', kind: 'missing-take', cell: 'a/copy' },
    ],
  ] as [string, () => string[] | Promise<string[]>, object][])('%s', async (_name, argsOf, expected) => {
    const [command = '', ...args] = await argsOf();
    const { code, lines } = await telar([command, '--json', ...args], { home });
    expect(code).toBe(2);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ type: 'error', ...expected });
    expect(String(lines[0]?.message).length).toBeGreaterThan(10);
  });
});

it('3: another process runs this document', async () => {
  const units = Array.from({ length: 40 }, (_, index) => ({ id: `u${index}` }));
  const file = await writeStory(home, [layer('plate', { steps: 20 })], units);
  const first = startTelar(['run', file, '--json'], { home });
  const ended = finish(first);
  await once(first.stdout ?? first, 'data');
  const second = await ran(home, file);
  first.kill('SIGINT');
  expect(second).toMatchObject({ code: 3, last: { code: 'DocumentConflictError', kind: 'running-elsewhere' } });
  expect((await ended).code).toBe(130);
});

it.each(['SIGINT', 'SIGTERM'] as const)('130: %s ends a run; what was finished stays', async (signal) => {
  const units = Array.from({ length: 40 }, (_, index) => ({ id: `u${index}` }));
  const file = await writeStory(home, [layer('plate', { steps: 5 })], units);
  const child = startTelar(['run', file, '--json', '--max-threads', '1'], { home });
  child.stdout?.on('data', (text: Buffer) => {
    if (text.toString().includes('"succeeded"')) child.kill(signal);
  });
  const { code, lines } = await finish(child);
  expect({ code, last: lines.at(-1) }).toMatchObject({ code: 130, last: { type: 'run', state: 'cancelled' } });
  const done = Number(lines.at(-1)?.done);
  expect(done).toBeGreaterThan(0);
  expect((await readdir(join(home, 'outputs'))).filter((name) => name.endsWith('.png'))).toHaveLength(done);
  expect((await ran(home, file, '--unit', 'u0')).last).toMatchObject({ skipped: 1 });
});

it('a plain form runs like any document', async () => {
  const file = join(home, 'layers.json');
  await writeFile(
    file,
    JSON.stringify({ u1: [{ model: 'local/telar-mini', asset_type: 'image', parameters: { prompt: 'x', steps: 1 } }] }),
  );
  expect((await ran(home, file)).last).toMatchObject({ type: 'run', done: 1 });
});
