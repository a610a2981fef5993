import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of a file's bytes, streamed; 64 lower-case hex digits. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Hashes files, remembering the result as long as size, times and inode stay the same. */
export interface FileHasher {
  /** Null for a file that does not exist. Other errors are thrown. */
  hash(file: string): Promise<string | null>;
}

/** A file's hash and the size, times and inode it had then. */
export interface KnownHash {
  identity: string;
  sha256: string;
}

/** Where hashes are remembered by file. */
export interface HashMemory {
  get(file: string): KnownHash | undefined;
  set(file: string, known: KnownHash): unknown;
}

/** A hasher; without a memory given it remembers as long as it lives. */
export function createFileHasher(known: HashMemory = new Map<string, KnownHash>()): FileHasher {
  return {
    async hash(file) {
      const info = await stat(file).catch((error: unknown) => {
        if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null;
        throw error;
      });
      if (!info?.isFile()) return null;
      const identity = `${info.size}:${info.mtimeMs}:${info.ctimeMs}:${info.ino}`;
      const cached = known.get(file);
      if (cached?.identity === identity) return cached.sha256;
      const sha256 = await hashFile(file);
      known.set(file, { identity, sha256 });
      return sha256;
    },
  };
}

/** Whether an error is the operating system's error with this code. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
