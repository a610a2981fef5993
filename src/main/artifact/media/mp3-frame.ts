/** Header of an MPEG audio layer III frame (ISO/IEC 11172-3 and 13818-3). */
export interface Mp3Frame {
  /** Bytes of the frame, header included. */
  bytes: number;
  samples: number;
  sampleRate: number;
  bitsPerSecond: number;
  /** Bytes between the header and the frame's data. */
  sideInfoBytes: number;
}

const kilobits = {
  full: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  low: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const sampleRates = [44_100, 48_000, 32_000];

/** Whether these bytes begin with a frame header. */
export function isFrameHeader(bytes: Uint8Array): boolean {
  return parseFrameHeader(bytes) !== null;
}

/** Reads the four bytes of a frame header; null when they are none, or of a "free format" frame of unknown length. */
export function parseFrameHeader(bytes: Uint8Array): Mp3Frame | null {
  const [sync = 0, kind = 0, rates = 0, mode = 0] = bytes;
  const isLayer3 = sync === 0xff && (kind & 0xe6) === 0xe2;
  const version = (kind >> 3) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
  const sampleRate = (sampleRates[(rates >> 2) & 3] ?? 0) / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const bitsPerSecond = 1000 * (kilobits[version === 3 ? 'full' : 'low'][rates >> 4] ?? 0);
  if (!isLayer3 || version === 1 || sampleRate === 0 || bitsPerSecond === 0) return null;
  const samples = version === 3 ? 1152 : 576;
  const isMono = mode >> 6 === 3;
  return {
    bytes: Math.floor(((samples / 8) * bitsPerSecond) / sampleRate) + ((rates >> 1) & 1),
    samples,
    sampleRate,
    bitsPerSecond,
    sideInfoBytes: version === 3 ? (isMono ? 17 : 32) : isMono ? 9 : 17,
  };
}
