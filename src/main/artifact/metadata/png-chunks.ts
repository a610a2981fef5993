import { crc32 } from 'node:zlib';

/** One chunk of a PNG file. */
export interface PngChunk {
  type: string;
  data: Buffer;
}

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The chunks of a PNG up to its end; null for a file that is cut or has wrong lengths. */
export function readPngChunks(bytes: Buffer): PngChunk[] | null {
  const chunks: PngChunk[] = [];
  let at = pngSignature.length;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return null;
}

/** A PNG file of these chunks. */
export function writePngChunks(chunks: readonly PngChunk[]): Buffer {
  const parts = chunks.flatMap(({ type, data }) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length, 0);
    head.write(type, 4, 'latin1');
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(data, crc32(head.subarray(4))), 0);
    return [head, data, check];
  });
  return Buffer.concat([pngSignature, ...parts]);
}
