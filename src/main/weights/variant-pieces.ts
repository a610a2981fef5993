import { floatsToHalves } from './half-floats.ts';
import { encodeNode, tensorHead } from './onnx-encode.ts';
import { elementBytes, elementCount, elementType } from './onnx-elements.ts';
import type { OnnxTensor } from './onnx-model.ts';
import { bytesField, concatBytes, fieldHead } from './protobuf-writer.ts';
import { quantize } from './quantize.ts';
import { floatsOf, type TensorPlan } from './variant-plan.ts';
import type { WeightStream } from './weight-stream.ts';

/** Bytes to write: known ones, or `length` of them that are made when their turn comes. */
export type Piece = Uint8Array | { length: number; make: () => AsyncIterable<Uint8Array> };

/** A tensor to write: what its message says besides the content, and the content. */
export interface PlannedTensor {
  head: Uint8Array;
  content: { length: number; make: () => AsyncIterable<Uint8Array> };
}

/** The tensor as it is planned; null for one whose own bytes are to be copied as they stand. */
export function plannedTensor(tensor: OnnxTensor, plan: TensorPlan, stream: WeightStream): PlannedTensor | null {
  const count = elementCount(tensor.dims) ?? 0;
  switch (plan.kind) {
    case 'fp16': {
      const head = concatBytes(tensorHead({ name: plan.name, dims: tensor.dims, dataType: elementType.float16 }));
      return { head, content: { length: count * 2, make: () => halves(stream, tensor) } };
    }
    case 'int8': {
      const head = concatBytes(tensorHead({ name: plan.name, dims: tensor.dims, dataType: elementType.int8 }));
      return { head, content: { length: count, make: () => quantize(floatsOf(stream, tensor), plan) } };
    }
    case 'as-is': {
      if (!stream.hasBytes(tensor)) return null;
      const length = elementBytes(tensor.dataType, count) ?? 0;
      return { head: concatBytes(tensorHead(tensor)), content: { length, make: () => stream.bytes(tensor) } };
    }
  }
}

async function* halves(stream: WeightStream, tensor: OnnxTensor): AsyncGenerator<Uint8Array> {
  for await (const floats of floatsOf(stream, tensor)) yield new Uint8Array(floatsToHalves(floats).buffer);
}

/**
 * The fields of the graph (GraphProto: node 1, initializer 5) that turn a smaller tensor back into the float32 one that
 * the nodes of the model ask for by its name.
 */
export function restoringFields(name: string, plan: TensorPlan): Uint8Array[] {
  switch (plan.kind) {
    case 'as-is':
      return [];
    case 'fp16': {
      const attributes = { to: elementType.float32 };
      return [
        nodeField({ opType: 'Cast', name: `${plan.name}/Cast`, inputs: [plan.name], outputs: [name], attributes }),
      ];
    }
    case 'int8': {
      const { scaleName, scales, channels } = plan;
      const inputs = [plan.name, scaleName];
      const attributes = { axis: channels.axis };
      const data = new Uint8Array(scales.buffer, scales.byteOffset, scales.byteLength);
      const scale = tensorHead({ name: scaleName, dims: [scales.length], dataType: elementType.float32 });
      return [
        nodeField({ opType: 'DequantizeLinear', name: `${plan.name}/Dequantize`, inputs, outputs: [name], attributes }),
        bytesField(5, [...scale, bytesField(9, data)]),
      ];
    }
  }
}

function nodeField(node: Parameters<typeof encodeNode>[0]): Uint8Array {
  return bytesField(1, encodeNode(node));
}

/** A field of raw content (TensorProto.raw_data 9) within an initializer field (GraphProto 5). */
export function inlineTensor({ head, content }: PlannedTensor): Piece[] {
  const rawHead = fieldHead(9, content.length);
  return [fieldHead(5, head.length + rawHead.length + content.length), head, rawHead, content];
}
