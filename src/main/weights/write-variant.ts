import { randomUUID } from 'node:crypto';
import { access, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DocumentConflictError } from '../../shared/base/index.ts';
import type { VariantPrecision } from '../../shared/local-engine/index.ts';
import { renameDurably } from '../platform/index.ts';
import { checkModelFile, type CheckedModel } from './check-model.ts';
import { modelFileError } from './model-file-error.ts';
import { layOutVariant, type VariantLayout } from './variant-layout.ts';
import type { Piece } from './variant-pieces.ts';
import { planVariant } from './variant-plan.ts';
import { openWeightStream } from './weight-stream.ts';

export interface VariantOptions {
  signal: AbortSignal;
  /** Whether a variant that is there already is written anew. */
  replace: boolean;
  /** Called with the bytes written so far and those to write, after each piece. */
  onProgress?: (done: number, total: number) => void;
  /** Size of a model from which its weights go to a file of their own; protobuf ends at 2 GiB. */
  maxModelBytes?: number;
}

export interface WrittenVariant {
  /** Paths of the new files. */
  files: string[];
  /** Bytes of the new files, and of those that they were made of. */
  bytes: number;
  sourceBytes: number;
}

/** Just below 2 GiB, the most that a protobuf message may have. */
const protobufLimit = 2 ** 31 - 2 ** 20;
/** DequantizeLinear has scales for each channel since this version of the standard operators. */
const channelScalesOpset = 13;

/**
 * Writes `component/model_fp16.onnx` or `component/model_int8.onnx` beside the float32 `component/model.onnx`, whose
 * graph is kept: each weight is stored smaller, and a node restores float32 under its old name. The model is never in
 * memory as a whole; the new files appear at once when they are complete. Throws ModelFileError, CancelledError,
 * DocumentConflictError `file-exists`, and the system's error for a disk that is full or read-only.
 */
export async function writeVariant(
  modelFolder: string,
  component: string,
  precision: VariantPrecision,
  options: VariantOptions,
): Promise<WrittenVariant> {
  const target = join(modelFolder, component, `model_${precision}.onnx`);
  if (!options.replace && (await isThere(target))) throw alreadyThere(target);
  const source = await checkModelFile(modelFolder, join(component, 'model.onnx'));
  if (precision === 'int8') requireChannelScales(source);
  const stream = openWeightStream(source, options.signal);
  try {
    const plans = await planVariant(source.model, precision, stream);
    if ([...plans.values()].every(({ kind }) => kind === 'as-is')) {
      throw modelFileError('unsupported', source.file, 'it has no float32 weights that could be stored smaller');
    }
    const maxModelBytes = options.maxModelBytes ?? protobufLimit;
    const layout = layOutVariant({ source, plans, stream, precision, maxModelBytes });
    await writeLayout(target, layout, options);
    const sourceBytes = source.externalFiles.reduce((total, { bytes }) => total + bytes, source.model.size);
    return {
      files: layout.data === null ? [target] : [target, dataFileOf(target)],
      bytes: lengthOf(layout.model) + lengthOf(layout.data ?? []),
      sourceBytes,
    };
  } finally {
    stream.close();
  }
}

/** Name of a file of weights beside its model, as the common exporters call it. */
function dataFileOf(target: string): string {
  return `${target}_data`;
}

function requireChannelScales({ file, model }: CheckedModel): void {
  const opset = model.opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 0;
  if (opset >= channelScalesOpset) return;
  throw modelFileError('unsupported', file, `int8 needs ONNX operators of version 13, it uses ${String(opset)}`);
}

async function writeLayout(target: string, { model, data }: VariantLayout, options: VariantOptions): Promise<void> {
  const suffix = `${randomUUID().slice(0, 8)}.tmp`;
  const [modelPart, dataPart] = [`${target}.${suffix}`, `${dataFileOf(target)}.${suffix}`];
  const total = lengthOf(model) + lengthOf(data ?? []);
  let done = 0;
  const count = (bytes: number): void => {
    done += bytes;
    options.onProgress?.(done, total);
  };
  try {
    if (data !== null) await writePieces(dataPart, data, count);
    await writePieces(modelPart, model, count);
    options.signal.throwIfAborted();
    // Without the old model nothing reads the data file while it changes.
    await rm(target, { force: true });
    if (data === null) await rm(dataFileOf(target), { force: true });
    else await renameDurably(dataPart, dataFileOf(target));
    await renameDurably(modelPart, target);
  } finally {
    await Promise.all([modelPart, dataPart].map((part) => rm(part, { force: true })));
  }
}

async function writePieces(file: string, pieces: readonly Piece[], count: (bytes: number) => void): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    for (const piece of pieces) await writePiece(handle, piece, count);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writePiece(handle: FileHandle, piece: Piece, count: (bytes: number) => void): Promise<void> {
  if (piece instanceof Uint8Array) {
    await handle.writeFile(piece);
    count(piece.length);
    return;
  }
  for await (const bytes of piece.make()) {
    await handle.writeFile(bytes);
    count(bytes.length);
  }
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((total, { length }) => total + length, 0);
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function alreadyThere(file: string): Error {
  return new DocumentConflictError('file-exists', `${file} is already there.`, {
    hint: 'Use it as it is, or say that it shall be written anew.',
    place: { file: dirname(file) },
    values: { file },
  });
}
