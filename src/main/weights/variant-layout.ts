import { basename } from 'node:path';
import type { CheckedModel } from './check-model.ts';
import { elementType } from './onnx-elements.ts';
import { externalFields } from './onnx-encode.ts';
import type { ByteRange } from './onnx-model.ts';
import { bytesField, concatBytes, fieldHead } from './protobuf-writer.ts';
import { inlineTensor, plannedTensor, restoringFields, type Piece, type PlannedTensor } from './variant-pieces.ts';
import type { VariantPrecision } from '../../shared/local-engine/index.ts';
import type { TensorPlan } from './variant-plan.ts';
import type { WeightStream } from './weight-stream.ts';

/** Everything that is written: the model, and the file of its weights where they do not lie in it. */
export interface VariantLayout {
  model: Piece[];
  data: Piece[] | null;
}

export interface VariantSource {
  source: CheckedModel;
  plans: Map<string, TensorPlan>;
  stream: WeightStream;
  precision: VariantPrecision;
  maxModelBytes: number;
}

/** Smaller tensors stay in the model: shapes and constants must be known before the data are read. */
const minExternalBytes = 1024;
/** Tensors of a data file begin on a multiple of this, so that they can be used where they are mapped. */
const alignment = 64;

/** The pieces of a variant; the weights go to a file of their own where those of the source do, or for their size. */
export function layOutVariant(variant: VariantSource): VariantLayout {
  if (variant.source.externalFiles.length === 0) {
    const model = modelPieces(variant, null);
    if (model.reduce((total, { length }) => total + length, 0) < variant.maxModelBytes) return { model, data: null };
  }
  const data: DataFile = { location: `model_${variant.precision}.onnx_data`, pieces: [], length: 0 };
  return { model: modelPieces(variant, data), data: data.pieces };
}

type DataFile = { location: string; pieces: Piece[]; length: number };

/** ModelProto: graph 7, metadata_props 14. */
function modelPieces(variant: VariantSource, data: DataFile | null): Piece[] {
  const { source, stream, precision } = variant;
  const graph = graphPieces(variant, data);
  const length = graph.reduce((total, piece) => total + piece.length, 0);
  const note = [bytesField(1, 'telar.variant'), bytesField(2, `${precision} weights of ${basename(source.file)}`)];
  return [
    ...source.model.fields.flatMap((field): Piece[] =>
      field.number === 7 ? [fieldHead(7, length), ...graph] : [copied(stream, field.range)],
    ),
    bytesField(14, note),
  ];
}

/** GraphProto: node 1, initializer 5. New nodes come first, for nodes must stand after what they use. */
function graphPieces({ source, plans, stream }: VariantSource, data: DataFile | null): Piece[] {
  const tensors = source.model.initializers.values();
  const kept = source.model.graphFields.flatMap((field): Piece[] => {
    if (field.number !== 5) return [copied(stream, field.range)];
    // The walk keeps the stored tensors in the order of their fields, and refuses one that stands twice.
    const tensor = tensors.next().value;
    const plan = tensor === undefined ? undefined : plans.get(tensor.name);
    if (tensor === undefined || plan === undefined) throw new Error('a stored tensor without a plan');
    const planned = plannedTensor(tensor, plan, stream);
    const isCopy = plan.kind === 'as-is' && tensor.external === null;
    if (planned === null || (isCopy && planned.content.length < minExternalBytes)) return [copied(stream, field.range)];
    const staysInside = planned.content.length < minExternalBytes || tensor.dataType === elementType.string;
    return data === null || staysInside ? inlineTensor(planned) : externalTensor(planned, data);
  });
  return [...[...plans].flatMap(([name, plan]) => restoringFields(name, plan)), ...kept];
}

function externalTensor({ head, content }: PlannedTensor, data: DataFile): Piece[] {
  const offset = Math.ceil(data.length / alignment) * alignment;
  if (offset > data.length) data.pieces.push(new Uint8Array(offset - data.length));
  data.pieces.push(content);
  data.length = offset + content.length;
  const place = { location: data.location, offset, length: content.length };
  return [bytesField(5, concatBytes([head, ...externalFields(place)]))];
}

/** A field as it stands in the source. */
function copied(stream: WeightStream, { begin, end }: ByteRange): Piece {
  return { length: end - begin, make: () => stream.range(begin, end) };
}
