import type { ByteSource } from './byte-source.ts';
import { modelFileError } from './model-file-error.ts';

/** Wire types of protobuf (protobuf.dev/programming-guides/encoding); the groups, 3 and 4, are long abandoned. */
export const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** One field of a message. Positions are bytes of the file. */
export interface ProtoField {
  number: number;
  wire: number;
  /** Where its tag begins: the field as a whole is `[tag, end)`. */
  tag: number;
  /** Its content: the bytes of a length-delimited field without their length. */
  begin: number;
  end: number;
  /** Value of a varint as a signed 64-bit number, rounded beyond 2^53; 0 for other wire types. */
  value: number;
}

/** Reads protobuf without a schema and without loading what is not asked for. All of it throws ModelFileError only. */
export interface ProtoReader {
  source: ByteSource;
  /** Calls `visit` for each field of the message at `[begin, end)`. */
  each(begin: number, end: number, visit: (field: ProtoField) => void): void;
  /** Refuses a field that should hold a message but holds a number. */
  message(field: ProtoField): void;
  text(field: ProtoField): string;
  float(field: ProtoField): number;
  /** Values of a repeated varint, which may come packed or one by one. */
  varints(field: ProtoField): number[];
  /** Counts something that is kept in memory. */
  keep(count?: number): void;
  malformed(reason: string): Error;
}

/** Most fields that are read of one file, and most things that are kept of it; the largest real graphs have a tenth. */
const maxFields = 4_000_000;
const maxKept = 1_000_000;
/** Longest single name or text, and all of them together. */
const maxTextBytes = 64 * 1024;
const maxAllTextBytes = 64 * 1024 * 1024;

/** A reader over `source`; its caps hold for everything that is read through it. */
export function createProtoReader(source: ByteSource): ProtoReader {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let fields = 0;
  let kept = 0;
  let textBytes = 0;
  let position = 0;

  function malformed(reason: string): Error {
    return modelFileError('malformed', source.file, reason);
  }

  function keep(count = 1): void {
    kept += count;
    if (kept > maxKept) {
      throw modelFileError('too-large', source.file, `its graph has more than ${String(maxKept)} parts`);
    }
  }

  /** Reads a varint at `position` that ends before `end`, and moves on. */
  function varint(end: number): number {
    const bytes = source.view(position, Math.min(10, end - position));
    let low = 0;
    for (let index = 0; index < Math.min(bytes.length, 7); index++) {
      const byte = bytes[index] ?? 0;
      low += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) {
        position += index + 1;
        return low;
      }
    }
    let high = 0n;
    for (let index = 7; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      high |= BigInt(byte & 0x7f) << BigInt(7 * (index - 7));
      if (byte < 0x80) {
        position += index + 1;
        return Number(BigInt.asIntN(64, (high << 49n) + BigInt(low)));
      }
    }
    throw malformed(`a number at byte ${String(position)} does not end`);
  }

  function each(begin: number, end: number, visit: (field: ProtoField) => void): void {
    position = begin;
    while (position < end) {
      if (++fields > maxFields) {
        throw modelFileError('too-large', source.file, `it has more than ${String(maxFields)} fields`);
      }
      const field = next(end);
      const after = field.end;
      visit(field);
      position = after;
    }
  }

  function next(end: number): ProtoField {
    const tag = position;
    const key = varint(end);
    const number = Math.floor(key / 8);
    const wireType = key % 8;
    // 2^29 - 1 is the highest field number; a negative key comes of a varint over 63 bits.
    if (key < 8 || number >= 2 ** 29) throw malformed(`there is no field at byte ${String(tag)}`);
    const begin = position;
    switch (wireType) {
      case wire.varint: {
        const value = varint(end);
        return { number, wire: wireType, tag, begin, end: position, value };
      }
      case wire.bytes: {
        const length = varint(end);
        return sized({ number, wireType, tag, begin: position, length, limit: end });
      }
      case wire.fixed64:
        return sized({ number, wireType, tag, begin, length: 8, limit: end });
      case wire.fixed32:
        return sized({ number, wireType, tag, begin, length: 4, limit: end });
      default:
        throw malformed(`the field at byte ${String(tag)} has the unknown wire type ${String(wireType)}`);
    }
  }

  type Sized = { number: number; wireType: number; tag: number; begin: number; length: number; limit: number };
  function sized({ number, wireType, tag, begin, length, limit }: Sized): ProtoField {
    if (length < 0 || length > limit - begin) {
      throw malformed(`the field at byte ${String(tag)} is longer than what holds it`);
    }
    return { number, wire: wireType, tag, begin, end: begin + length, value: 0 };
  }

  function expect(field: ProtoField, wireType: number): void {
    if (field.wire !== wireType) {
      throw malformed(`field ${String(field.number)} at byte ${String(field.tag)} has the wrong wire type`);
    }
  }

  return {
    source,
    each,
    keep,
    malformed,
    message(field) {
      expect(field, wire.bytes);
    },
    text(field) {
      expect(field, wire.bytes);
      const length = field.end - field.begin;
      textBytes += length;
      if (length > maxTextBytes || textBytes > maxAllTextBytes) {
        throw modelFileError('too-large', source.file, `the text at byte ${String(field.begin)} is too long`);
      }
      keep();
      try {
        return decoder.decode(source.view(field.begin, length));
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        throw malformed(`the text at byte ${String(field.begin)} is not UTF-8`);
      }
    },
    float(field) {
      expect(field, wire.fixed32);
      const bytes = source.view(field.begin, 4);
      return new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
    },
    varints(field) {
      if (field.wire === wire.varint) {
        keep();
        return [field.value];
      }
      expect(field, wire.bytes);
      const values: number[] = [];
      position = field.begin;
      while (position < field.end) {
        keep();
        values.push(varint(field.end));
      }
      return values;
    },
  };
}
