import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MediaImportError } from '../../../shared/base/index.ts';
import { importChunkBytes, inputsFolder, maxImportBytes, type ImportedMedia } from '../../../shared/contract/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import { inputTypeOf } from './input-type.ts';
import { keepInput, prepareInputs, writing } from './keep-input.ts';

/** Time without a piece after which an upload counts as given up, in milliseconds. */
const idleMs = 60_000;
/** Uploads at a time: each holds a file open. */
const maxUploads = 16;

/** Files of the user on their way in. A part stays hidden beside its goal, and goes with whatever ends it. */
export interface Uploads {
  begin(documentFile: string, file: { name: string; bytes: number }): Promise<string>;
  append(id: string, offset: number, bytes: Buffer): Promise<void>;
  finish(id: string): Promise<ImportedMedia>;
  abort(id: string): Promise<void>;
  /** Drops everything that is not finished. */
  close(): Promise<void>;
}

interface Upload {
  name: string;
  bytes: number;
  part: string;
  handle: FileHandle;
  received: number;
  timer: NodeJS.Timeout;
  isBusy: boolean;
}

/** Creates the uploads of a core. */
export function createUploads({ picture }: { picture: PictureProcess }): Uploads {
  const pending = new Map<string, Upload>();

  function require(id: string): Upload {
    const upload = pending.get(id);
    if (upload === undefined) throw interrupted('it is not known any more');
    return upload;
  }

  async function drop(id: string): Promise<void> {
    const upload = pending.get(id);
    if (upload === undefined) return;
    pending.delete(id);
    clearTimeout(upload.timer);
    await upload.handle.close();
    await rm(upload.part, { force: true });
  }

  function expiryOf(id: string): NodeJS.Timeout {
    // Whoever sends its next piece later is told that the upload is not known any more.
    return setTimeout(() => void drop(id).catch(() => undefined), idleMs).unref();
  }

  return {
    async begin(documentFile, { name, bytes }) {
      if (bytes === 0) throw empty(name);
      if (bytes > maxImportBytes) throw tooLarge(name);
      if (pending.size >= maxUploads) throw interrupted('too many files are on their way in');
      const id = randomUUID();
      const folder = join(dirname(documentFile), inputsFolder);
      const part = join(folder, `.${id}.part`);
      await prepareInputs(folder, name);
      const handle = await writing(name, () => open(part, 'wx'));
      pending.set(id, { name, bytes, part, handle, received: 0, timer: expiryOf(id), isBusy: false });
      return id;
    },
    async append(id, offset, bytes) {
      const upload = require(id);
      const isNext = offset === upload.received && !upload.isBusy && bytes.length <= importChunkBytes;
      if (!isNext || upload.received + bytes.length > upload.bytes) {
        await drop(id);
        throw interrupted('a piece of it came out of turn');
      }
      clearTimeout(upload.timer);
      upload.isBusy = true;
      try {
        await writing(upload.name, async () => {
          await upload.handle.write(bytes, 0, bytes.length, offset);
        });
      } catch (error) {
        await drop(id);
        throw error;
      }
      upload.isBusy = false;
      upload.received += bytes.length;
      upload.timer = expiryOf(id);
    },
    async finish(id) {
      const upload = require(id);
      const { name, part, bytes } = upload;
      try {
        if (upload.isBusy || upload.received !== bytes) throw interrupted('it is not complete');
        clearTimeout(upload.timer);
        pending.delete(id);
        await upload.handle.close();
        const { extension, mediaType, assetType } = await inputTypeOf(part, name, picture);
        const kept = await keepInput(part, name, extension);
        return { path: `${inputsFolder}/${kept}`, mediaType, assetType, bytes };
      } catch (error) {
        await drop(id);
        await rm(part, { force: true });
        throw error;
      }
    },
    abort: drop,
    async close() {
      await Promise.all([...pending.keys()].map(drop));
    },
  };
}

function empty(name: string): Error {
  return new MediaImportError('empty', `"${name}" is empty.`, {
    hint: 'Choose another file.',
    values: { file: name },
  });
}

function tooLarge(name: string): Error {
  const size = `${maxImportBytes / 1024 ** 3} GB`;
  return new MediaImportError('too-large', `"${name}" is larger than ${size}.`, {
    hint: 'Put the file into the document’s folder by hand and name it in the parameter.',
    values: { file: name, size },
  });
}

function interrupted(reason: string): Error {
  return new MediaImportError('interrupted', `Bringing the file in was interrupted: ${reason}.`, {
    hint: 'Try again.',
    values: { reason },
  });
}
