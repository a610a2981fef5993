import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { UnreadableOutputError } from './unreadable-output.ts';

type InputType = { type: string; rank: number };

/** Element type and rank that a session declares for one of its inputs; exporters differ in both. */
export function inputType(session: InferenceSession, name: string): InputType {
  const metadata = session.inputMetadata.find((each) => each.name === name);
  if (metadata?.isTensor !== true) return { type: 'float32', rank: 1 };
  return { type: metadata.type, rank: metadata.shape.length };
}

/** Dimensions of an input that the exporter fixed; null where the graph takes any. Empty for an unknown input. */
export function fixedDimensions(session: InferenceSession, name: string): (number | null)[] {
  const metadata = session.inputMetadata.find((each) => each.name === name);
  if (metadata?.isTensor !== true) return [];
  return metadata.shape.map((size) => (typeof size === 'number' && size > 0 ? size : null));
}

/** Whole numbers as the int32 or int64 tensor that the session wants. */
export function idsTensor(session: InferenceSession, name: string, ids: readonly number[], dims: number[]): Tensor {
  return inputType(session, name).type === 'int32'
    ? new Tensor('int32', Int32Array.from(ids), dims)
    : new Tensor('int64', BigInt64Array.from(ids, BigInt), dims);
}

/** A timestep as scalar or vector, float or integer, whichever the exporter chose. */
export function timestepTensor(session: InferenceSession, timestep: number): Tensor {
  const { type, rank } = inputType(session, 'timestep');
  const dims = rank === 0 ? [] : [1];
  if (type === 'int64') return new Tensor('int64', BigInt64Array.of(BigInt(Math.round(timestep))), dims);
  return new Tensor('float32', Float32Array.of(timestep), dims);
}

/** The named output, or the first one of those names that exists, as float32 values. */
export function floatOutput(outputs: InferenceSession.OnnxValueMapType, names: readonly string[]): Float32Array {
  for (const name of names) {
    const value = outputs[name];
    if (value instanceof Tensor && value.data instanceof Float32Array) return value.data;
  }
  throw new UnreadableOutputError(names, Object.keys(outputs));
}
