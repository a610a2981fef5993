import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Hashes by what tells versions of a file apart, so that gigabytes are read once in the life of the process. */
const known = new Map<string, string>();

/** SHA-256 of a file's content in hex. */
export async function contentHash(file: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(file);
  const version = `${file}\n${size}\n${mtimeMs}\n${ino}`;
  const before = known.get(version);
  if (before !== undefined) return before;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  const made = hash.digest('hex');
  known.set(version, made);
  return made;
}
