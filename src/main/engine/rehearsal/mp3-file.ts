import { writeFile } from 'node:fs/promises';
import type { ServedCall } from '../../child/index.ts';
import { noteAt, noteOf, sampleRate } from './melody.ts';

/** Samples of an MPEG-2 layer III frame, and its bytes at 32 kbit/s and 24 kHz (ISO/IEC 13818-3). */
const frameSamples = 576;
const frameBytes = 96;
const sideInfoBytes = 9;
const headerBytes = 4;
/** MPEG-2 layer III without checksum, 32 kbit/s, 24 kHz, no padding, mono. */
const header = [0xff, 0xf3, 0x44, 0xc0];
/** Spectral line of the lowest note; a line is 20.8 Hz wide. */
const lowestLine = 9;
/** Quantiser step: 210 would be full scale, four less is half of it. */
const globalGain = 198;

/**
 * Writes an MP3 file with the digest's tune as one spectral line at a time; it lasts `durationSeconds` to the nearest
 * frame (24 ms).
 */
export async function writeMp3(
  target: string,
  { digest, durationSeconds }: { digest: string; durationSeconds: number },
  { signal }: ServedCall,
): Promise<void> {
  const frames = Math.max(1, Math.round((durationSeconds * sampleRate) / frameSamples));
  const file = Buffer.alloc(frames * frameBytes);
  for (let frame = 0; frame < frames; frame += 1) {
    const line = lowestLine + Math.floor(noteOf(digest, noteAt(frame * frameSamples)) / 2);
    writeFrame(file.subarray(frame * frameBytes, (frame + 1) * frameBytes), frame, line);
  }
  await writeFile(target, file, { signal });
}

function writeFrame(bytes: Buffer, frame: number, line: number): void {
  bytes.set(header);
  const spectrum = createBitWriter(bytes, headerBytes + sideInfoBytes);
  const pairs = Math.floor(line / 2) + 1;
  // Huffman table 1: "1" is a pair of zeros, "01" and "001" a one as first and as second of its pair.
  for (let pair = 1; pair < pairs; pair += 1) spectrum.put(1, 1);
  if (line % 2 === 0) spectrum.put(0b01, 2);
  else spectrum.put(0b001, 3);
  // The signs of a steady sine in the middle of its line, from one transform to the next.
  spectrum.put(Math.cos(Math.PI / 4 + frame * (line + 0.5) * Math.PI) < 0 ? 1 : 0, 1);

  const side = createBitWriter(bytes, headerBytes);
  side.put(0, 8 + 1); // the frame's data begin in the frame itself
  side.put(spectrum.count(), 12);
  side.put(pairs, 9);
  side.put(globalGain, 8);
  side.put(0, 9 + 1); // no scale factors, long windows
  for (let region = 0; region < 3; region += 1) side.put(1, 5);
  side.put(0, 4 + 3 + 1 + 1);
}

/** Puts numbers of some bits one after the other, the highest bit first, into bytes that are zero before. */
function createBitWriter(
  bytes: Buffer,
  firstByte: number,
): { put(value: number, bits: number): void; count(): number } {
  let count = 0;
  return {
    put(value, bits) {
      for (let bit = bits - 1; bit >= 0; bit -= 1) {
        const at = firstByte + (count >> 3);
        if (((value >> bit) & 1) === 1) bytes[at] = (bytes[at] ?? 0) | (0x80 >> (count & 7));
        count += 1;
      }
    },
    count: () => count,
  };
}
