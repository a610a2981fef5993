import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { holdLockFile, startTicksOf, withLockFile, type HeldLock } from '../../src/main/platform/index.ts';
import { soakRuns } from '../soak.ts';

const contender = join(import.meta.dirname, 'contender-child.ts');

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'telar-lock-')), 'run.lock');
});

function onError(error: unknown): void {
  throw error;
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

function contend(rounds: number, end = ''): Promise<Ended> {
  const child = spawn(process.execPath, [contender, file, String(rounds), end], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  return new Promise((done) => child.on('close', (code, signal) => done({ code, signal, output: output.trim() })));
}

/** A process id that was given to a process which has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((done) => child.on('close', done));
  return child.pid ?? 0;
}

async function take(): Promise<HeldLock> {
  const attempt = await holdLockFile(file, { onError });
  if ('owner' in attempt) throw new Error(`process ${attempt.owner.processId} has the lock`);
  return attempt.lock;
}

const ownerFile = (owner: object): string =>
  JSON.stringify({ processId: 1, host: hostname(), startedAtMs: 1, startTicks: null, ...owner });

describe('several processes', () => {
  it(
    'never have the lock at the same time, and all get it',
    async () => {
      const rounds = soakRuns(15, 300);
      const ended = await Promise.all(Array.from({ length: 6 }, () => contend(rounds)));
      expect(ended).toEqual(Array(6).fill({ code: 0, signal: null, output: String(rounds) }));
      expect(await readdir(join(file, '..'))).toEqual([]);
    },
    soakRuns(60_000, 600_000),
  );

  it(
    'take over from those that are killed while they have it, one at a time',
    async () => {
      const rounds = soakRuns(4, 30);
      const ended = await Promise.all(Array.from({ length: 8 }, () => contend(rounds, 'kill')));
      expect(ended).toEqual(Array(8).fill({ code: null, signal: 'SIGKILL', output: '' }));
      await (await take()).release();
    },
    soakRuns(60_000, 600_000),
  );

  it(
    'never remove the lock of one that has just taken over an abandoned one',
    async () => {
      for (let round = 0; round < soakRuns(3, 40); round++) {
        await writeFile(`${file}.busy`, `${await deadProcess()} 1`);
        await writeFile(file, ownerFile({ processId: await deadProcess() }));
        const ended = await Promise.all(Array.from({ length: 6 }, () => contend(3)));
        expect(ended).toEqual(Array(6).fill({ code: 0, signal: null, output: '3' }));
      }
    },
    soakRuns(60_000, 600_000),
  );
});

describe('a lock is taken over at once', () => {
  it('from a process that has ended', async () => {
    await writeFile(file, ownerFile({ processId: await deadProcess() }));
    await (await take()).release();
  });

  it.runIf(existsSync('/proc/self/stat'))('from a process whose number another program has got since', async () => {
    await writeFile(file, ownerFile({ processId: process.ppid, startTicks: '1' }));
    await (await take()).release();
  });

  it('from an earlier process with the number of this one', async () => {
    await writeFile(file, ownerFile({ processId: process.pid, startTicks: '1' }));
    await (await take()).release();
  });

  it('from before the machine was started', async () => {
    await writeFile(file, ownerFile({ processId: process.ppid }));
    await utimes(file, new Date(0), new Date(0));
    await (await take()).release();
  });

  it('from a machine that has been silent for minutes', async () => {
    await writeFile(file, ownerFile({ host: 'elsewhere' }));
    await utimes(file, new Date(), new Date(Date.now() - 121_000));
    await (await take()).release();
  });

  it('where the file was cut off', async () => {
    await writeFile(file, '{"processId": 12');
    await (await take()).release();
  });
});

describe('a lock is respected', () => {
  it.each([
    ['of a living process', { processId: process.ppid, startTicks: startTicksOf(process.ppid) }],
    ['of a living process whose start is not known', { processId: process.ppid }],
    ['of another machine that was heard of lately', { host: 'elsewhere' }],
  ])('%s', async (_name, owner) => {
    await writeFile(file, ownerFile(owner));
    expect(await holdLockFile(file, { onError })).toMatchObject({ owner });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject(owner);
  });

  it('within this process, until it is released; a second release changes nothing', async () => {
    const first = await take();
    expect(await holdLockFile(file, { onError })).toMatchObject({ owner: { processId: process.pid } });
    await first.release();
    const second = await take();
    await first.release();
    await expect(take()).rejects.toThrow(`process ${process.pid} has the lock`);
    await second.release();
  });

  it('by all that ask for it at once in this process', async () => {
    const attempts = await Promise.all(Array.from({ length: 20 }, () => holdLockFile(file, { onError })));
    expect(attempts.filter((attempt) => 'lock' in attempt)).toHaveLength(1);
    for (const attempt of attempts) if ('lock' in attempt) await attempt.lock.release();
  });

  it('and its end is no failure where the folder is gone', async () => {
    const lock = await take();
    await rm(join(file, '..'), { recursive: true });
    await lock.release();
  });
});

describe('a short lock', () => {
  it('lets one work at a time in this process, in any number', async () => {
    let inside = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      expect(inside).toBe(1);
      await Promise.resolve();
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => withLockFile(file, work)));
    expect(existsSync(file)).toBe(false);
  });

  it('is free again after work that failed', async () => {
    await expect(withLockFile(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await withLockFile(file, () => Promise.resolve());
  });

  it.each([
    ['of an earlier process with the number of this one', () => `${process.pid} 1`],
    ['of a process that died before it wrote its number', () => ''],
  ])('%s is taken over', async (_name, text) => {
    await writeFile(file, text());
    await withLockFile(file, () => Promise.resolve());
  });

  it.runIf(existsSync('/proc/self/stat'))('of a process whose number was given again is taken over', async () => {
    await writeFile(file, `${process.ppid} 1`);
    await withLockFile(file, () => Promise.resolve());
  });

  it('is taken over also where a process died while it did so', async () => {
    await writeFile(file, `${await deadProcess()} 1`);
    await writeFile(`${file}.takeover`, `${await deadProcess()} 1`);
    await withLockFile(file, () => Promise.resolve());
    expect(await readdir(join(file, '..'))).toEqual([]);
  });
});
