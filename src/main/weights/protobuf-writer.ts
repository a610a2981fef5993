import { wire } from './protobuf-reader.ts';

const encoder = new TextEncoder();

/** A varint of a whole number; negative ones take ten bytes, as int64 fields want. */
export function encodeVarint(value: number): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}

/** A field with a whole number. */
export function numberField(number: number, value: number): Uint8Array {
  return concatBytes([encodeVarint(number * 8 + wire.varint), encodeVarint(value)]);
}

/** Tag and length of a field whose content of `length` bytes follows. */
export function fieldHead(number: number, length: number): Uint8Array {
  return concatBytes([encodeVarint(number * 8 + wire.bytes), encodeVarint(length)]);
}

/** A field with a text, bytes or a message. */
export function bytesField(number: number, content: string | Uint8Array | readonly Uint8Array[]): Uint8Array {
  const bytes =
    typeof content === 'string'
      ? encoder.encode(content)
      : content instanceof Uint8Array
        ? content
        : concatBytes(content);
  return concatBytes([fieldHead(number, bytes.length), bytes]);
}

/** One array of them all. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}
