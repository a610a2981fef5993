import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { soakRuns } from '../../../../tests/soak.ts';
import { openDatabase } from './open-database.ts';

const rows = 200;

let home: string;
let file: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'telar-damage-'));
  file = join(home, 'telar.db');
});

/** A database with some rows; `leave` ends it as a killed process would, with its log beside it. */
async function fill(): Promise<void> {
  const database = await openDatabase(home);
  const value = 'x'.repeat(500);
  const settings = Array.from({ length: rows }, (_, index) => ({ key: `key${index}`, value }));
  await database.query.insertInto('settings').values(settings).execute();
  await database.close();
}

/** What opening and reading everything comes to: the number of rows, or the failure. */
async function readAll(): Promise<string> {
  try {
    const database = await openDatabase(home);
    try {
      const found = await database.query.selectFrom('settings').selectAll().execute();
      return `${found.length} rows`;
    } finally {
      await database.close();
    }
  } catch (error) {
    const { code, kind, hint } = error as { code?: string; kind?: string; hint?: string };
    const wayBack = hint?.includes('backups') === true ? ', with the way back' : '';
    return `${code ?? String(error)}/${kind ?? ''}${wayBack}`;
  }
}

const refused = 'DatabaseError/unreadable, with the way back';

describe('a database that something happened to', () => {
  it.each([
    ['is empty', (): Promise<void> => truncate(file, 0), refused],
    ['was cut in the middle', (): Promise<void> => truncate(file, 40_960), refused],
    ['was cut inside its header', (): Promise<void> => truncate(file, 50), refused],
    ['is all zeros', (): Promise<void> => writeFile(file, Buffer.alloc(65_536)), refused],
    ['is something else', (): Promise<void> => writeFile(file, 'photo'.repeat(10_000)), refused],
    ['lost its log after an orderly end', (): Promise<void> => rm(`${file}-wal`, { force: true }), `${rows} rows`],
    [
      'has a foreign log beside it',
      (): Promise<void> => writeFile(`${file}-wal`, 'photo'.repeat(10_000)),
      `${rows} rows`,
    ],
    ['has a foreign shared-memory file', (): Promise<void> => writeFile(`${file}-shm`, 'x'), `${rows} rows`],
  ])('%s: %s', async (_name, damage, expected) => {
    await fill();
    await damage();
    const before = await readFile(file);
    expect(await readAll()).toBe(expected);
    // What cannot be read is not made worse.
    if (expected === refused) expect(await readFile(file)).toEqual(before);
  });

  it('comes back from the copy of the day, as the failure says', async () => {
    await fill();
    const copies = await readdir(join(home, 'backups'));
    await truncate(file, 0);
    expect(await readAll()).toBe(refused);
    for (const suffix of ['', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
    await copyFile(join(home, 'backups', copies[0] ?? ''), file);
    expect(await readAll()).toMatch(/^\d+ rows$/);
  });

  it('is made anew where it is empty and never was in use', async () => {
    await writeFile(file, '');
    expect(await readAll()).toBe('0 rows');
  });

  it('keeps what was checkpointed when a killed process’s log is lost', async () => {
    const database = await openDatabase(home);
    await database.query.insertInto('settings').values({ key: 'old', value: '1' }).execute();
    database.direct.pragma('wal_checkpoint(TRUNCATE)');
    await database.query.insertInto('settings').values({ key: 'new', value: '1' }).execute();
    const killed = await mkdtemp(join(tmpdir(), 'telar-killed-'));
    await copyFile(file, join(killed, 'telar.db'));
    await database.close();
    home = killed;
    expect(await readAll()).toBe('1 rows');
  });
});

it(`garbled anywhere, it is refused with the way back or gives all its rows (${soakRuns(40, 300)} damages)`, async () => {
  await fill();
  const good = await readFile(file);
  const outcomes = new Set<string>();
  for (let round = 0; round < soakRuns(40, 300); round += 1) {
    const bad = Buffer.from(good);
    // Spread over the file, and the same at each run of the test.
    const start = (round * 7_919 * 64) % (bad.length - 64);
    for (let index = 0; index < 64; index += 1) bad[start + index] = (index * 151 + round * 37) % 256;
    for (const suffix of ['-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
    await writeFile(file, bad);
    outcomes.add(await readAll());
  }
  outcomes.delete(refused);
  outcomes.delete(`${rows} rows`);
  expect([...outcomes]).toEqual([]);
});
