import { setImmediate } from 'node:timers/promises';
import { CancelledError } from '../../shared/base/index.ts';
import { openByteSource, type ByteSource } from './byte-source.ts';
import type { CheckedModel } from './check-model.ts';
import { modelFileError } from './model-file-error.ts';
import { elementBytes, elementCount } from './onnx-elements.ts';
import type { OnnxTensor } from './onnx-model.ts';

/** Bytes that are in memory at once while weights are read. */
const chunkBytes = 4 * 1024 * 1024;

/** The weights of a checked model, read in pieces. */
export interface WeightStream {
  /** Bytes of `[begin, end)` of the model file. */
  range(begin: number, end: number): AsyncGenerator<Uint8Array>;
  /** Whether the elements lie somewhere as plain bytes. */
  hasBytes(tensor: OnnxTensor): boolean;
  /** The elements of a tensor as little-endian bytes; each piece is only valid until the next. */
  bytes(tensor: OnnxTensor): AsyncGenerator<Uint8Array>;
  close(): void;
}

/** Opens the files of a model. Reading throws CancelledError once `signal` is aborted, and ModelFileError. */
export function openWeightStream({ file, externalFiles }: CheckedModel, signal: AbortSignal): WeightStream {
  const sources = new Map<string, ByteSource>();
  const pathOf = new Map(externalFiles.map(({ location, path }) => [location, path]));

  function sourceOf(path: string): ByteSource {
    const source = sources.get(path) ?? openByteSource(path);
    sources.set(path, source);
    return source;
  }

  async function* pieces(source: ByteSource, begin: number, end: number): AsyncGenerator<Uint8Array> {
    const buffer = new Uint8Array(Math.min(chunkBytes, end - begin));
    for (let position = begin; position < end; position += chunkBytes) {
      // Lets a cancel arrive: reading is synchronous.
      await setImmediate();
      if (signal.aborted) throw new CancelledError();
      const piece = buffer.subarray(0, Math.min(chunkBytes, end - position));
      source.fill(piece, position);
      yield piece;
    }
  }

  return {
    range: (begin, end) => pieces(sourceOf(file), begin, end),
    hasBytes: ({ rawEnd, external }) => rawEnd > 0 || external !== null,
    bytes(tensor) {
      const { external, rawBegin, rawEnd } = tensor;
      if (external === null) return pieces(sourceOf(file), rawBegin, rawEnd);
      const path = pathOf.get(external.location);
      const length = elementBytes(tensor.dataType, elementCount(tensor.dims) ?? 0);
      if (path === undefined || length === null) {
        throw modelFileError('malformed', file, `the tensor "${tensor.name}" has no data file`);
      }
      return pieces(sourceOf(path), external.offset, external.offset + length);
    },
    close() {
      for (const source of sources.values()) source.close();
    },
  };
}
