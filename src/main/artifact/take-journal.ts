import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { take, type Take } from '../../shared/artifact/index.ts';
import { takeId, type TakeId } from '../../shared/base/index.ts';
import { providerId } from '../../shared/template/index.ts';
import { takesIndexName } from './output-folder.ts';
import { isErrno, withLockFile, writeFileAtomic } from '../platform/index.ts';

/**
 * Where a provider keeps the bytes of a take, and until when it surely does (milliseconds since 1970). It stands beside
 * the take, not in it: whoever has the address has the picture, so it goes to no screen, log or metadata.
 */
const remoteAddress = z.object({ provider: providerId, url: z.url(), untilMs: z.number() });
export type RemoteAddress = z.output<typeof remoteAddress>;

/**
 * The index of a takes folder: append-only lines `<checksum> <JSON>`. Each checksum also covers the one before it, so a
 * changed, lost or torn line is seen. The index is the truth; the database only copies it.
 */
const journalEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('take'), take, picked: z.boolean(), remote: remoteAddress.optional() }),
  z.object({ kind: z.literal('pick'), id: takeId }),
  z.object({ kind: z.literal('delete'), id: takeId }),
]);
export type JournalEntry =
  | { kind: 'take'; take: Take; picked: boolean; remote?: RemoteAddress | undefined }
  | { kind: 'pick'; id: TakeId }
  | { kind: 'delete'; id: TakeId };

const lockFileName = 'index.lock';
const firstChecksum = '0'.repeat(16);
const newline = 0x0a;

export interface TakeJournal {
  /** Name of the file that keeps unreadable lines, or null when all were good. */
  readonly damagedFile: string | null;
  /** Entries since the last call: at first all of them, later those of other processes. */
  readNew(): Promise<JournalEntry[]>;
  /** Adds an entry; resolves when it is on disk, with the entries of others that came before it. */
  append(entry: JournalEntry): Promise<JournalEntry[]>;
}

/**
 * Opens the index of a takes folder. Reading stops at the first bad line; it and all after it are kept in a file of their
 * own, and the index goes on from the last good line. Several processes may use it: each write happens under a lock, after
 * reading what others have added.
 */
export function openTakeJournal(folder: string, clock: () => Date = () => new Date()): TakeJournal {
  const file = join(folder, takesIndexName);
  let checksum = firstChecksum;
  let offset = 0;
  let damagedFile: string | null = null;
  let tail: Promise<unknown> = Promise.resolve();

  /** One after the other within this process, one process after the other by the lock. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = tail.then(() => withLockFile(join(folder, lockFileName), work));
    // The next one goes ahead whether this worked or not; its own caller hears of the failure.
    tail = result.catch(() => undefined);
    return result;
  }

  async function catchUp(): Promise<JournalEntry[]> {
    const bytes = await readFrom(file, offset);
    const read = readEntries(bytes, checksum);
    if (read.goodLength < bytes.length) {
      damagedFile = `index.damaged-${clock().toISOString().replaceAll(':', '-')}.jsonl`;
      await writeFileAtomic(join(folder, damagedFile), bytes.subarray(read.goodLength));
      await cutOff(file, offset + read.goodLength);
    }
    checksum = read.checksum;
    offset += read.goodLength;
    return read.entries;
  }

  return {
    get damagedFile() {
      return damagedFile;
    },
    readNew: () => inTurn(catchUp),
    append: (entry) =>
      inTurn(async () => {
        const entries = await catchUp();
        const json = JSON.stringify(entry);
        const next = checksumOf(checksum, json);
        const line = Buffer.from(`${next} ${json}\n`);
        const handle = await open(file, appending);
        try {
          await handle.writeFile(line);
          await handle.sync();
        } finally {
          await handle.close();
        }
        checksum = next;
        offset += line.length;
        return entries;
      }),
  };
}

/** A link in the place of the index is refused by the system (ELOOP), not followed; Windows has no such flag, nor git links there. */
const appending = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW;
const changing = constants.O_RDWR | constants.O_NOFOLLOW;

async function cutOff(file: string, length: number): Promise<void> {
  const handle = await open(file, changing);
  try {
    await handle.truncate(length);
  } finally {
    await handle.close();
  }
}

async function readFrom(file: string, offset: number): Promise<Buffer> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  });
  if (handle === null) return Buffer.alloc(0);
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.max(0, size - offset));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function readEntries(bytes: Buffer, before: string): { entries: JournalEntry[]; checksum: string; goodLength: number } {
  const entries: JournalEntry[] = [];
  let checksum = before;
  let goodLength = 0;
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, goodLength)) {
    const line = bytes.toString('utf8', goodLength, end);
    const json = line.slice(17);
    const expected = checksumOf(checksum, json);
    if (line.slice(0, 17) !== `${expected} `) break;
    const entry = readEntry(json);
    if (entry !== null) entries.push(entry);
    checksum = expected;
    goodLength = end + 1;
  }
  return { entries, checksum, goodLength };
}

/**
 * An entry of a whole line; null for one that this program does not understand. A newer one may have written it, so it is
 * passed over and stays: it is no damage.
 */
function readEntry(json: string): JournalEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = journalEntry.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function checksumOf(before: string, json: string): string {
  return createHash('sha256').update(before).update(json).digest('hex').slice(0, 16);
}
