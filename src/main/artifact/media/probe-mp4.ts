import type { ByteSource } from './byte-source.ts';
import { incompleteMedia, unreadableMedia } from './media-failures.ts';
import { walkBoxes, type Mp4Box } from './mp4-walk.ts';
import type { MediaFacts } from './media-facts.ts';

interface Track {
  handler: string;
  width: number;
  height: number;
}

/** Size and length of an MP4 file by its movie and track headers. A file without a film track is `audio/mp4`. */
export async function probeMp4(source: ByteSource): Promise<MediaFacts> {
  let movie: Mp4Box | null = null;
  let hasMedia = false;
  for await (const box of walkBoxes(source)) {
    if (box.type === 'moov') movie = box;
    if (box.type === 'mdat' || box.type === 'moof') hasMedia = true;
  }
  if (movie === null) throw incompleteMedia(source.file, 'its index is missing');
  if (!hasMedia) throw incompleteMedia(source.file, 'it has an index, but no pictures or sound');
  let durationSeconds: number | null = null;
  const tracks: Track[] = [];
  for await (const box of walkBoxes(source, movie)) {
    if (box.type === 'mvhd') durationSeconds = await readDuration(source, box);
    if (box.type === 'trak') tracks.push(await readTrack(source, box));
  }
  if (tracks.length === 0) throw unreadableMedia(source.file, 'it has no track');
  const film = tracks.find((track) => track.handler === 'vide');
  return {
    mediaType: film === undefined ? 'audio/mp4' : 'video/mp4',
    width: nullIfZero(film?.width),
    height: nullIfZero(film?.height),
    durationSeconds,
  };
}

/** Null for a file in fragments, whose index does not know its length. */
async function readDuration(source: ByteSource, box: Mp4Box): Promise<number | null> {
  const isLong = (await source.read(box.start, 1))[0] === 1;
  // After version, flags and two times: the scale, then the length in it.
  const at = box.start + (isLong ? 20 : 12);
  const fields = await source.read(at, isLong ? 12 : 8);
  if (at + fields.length > box.end) throw unreadableMedia(source.file, 'its movie header is too short');
  const scale = fields.readUInt32BE(0);
  const length = isLong ? Number(fields.readBigUInt64BE(4)) : fields.readUInt32BE(4);
  if (scale === 0) throw unreadableMedia(source.file, 'its time scale is 0');
  const isUnknown = length === 0 || length === (isLong ? Number(0xffffffffffffffffn) : 0xffffffff);
  return isUnknown ? null : length / scale;
}

async function readTrack(source: ByteSource, trackBox: Mp4Box): Promise<Track> {
  const track: Track = { handler: '', width: 0, height: 0 };
  for await (const box of walkBoxes(source, trackBox)) {
    if (box.type === 'tkhd') Object.assign(track, await readSize(source, box));
    if (box.type === 'mdia') track.handler = await readHandler(source, box);
  }
  return track;
}

async function readSize(source: ByteSource, box: Mp4Box): Promise<{ width: number; height: number }> {
  const isLong = (await source.read(box.start, 1))[0] === 1;
  // The matrix of nine numbers and the size are the last fields; only their place depends on the version.
  const at = box.start + (isLong ? 52 : 40);
  if (at + 44 > box.end) throw unreadableMedia(source.file, 'a track header is too short');
  const fields = await source.read(at, 44);
  const [width, height] = [fields.readUInt16BE(36), fields.readUInt16BE(40)];
  // A quarter turn: the film is shown upright, so its sides change places.
  const isTurned = fields.readInt32BE(0) === 0 && fields.readInt32BE(16) === 0 && fields.readInt32BE(4) !== 0;
  return isTurned ? { width: height, height: width } : { width, height };
}

async function readHandler(source: ByteSource, mediaBox: Mp4Box): Promise<string> {
  for await (const box of walkBoxes(source, mediaBox)) {
    if (box.type !== 'hdlr') continue;
    if (box.end - box.start < 12) throw unreadableMedia(source.file, 'a track’s handler is too short');
    return (await source.read(box.start + 8, 4)).toString('latin1');
  }
  return '';
}

function nullIfZero(value = 0): number | null {
  return value === 0 ? null : value;
}
