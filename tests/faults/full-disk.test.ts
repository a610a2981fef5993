import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { writeCrashDocument } from './crash-document.ts';

const run = promisify(execFile);
const worker = join(import.meta.dirname, 'crash-worker.ts');

let fake: FakeReplicate;
let outputs: string;
beforeAll(async () => {
  fake = await startFakeReplicate();
  fake.latencyMs = () => 10;
});
afterAll(async () => {
  await run('umount', [outputs]);
  await fake.close();
});

/** Runs the document once; answers all that the worker printed. */
async function runOnce(home: string, file: string): Promise<string> {
  const { stdout } = await run(process.execPath, [worker, home, file, fake.baseUrl], { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

it('a full disk stops cells with a clear failure; once there is room the rest is made, and nothing is paid twice', async () => {
  const home = await freshFolder('full');
  const { file, prompts } = await writeCrashDocument(home);
  outputs = join(home, 'outputs');
  await mkdir(outputs);
  // Room for about half of the takes: each stands there twice, as a take and under its conventional name.
  await run('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', outputs]);

  const first = await runOnce(home, file);
  expect(first).toContain('"run":"failed"');
  const failures = first
    .split('\n')
    .filter((line) => line.includes('"state":"failed"'))
    .map((line) => JSON.parse(line) as { failure: { code: string; kind: string } });
  expect(failures.length).toBeGreaterThan(0);
  expect(new Set(failures.map(({ failure }) => `${failure.code}/${failure.kind}`))).toEqual(
    new Set(['OutputFolderError/disk-full']),
  );
  // The run stopped: nothing more was ordered that could not have been stored.
  expect(fake.submissions).toBeLessThan(100);
  const names = await readdir(outputs);
  expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);

  await run('mount', ['-o', 'remount,size=64m', outputs]);
  // One round fetches what was paid and makes what was held up by it; it may take a second one for their dependents.
  const second = await runOnce(home, file);
  expect(second).toContain('"run":"succeeded"');
  const accepted = [...prompts].map(([prompt, cells]) => [
    prompt,
    fake.predictions.filter((each) => each.input.prompt === prompt).length - cells,
  ]);
  expect(accepted.filter(([, extra]) => extra !== 0)).toEqual([]);
  const pictures = (await readdir(outputs)).filter((name) => name.endsWith('.png'));
  expect(pictures).toHaveLength(100);
  for (const name of pictures) expect((await readFile(join(outputs, name))).subarray(-8, -4).toString()).toBe('IEND');
}, 120_000);
