import { open } from 'node:fs/promises';
import { incompleteMedia, unreadableMedia } from './media-failures.ts';

/** Most bytes that are read to find out what a file is. Nothing is ever allocated by a length that the file declares. */
const readBudget = 4 * 1024 * 1024;
/** Most reads: a chain of a million empty boxes is no film. */
const maxReads = 10_000;
/** Headers lie close together: what is read from the disk around one usually holds the next. */
const pageBytes = 4096;

/** Bytes of a file, read in small pieces. */
export interface ByteSource {
  /** For failures only. */
  readonly file: string;
  readonly size: number;
  /** Exactly `length` bytes; throws AssetDownloadError when they are not there or the budget is used up. */
  read(offset: number, length: number): Promise<Buffer>;
  /** At most `length` bytes, fewer at the end of the file. */
  readUpTo(offset: number, length: number): Promise<Buffer>;
}

type Reader = (offset: number, length: number) => Promise<Buffer>;

/** Runs `work` on a file's bytes and closes the file. */
export async function withByteSource<T>(file: string, work: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    let page = { start: 0, bytes: Buffer.alloc(0) };
    const source = limited(file, size, async (offset, length) => {
      if (offset < page.start || offset + length > page.start + page.bytes.length) {
        const wanted = Math.max(length, pageBytes);
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(wanted), 0, wanted, offset);
        page = { start: offset, bytes: buffer.subarray(0, bytesRead) };
      }
      return page.bytes.subarray(offset - page.start, offset - page.start + length);
    });
    return await work(source);
  } finally {
    await handle.close();
  }
}

/** Bytes that are already in memory. */
export function bytesAsSource(bytes: Uint8Array, file = 'memory'): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return limited(file, bytes.length, async (offset, length) => buffer.subarray(offset, offset + length));
}

function limited(file: string, size: number, reader: Reader): ByteSource {
  let budget = readBudget;
  let reads = 0;

  async function readUpTo(offset: number, length: number): Promise<Buffer> {
    const there = Math.max(0, Math.min(length, size - offset));
    budget -= there;
    reads += 1;
    if (budget < 0 || reads > maxReads) throw unreadableMedia(file, 'its headers are too long');
    return there === 0 ? Buffer.alloc(0) : reader(offset, there);
  }

  return {
    file,
    size,
    readUpTo,
    async read(offset, length) {
      const bytes = await readUpTo(offset, length);
      if (bytes.length < length) throw incompleteMedia(file, `it ends after ${size} bytes`);
      return bytes;
    },
  };
}
