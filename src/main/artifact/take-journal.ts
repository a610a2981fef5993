import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { take, type Take } from '../../shared/artifact/index.ts';
import { takeId, type TakeId } from '../../shared/base/index.ts';
import { isErrno, writeFileAtomic } from '../platform/index.ts';

/**
 * The index of a takes folder: append-only lines `<checksum> <JSON>`. Each checksum also covers the one before it, so a
 * changed, lost or torn line is seen. The index is the truth; the database only copies it.
 */
const journalEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('take'), take, picked: z.boolean() }),
  z.object({ kind: z.literal('pick'), id: takeId }),
]);
export type JournalEntry = { kind: 'take'; take: Take; picked: boolean } | { kind: 'pick'; id: TakeId };

const journalFileName = 'index.jsonl';
const firstChecksum = '0'.repeat(16);

export interface TakeJournal {
  /** Entries that were on disk when the journal was opened. */
  readonly entries: readonly JournalEntry[];
  /** Name of the file that keeps unreadable lines, or null when all were good. */
  readonly damagedFile: string | null;
  append(entry: JournalEntry): Promise<void>;
}

/**
 * Reads the index of a takes folder. Reading stops at the first bad line; it and all after it are kept in a file of their
 * own, and the index goes on from the last good line.
 */
export async function openTakeJournal(folder: string, now = new Date()): Promise<TakeJournal> {
  const file = join(folder, journalFileName);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  });
  const read = readEntries(text);
  let damagedFile: string | null = null;
  if (read.goodLength < text.length) {
    damagedFile = `index.damaged-${now.toISOString().replaceAll(':', '-')}.jsonl`;
    await writeFileAtomic(join(folder, damagedFile), text.slice(read.goodLength));
    await writeFileAtomic(file, text.slice(0, read.goodLength));
  }
  let checksum = read.checksum;
  let tail = Promise.resolve();
  return {
    entries: read.entries,
    damagedFile,
    append(entry) {
      const write = tail.then(async () => {
        const json = JSON.stringify(entry);
        const next = checksumOf(checksum, json);
        const handle = await open(file, 'a');
        try {
          await handle.writeFile(`${next} ${json}\n`);
          await handle.sync();
        } finally {
          await handle.close();
        }
        checksum = next;
      });
      // The next append waits for this one whether it worked or not; its own caller hears of the failure.
      tail = write.catch(() => undefined);
      return write;
    },
  };
}

function readEntries(text: string): { entries: JournalEntry[]; checksum: string; goodLength: number } {
  const entries: JournalEntry[] = [];
  let checksum = firstChecksum;
  let goodLength = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', goodLength)) {
    const line = text.slice(goodLength, end);
    const json = line.slice(17);
    const expected = checksumOf(checksum, json);
    if (line.slice(0, 17) !== `${expected} `) break;
    entries.push(journalEntry.parse(JSON.parse(json)));
    checksum = expected;
    goodLength = end + 1;
  }
  return { entries, checksum, goodLength };
}

function checksumOf(before: string, json: string): string {
  return createHash('sha256').update(before).update(json).digest('hex').slice(0, 16);
}
