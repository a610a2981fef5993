import type { ByteSource } from './byte-source.ts';
import { unreadableMedia } from './media-failures.ts';
import type { MediaFacts } from './media-facts.ts';

/** Length of a FLAC file by its first block, which always describes the stream; null where it does not say. */
export async function probeFlac(source: ByteSource): Promise<MediaFacts> {
  // Four letters, a block header of four bytes, then the description of 34.
  const head = await source.read(0, 42);
  if (((head[4] ?? 0) & 0x7f) !== 0) throw unreadableMedia(source.file, 'its description does not come first');
  const sampleRate = head.readUIntBE(18, 3) >> 4;
  const samples = ((head[21] ?? 0) & 0x0f) * 2 ** 32 + head.readUInt32BE(22);
  if (sampleRate === 0) throw unreadableMedia(source.file, 'it has no sample rate');
  const durationSeconds = samples === 0 ? null : samples / sampleRate;
  return { mediaType: 'audio/flac', width: null, height: null, durationSeconds };
}
