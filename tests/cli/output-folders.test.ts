import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, telar } from '../telar-process.ts';
import { layer, planned, ran, writeStory } from './story.ts';

const root = resolve(import.meta.dirname, '../..');

let home: string;
beforeEach(async () => {
  home = await freshFolder('folders');
});

describe('output folders that are refused', () => {
  it.each([
    ['the root', () => '/', 'protected'],
    ['the home folder', () => home, 'protected'],
    ['the application', () => join(root, 'resources', 'examples'), 'inside-application'],
  ])('%s', async (_name, folder, kind) => {
    const file = await writeStory(join(home, 'film'), [layer('plate')]);
    const before = await readdir(folder());
    const { code, last } = await ran(home, file, '--output-dir', folder());
    expect({ code, last }).toMatchObject({ code: 2, last: { type: 'error', code: 'OutputFolderError', kind } });
    expect(await readdir(folder())).toEqual(
      before.includes('telar.db') ? before : expect.not.arrayContaining(['.takes']),
    );
  });

  it('a link out of the document’s folder, unless it is named', async () => {
    const file = await writeStory(join(home, 'film'), [layer('plate')], [{ id: 'a' }]);
    const outside = await freshFolder('outside');
    await symlink(outside, join(home, 'film', 'outputs'));
    expect(await ran(home, file)).toMatchObject({ code: 2, last: { kind: 'outside-document' } });
    expect((await telar(['plan', file], { home })).code).toBe(2);
    expect(await readdir(outside)).toEqual([]);
    expect((await ran(home, file, '--output-dir', join(home, 'film', 'outputs'))).last).toMatchObject({ done: 1 });
    expect(await readdir(outside)).toContain('a_layer0_image.png');
  });
});

it('a file that is there is kept with --overwrite never, and nothing is made', async () => {
  const file = await writeStory(home, [layer('plate')], [{ id: 'a' }]);
  await ran(home, file);
  const other = await writeStory(join(home, 'other'), [layer('plate', { prompt: 'a boat' })], [{ id: 'a' }]);
  await mkdir(join(home, 'other', 'outputs'));
  const own = await readFile(join(home, 'outputs', 'a_layer0_image.png'));
  await writeFile(join(home, 'other', 'outputs', 'a_layer0_image.png'), own);
  expect(await planned(home, other, '--overwrite', 'never')).toEqual({ 'a/plate': 'skip' });
  expect((await ran(home, other, '--overwrite', 'never')).last).toMatchObject({ done: 0, skipped: 1 });
  expect(await readFile(join(home, 'other', 'outputs', 'a_layer0_image.png'))).toEqual(own);
});

describe('a full disk', () => {
  let mounted: string | null = null;
  afterEach(() => {
    if (mounted !== null) execFileSync('umount', [mounted]);
    mounted = null;
  });

  const mayMount = process.getuid?.() === 0;

  it('fails cells with a typed failure, leaves nothing unfinished, and is made up for later', async () => {
    expect(mayMount, 'this test mounts a disk of 3 MB and needs the rights for it').toBe(true);
    const outputs = join(home, 'outputs');
    await mkdir(outputs);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', outputs]);
    mounted = outputs;
    await writeFile(join(outputs, 'ballast'), Buffer.alloc(3 * 1024 * 1024 - 64 * 1024));
    const units = Array.from({ length: 12 }, (_, index) => ({ id: `u${index}` }));
    const file = await writeStory(home, [layer('plate')], units);

    const { code, last, finished } = await ran(home, file, '--on-error', 'continue', '--max-threads', '1');
    expect({ code, last }).toMatchObject({ code: 1, last: { state: 'failed' } });
    const failures = finished.lines.flatMap((line) =>
      line.state === 'failed' && line.type === 'cell' ? [line.error] : [],
    );
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) expect(failure).toMatchObject({ code: 'OutputFolderError', kind: 'disk-full' });
    const left = [...(await readdir(outputs)), ...(await readdir(join(outputs, '.takes')))];
    expect(left.filter((name) => /\.(part|tmp|converted|original)\b/.test(name))).toEqual([]);
    expect(await brokenTakes(outputs)).toEqual([]);

    await rm(join(outputs, 'ballast'));
    const done = Number(last.done);
    expect(done).toBeLessThan(units.length);
    expect((await ran(home, file)).last).toMatchObject({ state: 'succeeded', failed: 0 });
    expect(await brokenTakes(outputs)).toEqual([]);
    const pictures = (await readdir(outputs)).filter((name) => name.endsWith('.png'));
    expect(pictures).toHaveLength(units.length);
  });
});

/** Takes of the index whose file is not what the index says. */
async function brokenTakes(outputs: string): Promise<string[]> {
  const lines = (await readFile(join(outputs, '.takes', 'index.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '');
  const entries = lines.map(
    (line) => JSON.parse(line.slice(17)) as { kind: string; take?: { file: string; sha256: string } },
  );
  const broken: string[] = [];
  for (const { take } of entries) {
    if (take === undefined) continue;
    const bytes = await readFile(join(outputs, '.takes', take.file)).catch(() => Buffer.alloc(0));
    if (createHash('sha256').update(bytes).digest('hex') !== take.sha256) broken.push(take.file);
  }
  return broken;
}
