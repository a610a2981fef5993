import { openByteSource, type ByteSource } from './byte-source.ts';
import { modelFileError } from './model-file-error.ts';
import type { OnnxFunction, OnnxModel, TopField } from './onnx-model.ts';
import { walkGraph, walkNode } from './onnx-walk-graph.ts';
import { walkEntry } from './onnx-walk-tensor.ts';
import { createProtoReader, type ProtoField, type ProtoReader } from './protobuf-reader.ts';
import { refuseOtherFormats } from './wrong-format.ts';

/**
 * Reads the structure of an ONNX model without its weights: a ModelProto of onnx.proto
 * (github.com/onnx/onnx/blob/main/onnx/onnx.proto, whose field numbers the code names). `source` is a file's path or the
 * bytes of one. Throws ModelFileError for whatever is not a sound model; nothing is allocated by a declared size.
 */
export function walkOnnx(source: string | Uint8Array): Promise<OnnxModel> {
  return Promise.resolve().then(() => {
    const bytes = openByteSource(source);
    try {
      return walkModel(bytes);
    } finally {
      bytes.close();
    }
  });
}

/** As walkOnnx, over a source that stays open. */
export function walkModel(source: ByteSource): OnnxModel {
  refuseOtherFormats(source);
  const reader = createProtoReader(source);
  const model: Omit<OnnxModel, 'graphFields'> = {
    irVersion: 0,
    opsets: [],
    producer: '',
    producerVersion: '',
    functions: [],
    metadata: new Map(),
    size: source.size,
    fields: [],
    name: '',
    nodes: [],
    initializers: new Map(),
    sparseInitializers: 0,
    inputs: [],
    outputs: [],
  };
  let graph: ProtoField | null = null;
  reader.each(0, source.size, (field) => {
    reader.keep();
    model.fields.push(topField(field));
    switch (field.number) {
      case 1: // ir_version
        model.irVersion = field.value;
        break;
      case 2: // producer_name
        model.producer = reader.text(field);
        break;
      case 3: // producer_version
        model.producerVersion = reader.text(field);
        break;
      case 7: // graph; protobuf would merge a second one into the first, which no exporter writes
        if (graph !== null) throw reader.malformed('it has two graphs');
        reader.message(field);
        graph = field;
        break;
      case 8: // opset_import
        model.opsets.push(walkOpset(reader, field));
        break;
      case 14: // metadata_props
        walkEntry(reader, field, model.metadata);
        break;
      case 25: // functions
        model.functions.push(walkFunction(reader, field));
        break;
    }
  });
  const found = graph as ProtoField | null;
  if (found === null) throw modelFileError('wrong-format', source.file, 'there is no ONNX graph in it');
  if (model.irVersion < 1) throw modelFileError('wrong-format', source.file, 'it does not say its ONNX version');
  const graphFields: TopField[] = [];
  const inside = walkGraph(reader, found, 0, (field) => {
    graphFields.push(topField(field));
  });
  return { ...model, ...inside, graphFields };
}

function topField(field: ProtoField): TopField {
  return {
    number: field.number,
    range: { begin: field.tag, end: field.end },
    content: { begin: field.begin, end: field.end },
  };
}

/** OperatorSetIdProto: domain 1, version 2. */
function walkOpset(reader: ProtoReader, message: ProtoField): { domain: string; version: number } {
  reader.message(message);
  const opset = { domain: '', version: 0 };
  reader.each(message.begin, message.end, (field) => {
    if (field.number === 1) opset.domain = reader.text(field);
    if (field.number === 2) opset.version = field.value;
  });
  return opset;
}

/** FunctionProto: name 1, node 7, domain 10. */
function walkFunction(reader: ProtoReader, message: ProtoField): OnnxFunction {
  reader.message(message);
  const found: OnnxFunction = { domain: '', name: '', nodes: [] };
  reader.each(message.begin, message.end, (field) => {
    if (field.number === 1) found.name = reader.text(field);
    if (field.number === 7) found.nodes.push(walkNode(reader, field, 1));
    if (field.number === 10) found.domain = reader.text(field);
  });
  return found;
}
