import type { ExternalData } from './onnx-model.ts';
import { bytesField, concatBytes, encodeVarint, numberField } from './protobuf-writer.ts';

/** A node to write. Attributes are whole numbers, lists of them, texts, or floats as `{ float }`. */
export interface NewNode {
  opType: string;
  name?: string;
  domain?: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Readonly<Record<string, NewAttribute>>;
}
export type NewAttribute = number | readonly number[] | string | { float: number } | NewTensor | NewGraph;

/** A tensor to write: its elements as little-endian bytes, or where they lie. */
export interface NewTensor {
  name: string;
  dims: readonly number[];
  /** TensorProto.DataType. */
  dataType: number;
  data: Uint8Array | ExternalData;
}

/** An input or output to write; a text is the name of an open size. */
export interface NewValue {
  name: string;
  elemType: number;
  dims: readonly (number | string)[];
}

export interface NewGraph {
  nodes: readonly NewNode[];
  initializers: readonly NewTensor[];
  inputs: readonly NewValue[];
  outputs: readonly NewValue[];
}

export interface NewModel extends NewGraph {
  /** Version of the standard operators. */
  opset: number;
  /** 8 unless told: the first with all of what Telar writes, read by every onnxruntime since 1.10. */
  irVersion?: number;
  /** Further operator sets: domain → version. */
  domains?: Readonly<Record<string, number>>;
  producer?: string;
}

/** Bytes of an ONNX model (ModelProto of onnx.proto: ir_version 1, producer_name 2, graph 7, opset_import 8). */
export function encodeOnnxModel(model: NewModel): Uint8Array {
  const opsets = Object.entries({ '': model.opset, ...model.domains });
  return concatBytes([
    numberField(1, model.irVersion ?? 8),
    bytesField(2, model.producer ?? 'telar'),
    bytesField(7, encodeGraph(model)),
    ...opsets.map(([domain, version]) => bytesField(8, [bytesField(1, domain), numberField(2, version)])),
  ]);
}

/** GraphProto: node 1, name 2, initializer 5, input 11, output 12. */
function encodeGraph({ nodes, initializers, inputs, outputs }: NewGraph): Uint8Array {
  return concatBytes([
    ...nodes.map((node) => bytesField(1, encodeNode(node))),
    bytesField(2, 'graph'),
    ...initializers.map((tensor) => bytesField(5, encodeTensor(tensor))),
    ...inputs.map((value) => bytesField(11, encodeValue(value))),
    ...outputs.map((value) => bytesField(12, encodeValue(value))),
  ]);
}

/** NodeProto: input 1, output 2, name 3, op_type 4, attribute 5, domain 7. */
export function encodeNode({ opType, name = '', domain = '', inputs, outputs, attributes = {} }: NewNode): Uint8Array {
  return concatBytes([
    ...inputs.map((input) => bytesField(1, input)),
    ...outputs.map((output) => bytesField(2, output)),
    bytesField(3, name),
    bytesField(4, opType),
    ...Object.entries(attributes).map(([key, value]) => bytesField(5, encodeAttribute(key, value))),
    ...(domain === '' ? [] : [bytesField(7, domain)]),
  ]);
}

/** AttributeProto: name 1, f 2, i 3, s 4, t 5, g 6, ints 8, type 20 (FLOAT 1, INT 2, STRING 3, TENSOR 4, GRAPH 5, INTS 7). */
function encodeAttribute(name: string, value: NewAttribute): Uint8Array {
  const named = bytesField(1, name);
  if (typeof value === 'number') return concatBytes([named, numberField(3, value), numberField(20, 2)]);
  if (typeof value === 'string') return concatBytes([named, bytesField(4, value), numberField(20, 3)]);
  if (isNumbers(value)) {
    return concatBytes([named, ...value.map((each) => numberField(8, each)), numberField(20, 7)]);
  }
  if ('float' in value) {
    // Wire type 5: four bytes.
    const float = new Uint8Array(Float32Array.of(value.float).buffer);
    return concatBytes([named, encodeVarint(2 * 8 + 5), float, numberField(20, 1)]);
  }
  if ('nodes' in value) return concatBytes([named, bytesField(6, encodeGraph(value)), numberField(20, 5)]);
  return concatBytes([named, bytesField(5, encodeTensor(value)), numberField(20, 4)]);
}

function isNumbers(value: object): value is readonly number[] {
  return Array.isArray(value);
}

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9, external_data 13, data_location 14. */
export function encodeTensor({ name, dims, dataType, data }: NewTensor): Uint8Array {
  return concatBytes([
    ...tensorHead({ name, dims, dataType }),
    ...(data instanceof Uint8Array ? [bytesField(9, data)] : externalFields(data)),
  ]);
}

/** The fields of a tensor besides its content. */
export function tensorHead({ name, dims, dataType }: Omit<NewTensor, 'data'>): Uint8Array[] {
  return [...dims.map((size) => numberField(1, size)), numberField(2, dataType), bytesField(8, name)];
}

/** Where the content of a tensor lies, as fields of TensorProto. */
export function externalFields({ location, offset, length }: ExternalData): Uint8Array[] {
  const entries = [
    ['location', location],
    ['offset', String(offset)],
    ...(length === null ? [] : [['length', String(length)]]),
  ];
  return [
    ...entries.map(([key = '', value = '']) => bytesField(13, [bytesField(1, key), bytesField(2, value)])),
    numberField(14, 1),
  ];
}

/** ValueInfoProto: name 1, type 2 { tensor_type 1 { elem_type 1, shape 2 { dim 1 { dim_value 1, dim_param 2 } } } }. */
function encodeValue({ name, elemType, dims }: NewValue): Uint8Array {
  const shape = dims.map((size) =>
    bytesField(1, typeof size === 'number' ? numberField(1, size) : bytesField(2, size)),
  );
  const tensor = [numberField(1, elemType), bytesField(2, shape)];
  return concatBytes([bytesField(1, name), bytesField(2, bytesField(1, tensor))]);
}
