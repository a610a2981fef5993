import type { ByteSource } from './byte-source.ts';
import { incompleteMedia, unreadableMedia } from './media-failures.ts';
import type { MediaFacts } from './media-facts.ts';
import { probeFlac } from './probe-flac.ts';
import { probeMp3 } from './probe-mp3.ts';
import { probeMp4 } from './probe-mp4.ts';
import { probeWav } from './probe-wav.ts';
import { probeWebm } from './probe-webm.ts';
import { sniffSource } from './sniff.ts';

/** Longer than any result: such a header is a mistake or an attack. */
const maxDurationSeconds = 48 * 3600;
const maxEdge = 32_768;

const probes: Record<string, (source: ByteSource) => Promise<MediaFacts>> = {
  'video/mp4': probeMp4,
  'video/webm': probeWebm,
  'audio/wav': probeWav,
  'audio/mpeg': probeMp3,
  'audio/flac': probeFlac,
  // The length of an Ogg file stands in its last page, whose unit depends on the codec.
  'audio/ogg': async () => ({ mediaType: 'audio/ogg', width: null, height: null, durationSeconds: null }),
};

/**
 * Finds out what a file is, by its bytes alone, and reads its headers where it is a film or a sound; null for what no
 * probe knows. Reads a few megabytes at most. Throws AssetDownloadError for a file that is empty, cut or makes no sense.
 */
export async function probeMedia(source: ByteSource): Promise<MediaFacts | null> {
  if (source.size === 0) throw incompleteMedia(source.file, 'it is empty');
  const mediaType = await sniffSource(source);
  const probe = mediaType === null ? undefined : probes[mediaType];
  if (probe === undefined) {
    return mediaType === null ? null : { mediaType, width: null, height: null, durationSeconds: null };
  }
  const facts = await probe(source);
  const { durationSeconds, width, height } = facts;
  if (durationSeconds !== null && !(durationSeconds >= 0 && durationSeconds <= maxDurationSeconds)) {
    throw unreadableMedia(source.file, `it claims to last ${durationSeconds} seconds`);
  }
  if ((width ?? 0) > maxEdge || (height ?? 0) > maxEdge) {
    throw unreadableMedia(source.file, `it claims to be ${String(width)} x ${String(height)} pixels`);
  }
  return facts;
}
