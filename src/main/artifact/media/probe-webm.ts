import type { ByteSource } from './byte-source.ts';
import { incompleteMedia, unreadableMedia } from './media-failures.ts';
import type { MediaFacts } from './media-facts.ts';

/** Ids of the Matroska elements that are read (RFC 9559). */
const ids = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackType: 0x83,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  cluster: 0x1f43b675,
};
const containers: ReadonlySet<number> = new Set([
  ids.ebml,
  ids.segment,
  ids.info,
  ids.tracks,
  ids.trackEntry,
  ids.video,
]);
const filmTrack = 1;

interface Element {
  id: number;
  start: number;
  end: number;
}

interface Found {
  docType: string;
  /** Nanoseconds of a tick. */
  scale: number;
  ticks: number | null;
  trackTypes: number[];
  width: number | null;
  height: number | null;
  hasMedia: boolean;
}

/** Size and length of a WebM file by its headers; the length is null where a live recording left it out. */
export async function probeWebm(source: ByteSource): Promise<MediaFacts> {
  const found: Found = {
    docType: '',
    scale: 1_000_000,
    ticks: null,
    trackTypes: [],
    width: null,
    height: null,
    hasMedia: false,
  };
  await readLevel(source, { id: 0, start: 0, end: source.size }, found);
  if (found.trackTypes.length === 0) throw incompleteMedia(source.file, 'it has no track');
  if (!found.hasMedia) throw incompleteMedia(source.file, 'it has headers, but no pictures or sound');
  const isFilm = found.trackTypes.includes(filmTrack);
  const container = found.docType === 'webm' ? 'webm' : 'x-matroska';
  return {
    mediaType: `${isFilm ? 'video' : 'audio'}/${container}`,
    width: found.width,
    height: found.height,
    durationSeconds: found.ticks === null ? null : (found.ticks * found.scale) / 1e9,
  };
}

/** Reads the elements of a level and those within, up to the first cluster of media. */
async function readLevel(source: ByteSource, parent: Element, found: Found): Promise<void> {
  let at = parent.start;
  while (at < parent.end) {
    const element = await readElement(source, at, parent);
    if (element.id === ids.cluster) {
      found.hasMedia = true;
      return;
    }
    if (containers.has(element.id)) await readLevel(source, element, found);
    else await readValue(source, element, found);
    at = element.end;
  }
}

async function readElement(source: ByteSource, at: number, parent: Element): Promise<Element> {
  const id = await readNumber(source, at, 4, true);
  const size = await readNumber(source, at + id.bytes, 8, false);
  const start = at + id.bytes + size.bytes;
  // A length of all ones: unknown, so up to the end of what holds it.
  const isOpenEnded = size.value === 2 ** (7 * size.bytes) - 1;
  const end = isOpenEnded ? parent.end : start + size.value;
  if (start > parent.end || end > parent.end) {
    if (end > source.size) throw incompleteMedia(source.file, 'it ends within an element');
    throw unreadableMedia(source.file, 'an element is longer than what holds it');
  }
  return { id: id.value, start, end };
}

/** A number whose leading zero bits tell how many bytes it has. Ids keep the bit that ends them. */
async function readNumber(
  source: ByteSource,
  at: number,
  maxBytes: number,
  keepMarker: boolean,
): Promise<{ value: number; bytes: number }> {
  const first = (await source.read(at, 1))[0] ?? 0;
  const bytes = Math.clz32(first) - 23;
  if (bytes > maxBytes) throw unreadableMedia(source.file, 'an element has no valid length');
  const rest = await source.read(at + 1, bytes - 1);
  const head = keepMarker ? first : first & (0xff >> bytes);
  return { value: rest.reduce((sum, byte) => sum * 256 + byte, head), bytes };
}

async function readValue(source: ByteSource, element: Element, found: Found): Promise<void> {
  switch (element.id) {
    case ids.docType:
      found.docType = (await readShort(source, element, 16)).toString('latin1').replace(/\0+$/, '');
      break;
    case ids.timestampScale:
      found.scale = await readWhole(source, element);
      break;
    case ids.duration: {
      const bytes = await readShort(source, element, 8);
      if (bytes.length !== 4 && bytes.length !== 8) throw unreadableMedia(source.file, 'its length is no number');
      found.ticks = bytes.length === 4 ? bytes.readFloatBE(0) : bytes.readDoubleBE(0);
      break;
    }
    case ids.trackType:
      found.trackTypes.push(await readWhole(source, element));
      break;
    case ids.pixelWidth:
      found.width ??= (await readWhole(source, element)) || null;
      break;
    case ids.pixelHeight:
      found.height ??= (await readWhole(source, element)) || null;
      break;
  }
}

async function readWhole(source: ByteSource, element: Element): Promise<number> {
  return (await readShort(source, element, 8)).reduce((sum, byte) => sum * 256 + byte, 0);
}

async function readShort(source: ByteSource, { start, end }: Element, maxBytes: number): Promise<Buffer> {
  if (end - start > maxBytes) throw unreadableMedia(source.file, 'a header field is too long');
  return source.read(start, end - start);
}
