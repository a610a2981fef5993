import { z } from 'zod';
import type { ByteSource } from './byte-source.ts';
import { modelFileError } from './model-file-error.ts';
import { elementCount } from './onnx-elements.ts';

/** Bits of an element, by the names of the format (safetensors/src/tensor.rs, Dtype). */
const dtypeBits = {
  BOOL: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
} as const;
export type SafetensorsDtype = keyof typeof dtypeBits;

export interface SafetensorsTensor {
  dtype: SafetensorsDtype;
  shape: number[];
  /** Bytes of the file. */
  begin: number;
  end: number;
}

export interface SafetensorsHeader {
  tensors: Map<string, SafetensorsTensor>;
  /** What the header says under `__metadata__`. */
  metadata: Map<string, string>;
}

/** Caps of what is parsed: real LoRAs have some thousand tensors and a header of less than one megabyte. */
const maxHeaderBytes = 10 * 1024 * 1024;
const maxTensors = 50_000;
/** The header, a tensor, its shape: nothing of the format lies deeper. */
const maxDepth = 3;
const maxRank = 64;

const metadataSchema = z.record(z.string(), z.string());
const tensorSchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()).max(maxRank),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/**
 * Reads and checks the header: the tensors must cover the rest of the file without gap or overlap, each with the bytes
 * that its shape needs. (That also settles names that stand twice: JSON.parse keeps one, the other leaves a gap.)
 */
export function parseSafetensorsHeader(source: ByteSource): SafetensorsHeader {
  const { entries, dataBegin } = readHeader(source);
  const metadata = readMetadata(source, entries);
  const named = Object.entries(entries).filter(([name]) => name !== '__metadata__');
  if (named.length > maxTensors) {
    throw modelFileError('too-large', source.file, `it has more than ${String(maxTensors)} tensors`);
  }
  const tensors = new Map(named.map(([name, entry]) => [name, readEntry({ source, name, entry, dataBegin })]));
  checkCoverage(source, tensors, dataBegin);
  return { tensors, metadata };
}

function readHeader(source: ByteSource): { entries: Record<string, unknown>; dataBegin: number } {
  if (source.size < 8) throw modelFileError('wrong-format', source.file, 'it is too short for a safetensors file');
  const head = source.view(0, 8);
  const declared = new DataView(head.buffer, head.byteOffset, 8).getBigUint64(0, true);
  if (declared > BigInt(source.size - 8)) {
    throw modelFileError(
      'wrong-format',
      source.file,
      `its header of ${String(declared)} bytes is longer than the file`,
    );
  }
  const length = Number(declared);
  if (length > maxHeaderBytes) {
    throw modelFileError('too-large', source.file, `its header has ${String(length)} bytes`);
  }
  const header = new Uint8Array(length);
  source.fill(header, 8);
  return { entries: parseObject(source, header), dataBegin: 8 + length };
}

function parseObject(source: ByteSource, header: Uint8Array): Record<string, unknown> {
  if (header[0] !== 0x7b) throw modelFileError('wrong-format', source.file, 'it has no safetensors header');
  checkDepth(source, header);
  try {
    return z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header)));
  } catch (error) {
    throw modelFileError('malformed', source.file, `its header is not JSON: ${String(error)}`, error);
  }
}

/** Looks for braces and brackets outside of texts: nested ones cost JSON.parse far more memory than they have bytes. */
function checkDepth(source: ByteSource, header: Uint8Array): void {
  let depth = 0;
  let isText = false;
  for (let index = 0; index < header.length; index++) {
    const byte = header[index];
    if (isText) {
      if (byte === 0x5c) index++;
      else if (byte === 0x22) isText = false;
    } else if (byte === 0x22) isText = true;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth > maxDepth) throw modelFileError('malformed', source.file, 'its header is nested too deep');
  }
}

function readMetadata(source: ByteSource, entries: Record<string, unknown>): Map<string, string> {
  const parsed = metadataSchema.optional().safeParse(entries.__metadata__);
  if (!parsed.success) throw modelFileError('malformed', source.file, 'its metadata are not plain texts');
  return new Map(Object.entries(parsed.data ?? {}));
}

type Entry = { source: ByteSource; name: string; entry: unknown; dataBegin: number };

function readEntry({ source, name, entry, dataBegin }: Entry): SafetensorsTensor {
  const parsed = tensorSchema.safeParse(entry);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
    throw modelFileError('malformed', source.file, `the entry of the tensor "${name}" is wrong (${where})`);
  }
  const { dtype, shape, data_offsets: offsets } = parsed.data;
  if (!isDtype(dtype)) {
    throw modelFileError('unsupported', source.file, `the tensor "${name}" has the element type ${dtype}`);
  }
  const count = elementCount(shape);
  const begin = dataBegin + offsets[0];
  const end = dataBegin + offsets[1];
  const bits = count === null ? null : count * dtypeBits[dtype];
  if (bits === null || !Number.isSafeInteger(bits) || bits !== (end - begin) * 8) {
    throw modelFileError('malformed', source.file, `the shape of the tensor "${name}" does not fit its bytes`);
  }
  return { dtype, shape, begin, end };
}

function isDtype(name: string): name is SafetensorsDtype {
  return Object.hasOwn(dtypeBits, name);
}

function checkCoverage(source: ByteSource, tensors: Map<string, SafetensorsTensor>, dataBegin: number): void {
  const ordered = [...tensors].sort(([, one], [, other]) => one.begin - other.begin || one.end - other.end);
  let position = dataBegin;
  for (const [name, { begin, end }] of ordered) {
    if (begin !== position) {
      const how = begin < position ? 'overlaps the one before it' : 'leaves a gap before it';
      throw modelFileError('malformed', source.file, `the tensor "${name}" ${how}`);
    }
    position = end;
  }
  if (position !== source.size) {
    throw modelFileError('malformed', source.file, `its tensors end at byte ${String(position)}, not at its end`);
  }
}
