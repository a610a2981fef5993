import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { modelFileError } from './model-file-error.ts';

/** Random access to the bytes of a file that stays open, or to bytes in memory. Positions count from 0. */
export interface ByteSource {
  /** Path of the file, for failures. */
  readonly file: string;
  readonly size: number;
  /** Exactly these bytes; what is returned may be overwritten by the next call. */
  view(position: number, length: number): Uint8Array;
  /** Fills `target` with the bytes from `position` on. */
  fill(target: Uint8Array, position: number): void;
  close(): void;
}

/** Bytes read ahead at once; a walk touches many small fields close to each other. */
const windowBytes = 64 * 1024;

/**
 * Opens a file, or stands for bytes in memory. Reading is synchronous: the structure of a model is small and capped, and
 * its callers are processes of their own. Throws ModelFileError `unreadable`.
 */
export function openByteSource(source: string | Uint8Array): ByteSource {
  return typeof source === 'string' ? openFile(source) : bytesSource(source);
}

function bytesSource(bytes: Uint8Array): ByteSource {
  const file = 'model in memory';
  function view(position: number, length: number): Uint8Array {
    if (position + length > bytes.length) throw cutShort(file);
    return bytes.subarray(position, position + length);
  }
  return {
    file,
    size: bytes.length,
    view,
    fill: (target, position) => {
      target.set(view(position, target.length));
    },
    close: () => undefined,
  };
}

function openFile(file: string): ByteSource {
  const descriptor = unreadable(file, () => openSync(file, 'r'));
  const status = unreadable(file, () => fstatSync(descriptor));
  if (!status.isFile()) {
    closeSync(descriptor);
    throw modelFileError('unreadable', file, 'it is not a file');
  }
  const window = new Uint8Array(windowBytes);
  let windowBegin = 0;
  let windowEnd = 0;

  function fill(target: Uint8Array, position: number): void {
    for (let done = 0; done < target.length;) {
      const count = unreadable(file, () => readSync(descriptor, target, done, target.length - done, position + done));
      if (count === 0) throw cutShort(file);
      done += count;
    }
  }

  function view(position: number, length: number): Uint8Array {
    if (position + length > status.size) throw cutShort(file);
    if (length > windowBytes) {
      const bytes = new Uint8Array(length);
      fill(bytes, position);
      return bytes;
    }
    if (position < windowBegin || position + length > windowEnd) {
      windowEnd = 0;
      const count = Math.min(windowBytes, status.size - position);
      fill(window.subarray(0, count), position);
      windowBegin = position;
      windowEnd = position + count;
    }
    return window.subarray(position - windowBegin, position - windowBegin + length);
  }

  return {
    file,
    size: status.size,
    view,
    fill,
    close: () => {
      closeSync(descriptor);
    },
  };
}

function cutShort(file: string): Error {
  return modelFileError('malformed', file, 'it ends too early');
}

function unreadable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw modelFileError('unreadable', file, error instanceof Error ? error.message : String(error), error);
  }
}
