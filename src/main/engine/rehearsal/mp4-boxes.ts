/** Boxes of an MP4 file (ISO/IEC 14496-12), as far as a placeholder needs them. */

/** A box with its size and four-letter type before its content. */
export function box(type: string, ...content: Uint8Array[]): Buffer {
  const size = content.reduce((sum, part) => sum + part.byteLength, 8);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(size, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

/** 32-bit big-endian numbers. */
export function words(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((each, i) => bytes.writeUInt32BE(each >>> 0, i * 4));
  return bytes;
}

/** Content of the box at the end of a path such as `moov/trak`; the first of each type is followed. */
export function findBox(bytes: Uint8Array, path: string): Buffer {
  let content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const type of path.split('/')) {
    let at = 0;
    while (content.toString('latin1', at + 4, at + 8) !== type) {
      at += content.readUInt32BE(at);
      if (at + 8 > content.length) throw new Error(`The encoder wrote no ${path} box.`);
    }
    content = content.subarray(at + 8, at + content.readUInt32BE(at));
  }
  return content;
}
