import { modelFileError } from './model-file-error.ts';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxValue } from './onnx-model.ts';
import { walkTensor } from './onnx-walk-tensor.ts';
import type { ProtoField, ProtoReader } from './protobuf-reader.ts';

/** Deepest nesting of graphs in attributes (If, Loop, Scan). onnxruntime follows them by recursion. */
const maxDepth = 32;
/** Most nodes and stored tensors of a graph; the largest diffusion models have some ten thousand nodes. */
const maxNodes = 100_000;
const maxInitializers = 50_000;

/** GraphProto: node 1, name 2, initializer 5, input 11, output 12, sparse_initializer 15. */
export function walkGraph(
  reader: ProtoReader,
  message: ProtoField,
  depth: number,
  onField?: (field: ProtoField) => void,
): OnnxGraph {
  reader.message(message);
  if (depth > maxDepth) throw tooLarge(reader, `its graphs are nested more than ${String(maxDepth)} deep`);
  const graph: OnnxGraph = {
    name: '',
    nodes: [],
    initializers: new Map(),
    sparseInitializers: 0,
    inputs: [],
    outputs: [],
  };
  reader.each(message.begin, message.end, (field) => {
    reader.keep();
    onField?.(field);
    switch (field.number) {
      case 1:
        graph.nodes.push(walkNode(reader, field, depth));
        if (graph.nodes.length > maxNodes) throw tooLarge(reader, `it has more than ${String(maxNodes)} nodes`);
        break;
      case 2:
        graph.name = reader.text(field);
        break;
      case 5:
        addInitializer(reader, field, graph);
        break;
      case 11:
        graph.inputs.push(walkValue(reader, field));
        break;
      case 12:
        graph.outputs.push(walkValue(reader, field));
        break;
      case 15:
        graph.sparseInitializers++;
        break;
    }
  });
  return graph;
}

function addInitializer(reader: ProtoReader, field: ProtoField, { initializers }: OnnxGraph): void {
  const tensor = walkTensor(reader, field);
  if (initializers.has(tensor.name)) throw reader.malformed(`it stores the tensor "${tensor.name}" twice`);
  initializers.set(tensor.name, tensor);
  if (initializers.size > maxInitializers) {
    throw tooLarge(reader, `it stores more than ${String(maxInitializers)} tensors`);
  }
}

/** NodeProto: input 1, output 2, name 3, op_type 4, attribute 5, domain 7. `depth` is that of its graph. */
export function walkNode(reader: ProtoReader, message: ProtoField, depth: number): OnnxNode {
  reader.message(message);
  reader.keep(4);
  const node: OnnxNode = {
    name: '',
    opType: '',
    domain: '',
    inputs: [],
    outputs: [],
    attributes: new Map(),
    range: { begin: message.tag, end: message.end },
  };
  reader.each(message.begin, message.end, (field) => {
    switch (field.number) {
      case 1:
        node.inputs.push(reader.text(field));
        break;
      case 2:
        node.outputs.push(reader.text(field));
        break;
      case 3:
        node.name = reader.text(field);
        break;
      case 4:
        node.opType = reader.text(field);
        break;
      case 5: {
        const attribute = walkAttribute(reader, field, depth);
        node.attributes.set(attribute.name, attribute);
        break;
      }
      case 7:
        node.domain = reader.text(field);
        break;
    }
  });
  return node;
}

/** AttributeProto: name 1, f 2, i 3, t 5, g 6, ints 8, tensors 10, graphs 11. */
function walkAttribute(reader: ProtoReader, message: ProtoField, depth: number): OnnxAttribute {
  reader.message(message);
  reader.keep(4);
  const attribute: OnnxAttribute = { name: '', i: 0, f: 0, ints: [], tensors: [], graphs: [] };
  reader.each(message.begin, message.end, (field) => {
    switch (field.number) {
      case 1:
        attribute.name = reader.text(field);
        break;
      case 2:
        attribute.f = reader.float(field);
        break;
      case 3:
        attribute.i = field.value;
        break;
      case 5:
      case 10:
        attribute.tensors.push(walkTensor(reader, field));
        break;
      case 6:
      case 11:
        attribute.graphs.push(walkGraph(reader, field, depth + 1));
        break;
      case 8:
        for (const value of reader.varints(field)) attribute.ints.push(value);
        break;
    }
  });
  return attribute;
}

/** ValueInfoProto: name 1, type 2; TypeProto: tensor_type 1; TypeProto.Tensor: elem_type 1, shape 2. */
function walkValue(reader: ProtoReader, message: ProtoField): OnnxValue {
  reader.message(message);
  const value: OnnxValue = { name: '', elemType: 0, dims: [] };
  reader.each(message.begin, message.end, (field) => {
    if (field.number === 1) value.name = reader.text(field);
    if (field.number !== 2) return;
    within(reader, field, 1, (tensor) => {
      reader.each(tensor.begin, tensor.end, (part) => {
        if (part.number === 1) value.elemType = part.value;
        if (part.number === 2) within(reader, part, 1, (size) => value.dims.push(walkDimension(reader, size)));
      });
    });
  });
  return value;
}

/** TensorShapeProto.Dimension: dim_value 1, dim_param 2. */
function walkDimension(reader: ProtoReader, message: ProtoField): number | string | null {
  reader.keep();
  let dimension: number | string | null = null;
  reader.each(message.begin, message.end, (field) => {
    if (field.number === 1) dimension = field.value;
    if (field.number === 2) dimension = reader.text(field);
  });
  return dimension;
}

/** Visits the messages that lie under `number` in `message`. */
function within(reader: ProtoReader, message: ProtoField, number: number, visit: (field: ProtoField) => void): void {
  reader.message(message);
  reader.each(message.begin, message.end, (field) => {
    if (field.number !== number) return;
    reader.message(field);
    visit(field);
  });
}

function tooLarge(reader: ProtoReader, reason: string): Error {
  return modelFileError('too-large', reader.source.file, reason);
}
