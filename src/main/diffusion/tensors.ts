import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { fromFloat16, toFloat16Bits } from './float16.ts';
import { unreadableModel } from './model-folder.ts';

/** Numbers with their shape, in no particular element type: what a session wants of them is decided at its door. */
export interface Values {
  data: Float32Array | readonly number[];
  dims: readonly number[];
}

/** What a graph gave: always float32, whatever it computes in. */
export interface FloatValues {
  data: Float32Array;
  dims: readonly number[];
}

/** Names one session for failures. */
export interface SessionPlace {
  /** Absolute path of the model folder. */
  folder: string;
  /** File below it, `unet/model.onnx`. */
  file: string;
}

/** What is used of a session: it may come into memory only as it runs. */
export type Runnable = Pick<InferenceSession, 'inputMetadata' | 'outputNames' | 'run'>;

/** Runs a session and keeps the time that it took. */
export type TimedRun = (
  session: Pick<InferenceSession, 'run'>,
  feeds: Record<string, Tensor>,
  outputs: readonly string[],
) => Promise<InferenceSession.OnnxValueMapType>;

type Metadata = Extract<InferenceSession.ValueMetadata, { isTensor: true }>;

/**
 * Runs a session whoever exported it: numbers become the element type and rank that it declares, results come back as
 * float32. Feeds that the graph lacks are left out (exporters drop what nothing reads); an input that nobody feeds is a
 * ModelNotFoundError. `choose` picks the outputs that are wanted of those there are: a text encoder offers 30 more.
 */
export async function runSession(
  session: Runnable,
  feeds: Readonly<Record<string, Values>>,
  { place, run }: { place: SessionPlace; run: TimedRun },
  choose?: (names: readonly string[]) => readonly string[],
): Promise<Record<string, FloatValues>> {
  const batchName = batchDimension(session);
  const tensors: Record<string, Tensor> = {};
  for (const input of session.inputMetadata) {
    const values = feeds[input.name];
    if (values === undefined || !input.isTensor) {
      throw unreadableModel(
        place.folder,
        place.file,
        `it wants an input "${input.name}" that Telar does not know`,
        null,
      );
    }
    tensors[input.name] = toTensor(input, values, batchName === null ? 1 : (feeds.sample?.dims[0] ?? 1), batchName);
  }
  const wanted = choose?.(session.outputNames) ?? session.outputNames;
  const outputs = await run(session, tensors, wanted);
  return Object.fromEntries(wanted.map((name) => [name, toFloats(outputs[name], name, place)]));
}

/** The first of those names that there is. Throws a ModelNotFoundError when there is none. */
export function pickOutput(
  outputs: Readonly<Record<string, FloatValues>>,
  names: readonly string[],
  place: SessionPlace,
): FloatValues {
  for (const name of names) {
    const output = outputs[name];
    if (output !== undefined) return output;
  }
  const found = Object.keys(outputs).join(', ');
  throw unreadableModel(place.folder, place.file, `no output is called ${names.join(' or ')}, but ${found}`, null);
}

/** Dimensions of an input that the exporter fixed; null where the graph takes any. Empty for an unknown input. */
export function fixedDimensions(session: Pick<Runnable, 'inputMetadata'>, name: string): (number | null)[] {
  const metadata = session.inputMetadata.find((each) => each.name === name);
  if (metadata?.isTensor !== true) return [];
  return metadata.shape.map((size) => (typeof size === 'number' && size > 0 ? size : null));
}

/** Name that the exporter gave the number of pictures in a run; null where it is fixed or there is no `sample`. */
function batchDimension(session: Runnable): string | null {
  const sample = session.inputMetadata.find(({ name }) => name === 'sample');
  const first = sample?.isTensor === true ? sample.shape[0] : undefined;
  return typeof first === 'string' ? first : null;
}

/**
 * One number (a timestep) may be wanted as scalar, as vector of one, as one for each picture, or as a fixed number of
 * copies: the declared shape tells which.
 */
function toTensor(input: Metadata, { data, dims }: Values, batch: number, batchName: string | null): Tensor {
  const single = data.length === 1 ? data[0] : undefined;
  if (single === undefined || dims.length > 1) return typedTensor(input, data, dims);
  if (input.shape.length === 0) return typedTensor(input, data, []);
  const declared = input.shape[0];
  const copies =
    typeof declared === 'number' && declared > 0 ? declared : batchName !== null && declared === batchName ? batch : 1;
  return typedTensor(
    input,
    Array.from({ length: copies }, () => single),
    [copies],
  );
}

function typedTensor({ type }: Metadata, data: Values['data'], dims: readonly number[]): Tensor {
  switch (type) {
    case 'int64':
      return new Tensor('int64', BigInt64Array.from(data as ArrayLike<number>, wholeNumber), dims);
    case 'int32':
      return new Tensor('int32', Int32Array.from(data, Math.round), dims);
    case 'float64':
      return new Tensor('float64', Float64Array.from(data), dims);
    case 'float16':
      return float16Tensor(data, dims);
    default:
      return new Tensor('float32', data instanceof Float32Array ? data : Float32Array.from(data), dims);
  }
}

const wholeNumber = (value: number): bigint => BigInt(Math.round(value));

/**
 * A float16 tensor that the native side can read. Where the runtime has a global `Float16Array`, onnxruntime-node 1.30
 * turns every float16 tensor's data into one and then fails to read it ("not enough space: expected N, got 0"). Deleting
 * the global would change the whole process and whatever loads later; instead this one tensor is given its bits back:
 * the native side reads 16-bit integers.
 */
function float16Tensor(data: Values['data'], dims: readonly number[]): Tensor {
  const bits = toFloat16Bits(data);
  const tensor = new Tensor('float16', bits, dims);
  Object.defineProperty(tensor, 'cpuData', { value: bits });
  return tensor;
}

function toFloats(value: unknown, name: string, place: SessionPlace): FloatValues {
  if (value instanceof Tensor) {
    const { data, dims } = value as Tensor;
    if (data instanceof Float32Array) return { data, dims };
    if (data instanceof Float64Array) return { data: Float32Array.from(data), dims };
    if (value.type === 'float16') return { data: fromFloat16(data as ArrayLike<number>), dims };
  }
  throw unreadableModel(place.folder, place.file, `its output "${name}" holds no floating-point numbers`, null);
}
