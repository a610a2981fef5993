import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { takeId } from '../../shared/base/index.ts';
import { openTakeJournal, type JournalEntry } from './take-journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-journal-'));
});

const pick = (name: string): JournalEntry => ({ kind: 'pick', id: takeId.parse(name) });
const index = (): string => join(folder, 'index.jsonl');

async function write(...entries: JournalEntry[]): Promise<void> {
  const journal = openTakeJournal(folder);
  for (const entry of entries) await journal.append(entry);
}

describe('the index of a takes folder', () => {
  it('gives back what was written, also when appended at once and over several openings', async () => {
    const journal = openTakeJournal(folder);
    await Promise.all([journal.append(pick('a')), journal.append(pick('b'))]);
    await write(pick('c'));
    const read = openTakeJournal(folder);
    expect(await read.readNew()).toEqual([pick('a'), pick('b'), pick('c')]);
    expect(read.damagedFile).toBeNull();
  });

  it('cuts a torn last line off and goes on', async () => {
    await write(pick('a'), pick('b'));
    await appendFile(index(), '0123456789abcdef {"kind":"pi');
    await write(pick('c'));
    const read = openTakeJournal(folder);
    expect(await read.readNew()).toEqual([pick('a'), pick('b'), pick('c')]);
  });

  it('keeps everything before a changed line, and the rest in a file of its own', async () => {
    await write(pick('a'), pick('b'), pick('c'));
    const text = await readFile(index(), 'utf8');
    await writeFile(index(), text.replace('"b"', '"x"'));
    const read = openTakeJournal(folder, () => new Date('2026-01-02T03:04:05Z'));
    expect(await read.readNew()).toEqual([pick('a')]);
    expect(read.damagedFile).toBe('index.damaged-2026-01-02T03-04-05.000Z.jsonl');
    expect(await readdir(folder)).toContain(read.damagedFile);
  });

  it('notices a line that was taken out', async () => {
    await write(pick('a'), pick('b'), pick('c'));
    const lines = (await readFile(index(), 'utf8')).split('\n');
    await writeFile(index(), [lines[0], lines[2], ''].join('\n'));
    expect(await openTakeJournal(folder).readNew()).toEqual([pick('a')]);
  });

  it('is shared by several processes: none loses what another wrote', async () => {
    const [first, second] = [openTakeJournal(folder), openTakeJournal(folder)];
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(names.map((name, i) => (i % 2 === 0 ? first : second).append(pick(name))));
    const all = await openTakeJournal(folder).readNew();
    expect(all.map((entry) => (entry.kind === 'pick' ? entry.id : '')).sort()).toEqual(names);
    expect(await first.readNew()).toEqual(all.slice(all.findLastIndex((entry) => isOf(['a', 'c', 'e'], entry)) + 1));
  });

  it.each([
    ['a kind that only a newer program knows', '{"kind":"archive","id":"a"}'],
    ['a take whose file lies elsewhere', '{"kind":"take","picked":true,"take":{"id":"a","file":"../../photo.png"}}'],
    ['no JSON', 'archive'],
  ])('passes over %s, and keeps it', async (_name, json) => {
    await write(pick('a'));
    const text = await readFile(index(), 'utf8');
    const before = text.slice(0, 16);
    const checksum = createHash('sha256').update(before).update(json).digest('hex').slice(0, 16);
    await appendFile(index(), `${checksum} ${json}\n`);
    await write(pick('b'));
    const read = openTakeJournal(folder);
    expect(await read.readNew()).toEqual([pick('a'), pick('b')]);
    expect(read.damagedFile).toBeNull();
    expect(await readFile(index(), 'utf8')).toContain(json);
  });

  it('takes the lock of a killed process over', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(join(folder, 'index.lock'), String(gone));
    await write(pick('a'));
    expect(await readdir(folder)).toEqual(['index.jsonl']);
  });
});

function isOf(names: readonly string[], entry: JournalEntry): boolean {
  return entry.kind === 'pick' && names.includes(entry.id);
}
