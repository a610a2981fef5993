import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { isHeld, withLock } from '../../scripts/lock.mjs';
import { processIdentity } from '../../scripts/processes.mjs';

let file = '';
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'telar-lock-')), 'build.lock');
});

async function deadIdentity(): Promise<string> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  const identity = processIdentity(child.pid ?? 0) ?? '';
  child.kill('SIGKILL');
  await once(child, 'close');
  return identity;
}

test('two that start together work one after the other', async () => {
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    log.push(`${name} ends`);
  };
  await Promise.all([withLock(file, 'testing', work('a')), withLock(file, 'testing', work('b'))]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(existsSync(file)).toBe(false);
});

test('the lock of a killed process is taken over', async () => {
  await writeFile(file, JSON.stringify({ owner: await deadIdentity() }));
  expect(await withLock(file, 'testing', () => Promise.resolve('done'))).toBe('done');
});

test('a lock is held while the program of a killed script still runs', async () => {
  const alive = processIdentity(process.pid) ?? '';
  const dead = await deadIdentity();
  expect(isHeld({ owner: dead, child: alive })).toBe(true);
  expect(isHeld({ owner: dead, child: dead })).toBe(false);
});

test('the lock is given back after a failure', async () => {
  await expect(withLock(file, 'testing', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
