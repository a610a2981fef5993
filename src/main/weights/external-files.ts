import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, win32 } from 'node:path';
import { modelFileError } from './model-file-error.ts';
import { elementBytes, elementCount } from './onnx-elements.ts';
import type { OnnxTensor } from './onnx-model.ts';

/** A data file of a model. */
export interface ExternalFile {
  location: string;
  /** Absolute path. */
  path: string;
  bytes: number;
}

/**
 * Finds the data files that tensors of the model `file` lie in, and checks that they are plain files of their own inside
 * the folder of `file`: no way up, no absolute path, no symbolic link, no hard link to a file elsewhere; and that each
 * tensor lies within its file. Throws ModelFileError. (onnxruntime itself would read any file that the path leads to.)
 */
export async function findExternalFiles(file: string, tensors: Iterable<OnnxTensor>): Promise<ExternalFile[]> {
  const found = new Map<string, ExternalFile>();
  for (const tensor of tensors) {
    if (tensor.external === null) continue;
    const { location } = tensor.external;
    const data = found.get(location) ?? (await findExternalFile(file, location));
    found.set(location, data);
    checkPosition(file, tensor, data);
  }
  return [...found.values()];
}

async function findExternalFile(file: string, location: string): Promise<ExternalFile> {
  refuseWayOut(file, location);
  const folder = dirname(file);
  const path = join(folder, location);
  const status = await lstat(path).catch((error: unknown) => {
    throw modelFileError('unreadable', file, `its data file "${location}" is not there`, error);
  });
  if (status.isSymbolicLink()) throw outside(file, `its data file "${location}" is a link to another file`);
  if (!status.isFile()) throw modelFileError('unreadable', file, `its data file "${location}" is not a file`);
  if (status.nlink > 1) throw outside(file, `its data file "${location}" has a second name elsewhere (a hard link)`);
  const [realFolder, realPath] = await Promise.all([realpath(folder), realpath(path)]);
  const within = relative(realFolder, realPath);
  if (within.startsWith('..') || isAbsolute(within)) throw outside(file, `its data file "${location}" lies elsewhere`);
  // Whether it can be read is better known now than from onnxruntime's words.
  const handle = await open(path, constants.O_RDONLY).catch((error: unknown) => {
    throw modelFileError('unreadable', file, `its data file "${basename(location)}" cannot be read`, error);
  });
  await handle.close();
  return { location, path, bytes: status.size };
}

function refuseWayOut(file: string, location: string): void {
  const parts = location.split(/[\\/]/);
  if (isAbsolute(location) || win32.isAbsolute(location) || /^[a-z]:/i.test(location)) {
    throw outside(file, `its weights lie at the absolute path "${location}"`);
  }
  if (parts.includes('..')) throw outside(file, `its weights lie at "${location}", out of its folder`);
  if (location.includes('\0') || location.includes('\\')) {
    throw outside(file, `its weights lie at "${JSON.stringify(location).slice(1, -1)}", which is no plain name`);
  }
}

function checkPosition(file: string, tensor: OnnxTensor, data: ExternalFile): void {
  const needed = elementBytes(tensor.dataType, elementCount(tensor.dims) ?? 0) ?? 0;
  const { offset = 0, length = null } = tensor.external ?? {};
  if (length !== null && length !== needed) {
    throw modelFileError(
      'malformed',
      file,
      `the tensor "${tensor.name}" has ${String(length)} bytes where its shape needs ${String(needed)}`,
    );
  }
  if (offset + needed > data.bytes) {
    throw modelFileError('malformed', file, `the tensor "${tensor.name}" lies beyond the end of "${data.location}"`);
  }
}

function outside(file: string, reason: string): Error {
  return modelFileError('outside-folder', file, reason);
}
