import type { ByteSource } from './byte-source.ts';
import { incompleteMedia, unreadableMedia } from './media-failures.ts';
import type { MediaFacts } from './media-facts.ts';

const riffHeaderBytes = 12;
/** What a program writes as length when it does not know yet how much will follow. */
const unknownLength = 0xffffffff;

/** Length of a WAV file by its format and data chunks. */
export async function probeWav(source: ByteSource): Promise<MediaFacts> {
  let bytesPerSecond: number | null = null;
  let at = riffHeaderBytes;
  while (at < source.size) {
    const head = await source.read(at, 8);
    const name = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    if (name === 'fmt ') bytesPerSecond = await readFormat(source, at + 8, length);
    if (name === 'data') {
      if (bytesPerSecond === null) throw unreadableMedia(source.file, 'its format does not come before its sound');
      const rest = source.size - at - 8;
      const isOpenEnded = length === unknownLength;
      if (!isOpenEnded && length > rest) throw incompleteMedia(source.file, `${length - rest} bytes are missing`);
      const bytes = isOpenEnded ? rest : length;
      if (bytes === 0) throw incompleteMedia(source.file, 'it holds no sound');
      return { mediaType: 'audio/wav', width: null, height: null, durationSeconds: bytes / bytesPerSecond };
    }
    // Chunks begin at even places.
    at += 8 + length + (length % 2);
  }
  throw incompleteMedia(source.file, 'it holds no sound');
}

async function readFormat(source: ByteSource, at: number, length: number): Promise<number> {
  if (length < 16) throw unreadableMedia(source.file, 'its format is too short');
  const format = await source.read(at, 16);
  const channels = format.readUInt16LE(2);
  const sampleRate = format.readUInt32LE(4);
  const bytesPerSecond = format.readUInt32LE(8);
  if (channels === 0 || sampleRate === 0 || bytesPerSecond === 0) {
    throw unreadableMedia(source.file, 'its format has no channels or no sample rate');
  }
  return bytesPerSecond;
}
