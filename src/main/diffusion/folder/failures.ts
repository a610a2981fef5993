import { basename, join } from 'node:path';
import { ModelNotFoundError } from '../../../shared/base/index.ts';

/** The failure of a model folder without one of its files. */
export function missingFile(folder: string, name: string, cause: unknown): Error {
  return new ModelNotFoundError('missing-file', `The model "${basename(folder)}" lacks the file ${name}.`, {
    hint: 'Install the model again.',
    place: { file: join(folder, name) },
    values: { model: basename(folder), file: name },
    ...(cause === null ? {} : { cause }),
  });
}

/** The failure of a model file that is not what it should be. */
export function unreadableModel(folder: string, name: string, reason: string, cause: unknown): Error {
  return new ModelNotFoundError(
    'unreadable-model',
    `${name} of the model "${basename(folder)}" cannot be used: ${reason}`,
    {
      hint: 'Install the model again, or choose another one.',
      place: { file: join(folder, name) },
      values: { model: basename(folder), file: name, reason },
      ...(cause === null ? {} : { cause }),
    },
  );
}

/** The failure of a model that is sound, but made of parts that Telar cannot run. `part` is their proper name: T5. */
export function unsupportedModel(folder: string, name: string, part: string, hint: string): Error {
  const model = basename(folder);
  return new ModelNotFoundError('unsupported-model', `Telar cannot run "${model}": it is or needs ${part}.`, {
    hint,
    place: { file: join(folder, name) },
    values: { model, part },
  });
}

/** The failure of weights that were not exported to ONNX. */
export function notExported(folder: string, name: string): Error {
  const model = basename(folder);
  return new ModelNotFoundError('not-exported', `"${model}" holds weights (${name}), but no ONNX models.`, {
    hint: 'Download an ONNX export of it, or make one with optimum: optimum-cli export onnx --model <name> <folder>.',
    place: { file: join(folder, name) },
    values: { model, file: name },
  });
}
