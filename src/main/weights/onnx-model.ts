/** Bytes of a file, from `begin` up to but without `end`. */
export interface ByteRange {
  begin: number;
  end: number;
}

/** Weights that lie in another file (TensorProto.external_data): bytes of `location`, relative to the model's folder. */
export interface ExternalData {
  location: string;
  offset: number;
  /** Null where the model does not say: up to what the shape needs. */
  length: number | null;
}

/** A tensor stored in the model (TensorProto). */
export interface OnnxTensor {
  name: string;
  dims: number[];
  /** TensorProto.DataType; see onnx-elements. */
  dataType: number;
  /** The elements as little-endian bytes in the file, to read or to overwrite in place. Both 0 when they are elsewhere. */
  rawBegin: number;
  rawEnd: number;
  external: ExternalData | null;
  /** Elements of a short int64 tensor that is stored here, such as a shape; null for all others. */
  ints: number[] | null;
  /** The message as a whole. */
  range: ByteRange;
}

/** An attribute of a node, with the kinds of value that Telar looks at (AttributeProto). */
export interface OnnxAttribute {
  name: string;
  i: number;
  f: number;
  ints: number[];
  tensors: OnnxTensor[];
  graphs: OnnxGraph[];
}

export interface OnnxNode {
  name: string;
  opType: string;
  /** Empty for the standard operators. */
  domain: string;
  inputs: string[];
  /** Empty names stand for outputs that are left out. */
  outputs: string[];
  attributes: Map<string, OnnxAttribute>;
  /** The node's field with its tag. */
  range: ByteRange;
}

/** An input or output of a graph (ValueInfoProto). */
export interface OnnxValue {
  name: string;
  /** TensorProto.DataType; 0 for what is no tensor. */
  elemType: number;
  /** A number, or the name of a size that is open; null where the model says nothing. */
  dims: (number | string | null)[];
}

export interface OnnxGraph {
  name: string;
  nodes: OnnxNode[];
  initializers: Map<string, OnnxTensor>;
  /** Sparse initialisers: Telar does not read them, checks know of them. */
  sparseInitializers: number;
  inputs: OnnxValue[];
  outputs: OnnxValue[];
}

/** The structure of an ONNX model; weights are known by their position only. */
export interface OnnxModel extends OnnxGraph {
  irVersion: number;
  opsets: { domain: string; version: number }[];
  producer: string;
  producerVersion: string;
  /** Functions that the model brings along (ModelProto.functions). */
  functions: OnnxFunction[];
  metadata: Map<string, string>;
  /** Size of the file in bytes. */
  size: number;
  /** Top-level fields of the model and of its graph, in file order: what a rewrite copies. */
  fields: TopField[];
  graphFields: TopField[];
}

/** A field of a message with its tag and length; `content` is what is inside. */
export interface TopField {
  number: number;
  range: ByteRange;
  content: ByteRange;
}

/** An operator that the model defines itself (FunctionProto). */
export interface OnnxFunction {
  domain: string;
  name: string;
  nodes: OnnxNode[];
}
