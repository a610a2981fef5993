import type { ByteSource } from './byte-source.ts';
import { incompleteMedia, unreadableMedia } from './media-failures.ts';
import { parseFrameHeader, type Mp3Frame } from './mp3-frame.ts';
import type { MediaFacts } from './media-facts.ts';

const id3HeaderBytes = 10;
/** Some encoders leave zeros between the tag and the sound. */
const searchedBytes = 64 * 1024;

/** Length of an MP3 file: by the number of frames in its first one where an encoder left it, else by its bit rate. */
export async function probeMp3(source: ByteSource): Promise<MediaFacts> {
  const { start, frame } = await firstFrame(source);
  const end = start + frame.bytes;
  if (end > source.size) throw incompleteMedia(source.file, 'it ends within its first frame');
  const next = await source.readUpTo(end, 4);
  if (next.length === 4 && parseFrameHeader(next) === null && next.toString('latin1', 0, 3) !== 'TAG') {
    throw unreadableMedia(source.file, 'its first MP3 frame is followed by something else');
  }
  const frames = await declaredFrames(source, start, frame);
  const bytes = source.size - start;
  const durationSeconds =
    frames === null ? (bytes * 8) / frame.bitsPerSecond : (frames * frame.samples) / frame.sampleRate;
  return { mediaType: 'audio/mpeg', width: null, height: null, durationSeconds };
}

async function firstFrame(source: ByteSource): Promise<{ start: number; frame: Mp3Frame }> {
  const after = await endOfTag(source);
  if (after >= source.size) throw incompleteMedia(source.file, 'it ends within its tag');
  const bytes = await source.readUpTo(after, searchedBytes);
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    const frame = parseFrameHeader(bytes.subarray(at, at + 4));
    if (frame !== null) return { start: after + at, frame };
  }
  throw unreadableMedia(source.file, 'it holds no MP3 frame');
}

async function endOfTag(source: ByteSource): Promise<number> {
  const head = await source.readUpTo(0, id3HeaderBytes);
  if (head.length < id3HeaderBytes || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  // Four times seven bits.
  const length = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  const hasFooter = ((head[5] ?? 0) & 0x10) !== 0;
  return id3HeaderBytes + length + (hasFooter ? id3HeaderBytes : 0);
}

async function declaredFrames(source: ByteSource, start: number, frame: Mp3Frame): Promise<number | null> {
  const note = await source.readUpTo(start + 4 + frame.sideInfoBytes, 12);
  const name = note.toString('latin1', 0, 4);
  if (note.length === 12 && (name === 'Xing' || name === 'Info') && (note.readUInt32BE(4) & 1) === 1) {
    return note.readUInt32BE(8);
  }
  const other = await source.readUpTo(start + 36, 18);
  return other.length === 18 && other.toString('latin1', 0, 4) === 'VBRI' ? other.readUInt32BE(14) : null;
}
