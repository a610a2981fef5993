import type { ByteSource } from './byte-source.ts';
import { incompleteMedia, unreadableMedia } from './media-failures.ts';

/** A box of an ISO media file: where its content lies. */
export interface Mp4Box {
  type: string;
  start: number;
  end: number;
}

/** Boxes of a file's level, one after the other; the file's own level by default. */
export async function* walkBoxes(source: ByteSource, parent?: Mp4Box): AsyncGenerator<Mp4Box> {
  const end = parent?.end ?? source.size;
  let at = parent?.start ?? 0;
  while (at < end) {
    const { box, next } = await readBox(source, at, end, parent === undefined);
    yield box;
    at = next;
  }
}

async function readBox(
  source: ByteSource,
  at: number,
  end: number,
  isTopLevel: boolean,
): Promise<{ box: Mp4Box; next: number }> {
  const { file } = source;
  if (end - at < 8) throw tooLong(file, 'a box header', isTopLevel);
  const head = await source.read(at, 8);
  const type = head.toString('latin1', 4, 8);
  const short = head.readUInt32BE(0);
  let headerBytes = 8;
  // 0: up to the end. 1: the length follows as 64 bits.
  let length = short === 0 ? end - at : short;
  if (short === 1) {
    if (end - at < 16) throw tooLong(file, 'a box header', isTopLevel);
    headerBytes = 16;
    // Beyond 2^53 the number is not exact, but longer than any file all the same.
    length = Number((await source.read(at + 8, 8)).readBigUInt64BE(0));
  }
  if (length < headerBytes) throw unreadableMedia(file, `a box is ${length} bytes long`);
  if (length > end - at) throw tooLong(file, `the box "${printable(type)}"`, isTopLevel);
  return { box: { type, start: at + headerBytes, end: at + length }, next: at + length };
}

function tooLong(file: string, what: string, isTopLevel: boolean): Error {
  return isTopLevel
    ? incompleteMedia(file, `it ends within ${what}`)
    : unreadableMedia(file, `${what} is longer than what holds it`);
}

function printable(type: string): string {
  return type.replace(/[^a-zA-Z0-9 ]/g, '?');
}
