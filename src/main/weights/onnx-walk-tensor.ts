import { modelFileError } from './model-file-error.ts';
import { elementBytes, elementCount, elementName, elementType } from './onnx-elements.ts';
import type { ExternalData, OnnxTensor } from './onnx-model.ts';
import { wire, type ProtoField, type ProtoReader } from './protobuf-reader.ts';

/** Most sides of a tensor; onnxruntime itself supports fewer in almost all operators. */
const maxRank = 64;
/** Whole numbers that are read at once: a shape, not weights. */
const maxInts = 64;

/**
 * TensorProto: dims 1, data_type 2, float_data 4, int32_data 5, string_data 6, int64_data 7, name 8, raw_data 9,
 * double_data 10, uint64_data 11, external_data 13, data_location 14 (1 = EXTERNAL).
 * Packed float_data is byte for byte what raw_data would be (fields 4 and 10), so both are given as raw bytes.
 */
export function walkTensor(reader: ProtoReader, message: ProtoField): OnnxTensor {
  reader.message(message);
  reader.keep(4);
  const tensor: OnnxTensor = {
    name: '',
    dims: [],
    dataType: 0,
    rawBegin: 0,
    rawEnd: 0,
    external: null,
    ints: null,
    range: { begin: message.tag, end: message.end },
  };
  const entries = new Map<string, string>();
  const chunks: ProtoField[] = [];
  let location = 0;
  const ints: number[] = [];
  let typedFields = 0;
  reader.each(message.begin, message.end, (field) => {
    switch (field.number) {
      case 1:
        for (const size of reader.varints(field)) tensor.dims.push(size);
        break;
      case 2:
        tensor.dataType = field.value;
        break;
      case 4:
      case 9:
      case 10:
        chunks.push(field);
        break;
      case 5:
      case 6:
      case 11:
        typedFields++;
        break;
      case 7:
        typedFields++;
        if (field.end - field.begin <= maxInts * 10 && ints.length <= maxInts) ints.push(...reader.varints(field));
        break;
      case 8:
        tensor.name = reader.text(field);
        break;
      case 13:
        walkEntry(reader, field, entries);
        break;
      case 14:
        location = field.value;
        break;
    }
  });
  const bytes = checkShape(reader, tensor);
  if (location === 1) return { ...tensor, external: externalData(reader, tensor, entries) };
  const raw = rawRange(reader, { tensor, chunks, bytes, typedFields });
  return { ...tensor, ...raw, ints: shortInts(reader, { ...tensor, ...raw }, ints) };
}

/** Bytes that the shape needs; null for strings. */
function checkShape(reader: ProtoReader, { name, dims, dataType }: OnnxTensor): number | null {
  const shape = `[${dims.slice(0, 8).join(', ')}]`;
  if (dims.length > maxRank) throw reader.malformed(`the tensor "${name}" has ${String(dims.length)} sides`);
  const count = elementCount(dims);
  if (count === null) throw reader.malformed(`the tensor "${name}" has the impossible shape ${shape}`);
  const bytes = elementBytes(dataType, count);
  if (bytes === null && dataType !== elementType.string) {
    throw modelFileError(
      'unsupported',
      reader.source.file,
      `the tensor "${name}" has the element type ${elementName(dataType)}`,
    );
  }
  return bytes;
}

/** Elements of a short int64 tensor: `typed` are those of int64_data. */
function shortInts(reader: ProtoReader, tensor: OnnxTensor, typed: number[]): number[] | null {
  const count = elementCount(tensor.dims) ?? 0;
  if (tensor.dataType !== elementType.int64 || count > maxInts) return null;
  if (tensor.rawEnd === 0) return typed.length === count ? typed : null;
  const bytes = reader.source.view(tensor.rawBegin, tensor.rawEnd - tensor.rawBegin);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: count }, (_, index) => Number(view.getBigInt64(index * 8, true)));
}

type Raw = { tensor: OnnxTensor; chunks: ProtoField[]; bytes: number | null; typedFields: number };

function rawRange(reader: ProtoReader, { tensor, chunks, bytes, typedFields }: Raw) {
  const [chunk] = chunks;
  // Without bytes of their own: typed integers, strings, or nothing for a tensor of no elements.
  if (chunk === undefined) {
    if (bytes === null || bytes === 0 || typedFields > 0) return { rawBegin: 0, rawEnd: 0 };
    throw reader.malformed(`the tensor "${tensor.name}" has a shape but no content`);
  }
  // float_data that is not packed: one field an element. No exporter writes it for weights.
  if (chunk.wire !== wire.bytes) return { rawBegin: 0, rawEnd: 0 };
  if (chunks.length > 1) throw reader.malformed(`the tensor "${tensor.name}" has its content twice`);
  const found = chunk.end - chunk.begin;
  if (found !== bytes) {
    throw reader.malformed(
      `the tensor "${tensor.name}" has ${String(found)} bytes where its shape needs ${String(bytes)}`,
    );
  }
  return { rawBegin: chunk.begin, rawEnd: chunk.end };
}

/** Keys of external_data by the comment in onnx.proto: location, offset, length (and checksum, which nobody writes). */
function externalData(reader: ProtoReader, { name }: OnnxTensor, entries: Map<string, string>): ExternalData {
  const location = entries.get('location');
  if (location === undefined || location === '') {
    throw reader.malformed(`the tensor "${name}" lies in another file without a name`);
  }
  const offset = entries.get('offset');
  const length = entries.get('length');
  return {
    location,
    offset: offset === undefined ? 0 : wholeNumber(reader, name, offset),
    length: length === undefined ? null : wholeNumber(reader, name, length),
  };
}

function wholeNumber(reader: ProtoReader, name: string, text: string): number {
  const value = Number(text);
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(value)) return value;
  throw reader.malformed(`the tensor "${name}" lies at the impossible position "${text.slice(0, 40)}"`);
}

/** StringStringEntryProto: key 1, value 2. */
export function walkEntry(reader: ProtoReader, message: ProtoField, entries: Map<string, string>): void {
  reader.message(message);
  let key = '';
  let value = '';
  reader.each(message.begin, message.end, (field) => {
    if (field.number === 1) key = reader.text(field);
    if (field.number === 2) value = reader.text(field);
  });
  entries.set(key, value);
}
