import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { rename, source, useDocument } from '../../../tests/document-on-disk.ts';

const disk = useDocument();
const { hidden, open } = disk;

describe('two processes and one document', () => {
  const lock = (owner: object): Promise<void> =>
    writeFile(hidden('lock'), JSON.stringify({ processId: process.pid, host: hostname(), startedAtMs: 0, ...owner }));
  const deadProcess = async (): Promise<number> => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    return child.pid ?? 0;
  };

  it('lets the second look, and edit after the first has closed', async () => {
    const first = await open();
    const second = await open();
    expect(first.describe().readOnly).toBe(null);
    expect(second.describe().readOnly).toBe('locked');
    expect(() => rename(second, 'X')).toThrow(expect.objectContaining({ kind: 'read-only' }));
    await expect(second.save()).rejects.toMatchObject({ kind: 'read-only' });
    rename(first, 'First');
    await first.close();
    const reloaded = await second.reload();
    expect(reloaded.readOnly).toBe(null);
  });

  it('leaves the recovery copy to the first', async () => {
    const first = await open();
    rename(first, 'Unsaved');
    await first.close();
    const holder = await open();
    const looker = await open();
    expect(looker.describe()).toMatchObject({ recovered: false, matrix: { title: 'Film' } });
    await looker.reload();
    await looker.close();
    await holder.close();
    expect(await readFile(hidden('recovery'), 'utf8')).toBe(source.replace('Film', 'Unsaved'));
  });

  it('is locked by a living process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    await once(child, 'spawn');
    await lock({ processId: child.pid });
    expect((await open()).describe().readOnly).toBe('locked');
    child.kill();
    await once(child, 'exit');
    expect((await open()).describe().readOnly).toBe(null);
  });

  it.each([
    ['one that was killed', async () => lock({ processId: await deadProcess() })],
    ['an earlier process with the same id', () => lock({})],
    ['one that was cut off', () => writeFile(hidden('lock'), '{"proc')],
    [
      'a machine that fell silent',
      async () => {
        await lock({ host: 'elsewhere' });
        await utimes(hidden('lock'), new Date(), new Date(Date.now() - 600_000));
      },
    ],
  ])('takes over the lock of %s', async (_name, leaveLock) => {
    await leaveLock();
    const session = await open();
    expect(session.describe().readOnly).toBe(null);
    await session.close();
    expect(await readdir(disk.folder)).toEqual(['film.telar.json']);
  });

  it('respects a process on another machine', async () => {
    await lock({ host: 'elsewhere' });
    expect((await open()).describe().readOnly).toBe('locked');
  });
});
