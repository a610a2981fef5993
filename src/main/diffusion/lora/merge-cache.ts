import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What a merge has made. */
const mergeRecord = z.strictObject({
  /** ONNX file of each network that was changed, relative to the entry. */
  files: z.record(z.string(), z.string()),
  notes: z.array(z.string()),
  bytes: z.int().nonnegative(),
});
export type MergeRecord = z.output<typeof mergeRecord>;

const recordName = 'merge.json';
const unfinished = '.part-';
/** An unfinished entry that nobody has touched for this long was left behind by a crash. */
const abandonedAfterMs = 60 * 60 * 1000;

/** Merged weights on disk by recipe, the least recently used goes first. */
export interface MergeCache {
  find(key: string): Promise<{ folder: string; record: MergeRecord } | null>;
  /** Makes an entry: all of it or nothing, also when two processes make the same one. */
  make(key: string, fill: (folder: string) => Promise<Omit<MergeRecord, 'bytes'>>): Promise<void>;
}

/** A cache in `folder` of at most `maxBytes`; the newest entry stays even when it is larger alone. */
export function createMergeCache(folder: string, maxBytes: number): MergeCache {
  async function find(key: string): Promise<{ folder: string; record: MergeRecord } | null> {
    const place = join(folder, key);
    const record = await readRecord(place);
    if (record === null) return null;
    const now = new Date();
    await utimes(join(place, recordName), now, now);
    return { folder: place, record };
  }

  return {
    find,
    async make(key, fill) {
      await mkdir(folder, { recursive: true });
      const part = await mkdtemp(join(folder, unfinished));
      try {
        const made = await fill(part);
        const record: MergeRecord = { ...made, bytes: await sizeOf(part) };
        await writeFile(join(part, recordName), JSON.stringify(record), { flush: true });
        const place = join(folder, key);
        await rename(part, place).catch(async () => {
          // Another process was faster: its entry holds the same bytes. Else what stands in the way is not whole.
          if ((await find(key)) !== null) return;
          await rm(place, removal);
          await rename(part, place);
        });
      } finally {
        await rm(part, { recursive: true, force: true });
      }
      await trim(key);
    },
  };

  /** Lets go of the oldest entries over the limit, and of what crashes left behind. */
  async function trim(newest: string): Promise<void> {
    const entries: { name: string; usedMs: number; bytes: number }[] = [];
    for (const name of await readdir(folder)) {
      const file = join(folder, name, name.startsWith(unfinished) ? '' : recordName);
      const status = await stat(file).catch(nothing);
      if (status === null) continue;
      if (!name.startsWith(unfinished)) {
        const record = await readRecord(join(folder, name));
        if (record !== null) entries.push({ name, usedMs: status.mtimeMs, bytes: record.bytes });
        else await rm(join(folder, name), removal);
      } else if (Date.now() - status.mtimeMs > abandonedAfterMs) {
        await rm(join(folder, name), { recursive: true, force: true });
      }
    }
    entries.sort((a, b) => b.usedMs - a.usedMs);
    let bytes = 0;
    for (const entry of entries) {
      bytes += entry.bytes;
      if (bytes > maxBytes && entry.name !== newest) await rm(join(folder, entry.name), removal);
    }
  }
}

/** What an entry holds; null when it is not there, or not whole any more: people and clean-up tools empty caches. */
async function readRecord(place: string): Promise<MergeRecord | null> {
  const text = await readFile(join(place, recordName), 'utf8').catch(nothing);
  if (text === null) return null;
  const record = parseRecord(text);
  return record !== null && (await sizeOf(place)) === record.bytes + Buffer.byteLength(text) ? record : null;
}

function parseRecord(text: string): MergeRecord | null {
  try {
    return mergeRecord.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Windows refuses to remove a file that a session has mapped: the next trim finds it again. */
const removal = { recursive: true, force: true, maxRetries: 2 };

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    // Another process may be removing it.
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name)).catch(nothing))?.size ?? 0;
  }
  return bytes;
}

function nothing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
