import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { finish, freshFolder, sampleFile, startTelar, telar } from '../telar-process.ts';

const run = promisify(execFile);

/** Process ids of the children of a process whose command line names a program. */
async function childrenOf(parent: number, program: string): Promise<number[]> {
  const { stdout } = await run('ps', ['-o', 'pid=,args=', '--ppid', String(parent)]);
  return stdout
    .split('\n')
    .filter((line) => line.includes(program))
    .map((line) => Number.parseInt(line, 10));
}

/** Resolves as soon as a line of the child's output satisfies the test. */
function lineThat(
  child: ReturnType<typeof startTelar>,
  test: (line: Record<string, unknown>) => boolean,
): Promise<void> {
  return new Promise((done) => {
    let rest = '';
    child.stdout?.on('data', (text: Buffer | string) => {
      const lines = (rest + String(text)).split('\n');
      rest = lines.pop() ?? '';
      if (lines.some((line) => test(JSON.parse(line) as Record<string, unknown>))) done();
    });
  });
}

describe('kill -9', () => {
  it('of the engine process in the middle of a cell: the cell is tried again and the run goes on', async () => {
    const home = await freshFolder('home');
    const child = startTelar(['run', sampleFile, '--output-dir', 'out', '--json'], { home });
    const finished = finish(child);
    await lineThat(child, (line) => Number(line.step) >= 1);
    const engines = await childrenOf(child.pid ?? 0, 'diffusion-child');
    expect(engines).toHaveLength(1);
    // Known by now, so that nothing lies between a step and the kill, and the cell is in its middle.
    await lineThat(child, (line) => Number(line.step) >= 1 && Number(line.step) <= 3);
    process.kill(engines[0] ?? 0, 'SIGKILL');
    const { code, lines } = await finished;
    expect({ code, run: lines.at(-1) }).toMatchObject({ code: 0, run: { state: 'succeeded', done: 12, failed: 0 } });
    expect(lines.some((line) => line.state === 'waiting')).toBe(true);
    expect(lines.some((line) => line.attempt === 2 && line.state === 'succeeded')).toBe(true);
  }, 90_000);

  it('of the host in the middle of a run: the finished cells are there, the others run next time', async () => {
    const home = await freshFolder('home');
    const child = startTelar(['run', sampleFile, '--output-dir', 'out', '--json'], { home });
    const finished = finish(child);
    await lineThat(child, (line) => line.unit === 'sunset' && line.layerName === 'plate' && line.state === 'running');
    child.kill('SIGKILL');
    const { lines } = await finished;
    const made = new Set(
      lines
        .filter((line) => line.state === 'succeeded')
        .map((line) => `${String(line.unit)}_layer${String(line.layer)}_image.png`),
    );
    expect(made.size).toBeGreaterThan(0);
    const before = new Map(
      await Promise.all([...made].map(async (name) => [name, await readFile(join(home, 'out', name))] as const)),
    );

    const again = await telar(['run', sampleFile, '--output-dir', 'out', '--json'], { home });
    expect(again.lines.at(-1)).toMatchObject({ state: 'succeeded', failed: 0 });
    const result = again.lines.at(-1) as { done: number; skipped: number };
    expect(result.done + result.skipped).toBe(12);
    expect(result.skipped).toBeGreaterThanOrEqual(made.size);
    for (const [name, bytes] of before) expect(await readFile(join(home, 'out', name))).toEqual(bytes);
    expect((await readdir(join(home, 'out', '.takes'))).filter((name) => name.endsWith('.damaged'))).toEqual([]);
  }, 90_000);
});

it('Ctrl+C, which a terminal sends to the whole process group, cancels and keeps what was finished', async () => {
  const home = await freshFolder('home');
  const child = startTelar(['run', sampleFile, '--output-dir', 'out', '--json'], { home, wrapper: ['setsid', '-w'] });
  const finished = finish(child);
  await lineThat(child, (line) => line.unit === 'day' && line.layerName === 'plate' && line.state === 'running');
  const [group] = await childrenOf(child.pid ?? 0, 'cli.js');
  process.kill(-(group ?? child.pid ?? 0), 'SIGINT');
  const { code, lines } = await finished;
  expect(code).toBe(130);
  expect(lines.at(-1)).toMatchObject({ type: 'run', state: 'cancelled', failed: 0 });
}, 60_000);

describe('two runs at once on one output folder', () => {
  it('the second is refused, the first ends well, and no lock is left', async () => {
    const [one, two] = [await freshFolder('home'), await freshFolder('home')];
    const out = join(await freshFolder('work'), 'out');
    const args = ['run', sampleFile, '--output-dir', out, '--json'];
    const runs = await Promise.all([telar(args, { home: one }), telar(args, { home: two })]);
    expect(runs.map((each) => each.code).sort()).toEqual([0, 3]);
    const refused = runs.find((each) => each.code === 3);
    expect(refused?.lines.at(-1)).toMatchObject({ code: 'DocumentConflictError', kind: 'running-elsewhere' });
    const plan = await telar(['plan', sampleFile, '--output-dir', out, '--json'], { home: one });
    expect(plan.lines[0]).toMatchObject({ totals: { run: 0, skip: 12 }, warnings: [] });
    const names = await readdir(join(out, '.takes'));
    expect(
      names.filter((name) => name.includes('damaged') || name.endsWith('.lock') || name.endsWith('.part')),
    ).toEqual([]);
  }, 90_000);
});
