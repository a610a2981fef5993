interface Chunk {
  type: string;
  data: Buffer;
}

/** Bits of the extended header. */
const flags = { xmp: 0x04, exif: 0x08, alpha: 0x10 };

/** The EXIF block and the XMP packet of a WebP; null for a damaged file. */
export function readWebp(bytes: Buffer): { exif: Buffer | null; xmp: string | null } | null {
  const chunks = chunksOf(bytes);
  if (chunks === null) return null;
  const exif = chunks.find(({ type }) => type === 'EXIF')?.data ?? null;
  // Some programs write the head of JPEG's segment here too.
  const head = exif?.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0;
  return {
    exif: exif?.subarray(head) ?? null,
    xmp: chunks.find(({ type }) => type === 'XMP ')?.data.toString('utf8') ?? null,
  };
}

/** A WebP with this EXIF block and XMP packet in the place of its own; null for a damaged file. */
export function writeWebp(
  bytes: Buffer,
  { exif, xmp }: { exif: Buffer; xmp: string },
  size: { width: number; height: number },
  { dropOthers }: { dropOthers: boolean },
): Buffer | null {
  const chunks = chunksOf(bytes);
  if (chunks === null) return null;
  const kept = chunks.filter(({ type }) => {
    if (type === 'EXIF' || type === 'XMP ' || type === 'VP8X') return false;
    return !dropOthers || knownChunks.has(type);
  });
  const own = chunks.find(({ type }) => type === 'VP8X')?.data;
  const extended = own === undefined || own.length < 10 ? extendedHeader(chunks, size) : Buffer.from(own);
  extended[0] = (extended[0] ?? 0) | flags.exif | flags.xmp;
  const all: Chunk[] = [
    { type: 'VP8X', data: extended },
    ...kept,
    { type: 'EXIF', data: exif },
    { type: 'XMP ', data: Buffer.from(xmp, 'utf8') },
  ];
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...all.map(chunkBytes)]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

const knownChunks: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ALPH', 'ICCP', 'ANIM', 'ANMF']);

function chunksOf(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = [];
  const end = Math.min(bytes.length, bytes.readUInt32LE(4) + 8);
  let at = 12;
  while (at + 8 <= end) {
    const length = bytes.readUInt32LE(at + 4);
    if (at + 8 + length > bytes.length) return null;
    chunks.push({ type: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + length) });
    // Chunks begin at even places.
    at += 8 + length + (length % 2);
  }
  return chunks.length === 0 ? null : chunks;
}

function chunkBytes({ type, data }: Chunk): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** Header of a simple file that becomes an extended one. */
function extendedHeader(chunks: readonly Chunk[], { width, height }: { width: number; height: number }): Buffer {
  const data = Buffer.alloc(10);
  const lossless = chunks.find(({ type }) => type === 'VP8L')?.data;
  // Bit 28 after the signature byte: the picture uses its alpha.
  const hasAlpha = lossless !== undefined && lossless.length >= 5 && (lossless.readUInt32LE(1) & 0x1000_0000) !== 0;
  data[0] = hasAlpha ? flags.alpha : 0;
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return data;
}
