/** Small media files made by hand, so that each field can be set wrong. */

/** A box of an MP4 file. */
export function box(type: string, ...content: (Uint8Array | number[])[]): Buffer {
  const body = Buffer.concat(content.map((each) => Buffer.from(each)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** 32-bit numbers, highest byte first. */
export function words(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((each, i) => bytes.writeUInt32BE(each >>> 0, i * 4));
  return bytes;
}

export interface Mp4Options {
  brand?: string;
  timescale?: number;
  duration?: number;
  /** Version 1 has 64-bit times. */
  version?: 0 | 1;
  handlers?: string[];
  size?: [number, number];
  turned?: boolean;
  media?: Buffer;
}

/** An MP4 file with headers only. */
export function mp4(options: Mp4Options = {}): Buffer {
  const { brand = 'isom', handlers = ['vide'], media = box('mdat', [1, 2, 3]) } = options;
  const tracks = handlers.map((handler) =>
    box('trak', trackHeader(options), box('mdia', box('hdlr', words(0, 0), Buffer.from(handler, 'latin1')))),
  );
  return Buffer.concat([
    box('ftyp', Buffer.from(brand), words(0)),
    box('moov', movieHeader(options), ...tracks),
    media,
  ]);
}

function movieHeader({ timescale = 1000, duration = 5000, version = 0 }: Mp4Options): Buffer {
  const times =
    version === 1
      ? words(0, 0, 0, 0, timescale, Math.floor(duration / 2 ** 32), duration)
      : words(0, 0, timescale, duration);
  return box('mvhd', [version, 0, 0, 0], times, Buffer.alloc(80));
}

function trackHeader({ size = [1280, 720], turned = false, version = 0 }: Mp4Options): Buffer {
  const one = 0x10000;
  const matrix = turned ? words(0, one, 0, -one, 0, 0, 0, 0, 1 << 30) : words(one, 0, 0, 0, one, 0, 0, 0, 1 << 30);
  const before = Buffer.alloc(version === 1 ? 52 : 40);
  before[0] = version;
  return box('tkhd', before, matrix, words(size[0] * one, size[1] * one));
}

/** A WAV file of 16-bit mono at 24 kHz; lengths can be declared otherwise than they are. */
export function wav(
  options: { samples?: number; declared?: number; bytesPerSecond?: number; extra?: Buffer } = {},
): Buffer {
  const { samples = 24_000, bytesPerSecond = 48_000, extra = Buffer.alloc(0) } = options;
  const format = Buffer.alloc(24);
  format.write('fmt ', 0, 'latin1');
  [16, 0x00010001, 24_000, bytesPerSecond, 0x00100002].forEach((word, i) => format.writeUInt32LE(word, 4 + i * 4));
  const data = Buffer.alloc(8 + samples * 2);
  data.write('data', 0, 'latin1');
  data.writeUInt32LE(options.declared ?? samples * 2, 4);
  const body = Buffer.concat([Buffer.from('WAVE', 'latin1'), format, extra, data]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** An MP3 file of empty frames: MPEG-1, 128 kbit/s, 44.1 kHz, mono, 417 bytes and 1152 samples each. */
export function mp3({ frames = 100, tag = 0, declaredFrames = null as number | null } = {}): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0xc0]);
  const first = Buffer.from(frame);
  if (declaredFrames !== null) {
    first.write('Xing', 4 + 17, 'latin1');
    first.writeUInt32BE(1, 4 + 17 + 4);
    first.writeUInt32BE(declaredFrames, 4 + 17 + 8);
  }
  const id3 = tag === 0 ? Buffer.alloc(0) : Buffer.alloc(10 + tag);
  if (tag > 0) id3.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, tag >> 7, tag & 0x7f]);
  return Buffer.concat([id3, first, ...Array.from({ length: frames - 1 }, () => frame)]);
}

/** A FLAC file's first block. */
export function flac({ sampleRate = 48_000, samples = 96_000 } = {}): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('fLaC', 0, 'latin1');
  bytes.set([0x80, 0, 0, 34], 4);
  bytes.writeUIntBE(sampleRate << 4, 18, 3);
  bytes.writeUInt32BE(samples, 22);
  return bytes;
}

/** An element of a WebM file; a null length is written as unknown. */
export function element(id: number[], content: Uint8Array | number[], length: number | null = content.length): Buffer {
  const size =
    length === null
      ? [0x01, 255, 255, 255, 255, 255, 255, 255]
      : [0x10 | (length >> 24), length >> 16, length >> 8, length];
  return Buffer.concat([Buffer.from(id), Buffer.from(size), Buffer.from(content)]);
}

export interface WebmOptions {
  docType?: string;
  /** Milliseconds; null leaves the length out. */
  duration?: number | null;
  trackType?: number;
  cluster?: Buffer;
}

/** A WebM file with headers only. */
export function webm({ docType = 'webm', duration = 2500, trackType = 1, cluster }: WebmOptions = {}): Buffer {
  const length = Buffer.alloc(8);
  length.writeDoubleBE(duration ?? 0);
  const info = element([0x15, 0x49, 0xa9, 0x66], duration === null ? [] : element([0x44, 0x89], length));
  const size = Buffer.concat([element([0xb0], [640 >> 8, 640 & 255]), element([0xba], [360 >> 8, 360 & 255])]);
  const track = Buffer.concat([element([0x83], [trackType]), ...(trackType === 1 ? [element([0xe0], size)] : [])]);
  const tracks = element([0x16, 0x54, 0xae, 0x6b], element([0xae], track));
  const media = cluster ?? element([0x1f, 0x43, 0xb6, 0x75], [1, 2, 3]);
  return Buffer.concat([
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from(docType))),
    element([0x18, 0x53, 0x80, 0x67], Buffer.concat([info, tracks, media]), null),
  ]);
}
