import { mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { renameDurably } from './atomic-file.ts';

let source: string;
let target: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'telar-rename-'));
  [source, target] = [join(folder, 'new'), join(folder, 'old')];
  await writeFile(source, 'new');
  await writeFile(target, 'old');
});

/** A rename that the system refuses some times first. */
function heldFor(times: number, code: string): { move: typeof rename; tries: () => number } {
  let tries = 0;
  return {
    tries: () => tries,
    async move(from, to) {
      tries += 1;
      if (tries <= times) throw Object.assign(new Error(code), { code });
      await rename(from, to);
    },
  };
}

describe('a target that another program holds open (table B13)', () => {
  it('is replaced once it is free', async () => {
    const held = heldFor(2, 'EBUSY');
    await renameDurably(source, target, held.move);
    expect({ tries: held.tries(), content: await readFile(target, 'utf8') }).toEqual({ tries: 3, content: 'new' });
  });

  it('stays as it was when it is not free after three tries', async () => {
    const held = heldFor(9, 'EPERM');
    await expect(renameDurably(source, target, held.move)).rejects.toMatchObject({ code: 'EPERM' });
    expect([held.tries(), await readFile(target, 'utf8'), await readFile(source, 'utf8')]).toEqual([3, 'old', 'new']);
  });

  it('is not tried again for any other reason', async () => {
    const held = heldFor(9, 'ENOSPC');
    await expect(renameDurably(source, target, held.move)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(held.tries()).toBe(1);
  });
});
