/** What a player has to find in an MP4 file with one film track, read without any code of the program. */
export interface FilmFile {
  brand: string;
  /** Types of the outermost boxes. */
  order: string[];
  creationTime: number;
  timescale: number;
  movieTicks: number;
  /** Sum of the times of all frames. */
  sampleTicks: number;
  /** Sum of the bytes of all frames. */
  sampleBytes: number;
  mediaBytes: number;
  mediaStart: number;
  firstSample: number;
  syncSamples: number[];
  width: number;
  height: number;
  /** H.264 profile: 66 is baseline. */
  profile: number;
  /** NAL unit types of the sets in avcC: 7 sequence, 8 picture. */
  parameterSets: number[];
  /** NAL unit type of each frame: 5 key frame, 1 other. */
  nalTypes: number[];
}

interface Box {
  type: string;
  start: number;
  end: number;
}

function boxes(bytes: Buffer, start: number, end: number): Box[] {
  const found: Box[] = [];
  for (let at = start; at < end;) {
    const length = bytes.readUInt32BE(at);
    if (length < 8 || at + length > end) throw new Error(`bad box at ${at}`);
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at + 8, end: at + length });
    at += length;
  }
  return found;
}

/** Reads the file; throws when a box is missing or does not fit. */
export function readMp4(bytes: Buffer): FilmFile {
  const outer = boxes(bytes, 0, bytes.length);
  const find = (path: string): Buffer => {
    let level = outer;
    let box: Box | undefined;
    for (const type of path.split('/')) {
      box = level.find((each) => each.type === type);
      if (box === undefined) throw new Error(`no ${path}`);
      if (!['ftyp', 'mdat', 'mvhd', 'tkhd', 'stsd', 'stts', 'stsz', 'stss', 'stco'].includes(type)) {
        level = boxes(bytes, box.start, box.end);
      }
    }
    return bytes.subarray(box!.start, box!.end);
  };
  const table = (name: string): Buffer => find(`moov/trak/mdia/minf/stbl/${name}`);
  const rows = (name: string, columns: number, from: number): number[][] => {
    const content = table(name);
    const amount = content.readUInt32BE(from - 4);
    return Array.from({ length: amount }, (_, row) =>
      Array.from({ length: columns }, (_, column) => content.readUInt32BE(from + (row * columns + column) * 4)),
    );
  };

  const header = find('moov/mvhd');
  const track = find('moov/trak/tkhd');
  const media = outer.find(({ type }) => type === 'mdat')!;
  // The sample description: 8 bytes, then avc1 with 78 bytes of its own before avcC.
  const entry = table('stsd').subarray(8);
  if (entry.toString('latin1', 4, 8) !== 'avc1') throw new Error('not H.264');
  const avcC = boxes(entry, 86, entry.readUInt32BE(0)).find(({ type }) => type === 'avcC')!;
  const sets = entry.subarray(avcC.start, avcC.end);
  const sequenceLength = sets.readUInt16BE(6);
  const sizes = rows('stsz', 1, 12).map(([size]) => size!);
  const firstSample = rows('stco', 1, 8)[0]![0]!;
  let at = firstSample;
  const nalTypes = sizes.map((size) => {
    const unit = bytes.readUInt32BE(at);
    if (unit + 4 > size) throw new Error('a frame is longer than its place');
    const type = bytes[at + 4]! & 31;
    at += size;
    return type;
  });
  return {
    brand: find('ftyp').toString('latin1', 0, 4),
    order: outer.map(({ type }) => type),
    creationTime: header.readUInt32BE(4),
    timescale: header.readUInt32BE(12),
    movieTicks: header.readUInt32BE(16),
    sampleTicks: rows('stts', 2, 8).reduce((sum, [frames, ticks]) => sum + frames! * ticks!, 0),
    sampleBytes: sizes.reduce((sum, size) => sum + size, 0),
    mediaBytes: media.end - media.start,
    mediaStart: media.start,
    firstSample,
    syncSamples: rows('stss', 1, 8).map(([sample]) => sample!),
    width: track.readUInt32BE(76) / 65_536,
    height: track.readUInt32BE(80) / 65_536,
    profile: sets[1]!,
    parameterSets: [sets[8]! & 31, sets[8 + sequenceLength + 3]! & 31],
    nalTypes,
  };
}
