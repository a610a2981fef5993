import { box, findBox, words } from './mp4-boxes.ts';

/** Ticks a second of the finished file: divides by every common frame rate. */
const timescale = 90_000;
const unityMatrix = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/**
 * Rewrites the encoder's MP4, of one group of pictures, so that equal frames give equal bytes (it writes the time of day), the file lasts exactly
 * `durationSeconds`, and the index comes before the pictures, so that it plays while it loads.
 */
export function rewriteMp4(
  encoded: Uint8Array,
  { width, height, durationSeconds }: { width: number; height: number; durationSeconds: number },
): Buffer {
  const samples = findBox(encoded, 'mdat');
  const table = 'moov/trak/mdia/minf/stbl';
  const sizes = findBox(encoded, `${table}/stsz`);
  const frames = sizes.readUInt32BE(8);
  const total = Math.max(frames, Math.round(durationSeconds * timescale));
  const index = (firstSample: number): Buffer =>
    movieBox({ width, height, total }, [
      box('stsd', findBox(encoded, `${table}/stsd`)),
      timeTable(frames, total),
      // Only the first frame stands for itself; the encoder leaves this table out, and seeking then shows rubbish.
      box('stss', words(0, 1, 1)),
      // All samples lie in one chunk.
      box('stsc', words(0, 1, 1, frames, 1)),
      box('stsz', sizes),
      box('stco', words(0, 1, firstSample)),
    ]);
  const type = box('ftyp', Buffer.from('isom', 'latin1'), words(0x200), Buffer.from('isomiso2avc1mp41', 'latin1'));
  // The length of the index does not depend on the number in it.
  const firstSample = type.length + index(0).length + 8;
  return Buffer.concat([type, index(firstSample), box('mdat', samples)]);
}

/** Equal times for all frames; the last one takes what is left over. */
function timeTable(frames: number, total: number): Buffer {
  const each = Math.floor(total / frames);
  const last = total - each * (frames - 1);
  return frames === 1 ? box('stts', words(0, 1, 1, total)) : box('stts', words(0, 2, frames - 1, each, 1, last));
}

function movieBox(movie: { width: number; height: number; total: number }, tables: Buffer[]): Buffer {
  const { width, height, total } = movie;
  const nothing = (count: number): Buffer => Buffer.alloc(count);
  // Rate 1.0, volume 1.0 (16 bits) and reserved bytes; the next free track number last.
  const movieHeader = [words(0, 0, 0, timescale, total, 0x10000), Buffer.from([1, 0]), nothing(10)];
  const header = box('mvhd', ...movieHeader, unityMatrix, nothing(24), words(2));
  // Flags 7: the track is enabled, in the movie and in its preview.
  const track = box('tkhd', words(7, 0, 0, 1, 0, total), nothing(16), unityMatrix, words(width << 16, height << 16));
  // 0x55c4 is the language "und" in three times five bits.
  const mediaHeader = box('mdhd', words(0, 0, 0, timescale, total), Buffer.from([0x55, 0xc4, 0, 0]));
  const handler = box(
    'hdlr',
    words(0, 0),
    Buffer.from('vide', 'latin1'),
    nothing(12),
    Buffer.from('Telar\0', 'latin1'),
  );
  const references = box('dinf', box('dref', words(0, 1), box('url ', words(1))));
  const media = box('minf', box('vmhd', words(1), nothing(8)), references, box('stbl', ...tables));
  return box('moov', header, box('trak', track, box('mdia', mediaHeader, handler, media)));
}
