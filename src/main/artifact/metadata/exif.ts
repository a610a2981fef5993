/** Tags of the TIFF block. */
const tags = {
  make: 0x010f,
  model: 0x0110,
  orientation: 0x0112,
  software: 0x0131,
  exifFolder: 0x8769,
  userComment: 0x9286,
};
const types = { ascii: 2, short: 3, long: 4, undefinedBytes: 7 };
const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };

/** What is read of an EXIF block. */
export interface ExifFacts {
  /** Texts by the keyword that PNG would have for them. */
  texts: Map<string, string>;
  /** 1 to 8; 1 = as stored. */
  orientation: number;
}

/**
 * A TIFF block with a comment: `UNICODE` and UTF-16 big endian, as A1111, Forge and their galleries write and read it.
 * The orientation of a photograph stays with it, or it would lie on its side.
 */
export function writeExif(comment: string, orientation: number): Buffer {
  const software = Buffer.from('Telar\0', 'latin1');
  const text = Buffer.concat([Buffer.from('UNICODE\0', 'latin1'), Buffer.from(comment, 'utf16le').swap16()]);
  const folderAt = 8;
  const rows = orientation === 1 ? 2 : 3;
  const afterFolder = folderAt + 2 + rows * 12 + 4;
  const exifAt = afterFolder + software.length;
  const textAt = exifAt + 2 + 12 + 4;
  const block = Buffer.alloc(textAt + text.length);
  block.write('MM\0*', 0, 'latin1');
  block.writeUInt32BE(folderAt, 4);
  block.writeUInt16BE(rows, folderAt);
  let at = folderAt + 2;
  const row = (tag: number, type: number, count: number, value: number, isShort = false): void => {
    block.writeUInt16BE(tag, at);
    block.writeUInt16BE(type, at + 2);
    block.writeUInt32BE(count, at + 4);
    if (isShort) block.writeUInt16BE(value, at + 8);
    else block.writeUInt32BE(value, at + 8);
    at += 12;
  };
  // Ascending, as TIFF wants it.
  if (orientation !== 1) row(tags.orientation, types.short, 1, orientation, true);
  row(tags.software, types.ascii, software.length, afterFolder);
  row(tags.exifFolder, types.long, 1, exifAt);
  software.copy(block, afterFolder);
  block.writeUInt16BE(1, exifAt);
  at = exifAt + 2;
  row(tags.userComment, types.undefinedBytes, text.length, textAt);
  text.copy(block, textAt);
  return block;
}

/** Reads the texts of a TIFF block. A damaged one says as much as can be read of it. */
export function readExif(block: Buffer): ExifFacts {
  const texts = new Map<string, string>();
  const facts: ExifFacts = { texts, orientation: 1 };
  const reader = tiffReader(block);
  if (reader === null) return facts;
  const main = reader.folder(reader.first);
  const inner = main.get(tags.exifFolder);
  const all = new Map([...main, ...(inner === undefined ? [] : reader.folder(reader.number(inner)))]);
  const comment = all.get(tags.userComment);
  if (comment !== undefined) texts.set('parameters', decodeComment(comment.data));
  // ComfyUI's WebP: "prompt:{…}" and "workflow:{…}" in tags that count down from the model's.
  for (const [tag, { data, type }] of main) {
    if (type !== types.ascii || tag > tags.model || tag < tags.make - 16) continue;
    const [, keyword, json] = /^(prompt|workflow):([\s\S]*?)\0*$/.exec(data.toString('utf8')) ?? [];
    if (keyword !== undefined && json !== undefined) texts.set(keyword, json);
  }
  const orientation = all.get(tags.orientation);
  const turned = orientation === undefined ? 1 : reader.number(orientation);
  facts.orientation = turned >= 1 && turned <= 8 ? turned : 1;
  return facts;
}

interface Entry {
  type: number;
  data: Buffer;
}

function tiffReader(block: Buffer) {
  const order = block.toString('latin1', 0, 2);
  if (block.length < 8 || (order !== 'II' && order !== 'MM')) return null;
  const isLittle = order === 'II';
  const short = (at: number): number => (isLittle ? block.readUInt16LE(at) : block.readUInt16BE(at));
  const long = (at: number): number => (isLittle ? block.readUInt32LE(at) : block.readUInt32BE(at));
  return {
    first: long(4),
    number: ({ type, data }: Entry): number => {
      if (data.length < 2) return 0;
      if (type === types.short) return isLittle ? data.readUInt16LE(0) : data.readUInt16BE(0);
      if (data.length < 4) return 0;
      return isLittle ? data.readUInt32LE(0) : data.readUInt32BE(0);
    },
    folder(at: number): Map<number, Entry> {
      const found = new Map<number, Entry>();
      if (at + 2 > block.length) return found;
      const count = short(at);
      for (let i = 0; i < count; i += 1) {
        const row = at + 2 + i * 12;
        if (row + 12 > block.length) break;
        const type = short(row + 2);
        const bytes = (sizes[type] ?? 1) * long(row + 4);
        const from = bytes <= 4 ? row + 8 : long(row + 8);
        if (from + bytes <= block.length) found.set(short(row), { type, data: block.subarray(from, from + bytes) });
      }
      return found;
    },
  };
}

/** The comment's own head says how it is written; of UTF-16 the order that gives readable text is taken. */
function decodeComment(data: Buffer): string {
  const head = data.toString('latin1', 0, 8);
  const body = data.subarray(8);
  if (head === 'ASCII\0\0\0') return body.toString('latin1').replace(/\0+$/, '');
  if (!head.startsWith('UNICODE')) return data.toString('utf8').replace(/\0+$/, '');
  const even = body.subarray(0, body.length - (body.length % 2));
  const little = even.toString('utf16le');
  const big = Buffer.from(even).swap16().toString('utf16le');
  const [text = ''] = [big, little].sort((a, b) => oddness(a) - oddness(b));
  return text.replace(/\0+$/, '');
}

/** How much of a text is of the planes that swapped bytes of ordinary writing fall into. */
function oddness(text: string): number {
  const sample = text.slice(0, 2_000);
  let odd = 0;
  for (let i = 0; i < sample.length; i += 1) {
    const code = sample.charCodeAt(i);
    // A swapped letter is U+xx00; control characters and private ones are no text either.
    if ((code & 0xff) === 0 || (code >= 0xe000 && code < 0xf900) || (code < 32 && code !== 10 && code !== 9)) odd += 1;
  }
  return odd;
}
