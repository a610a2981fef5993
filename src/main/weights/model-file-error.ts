import { basename } from 'node:path';
import { ModelFileError, type FailureKind } from '../../shared/base/index.ts';

const hints: Record<FailureKind<'ModelFileError'>, string> = {
  unreadable: 'Check that the file is there and that you may read it.',
  'wrong-format': 'Telar opens ONNX and safetensors files only; take that version of the model.',
  malformed: 'Download the model again, or choose another one.',
  'too-large': 'Choose another model: no real one needs this.',
  'outside-folder': 'Do not use this model: only files inside its own folder may belong to it.',
  unsupported: 'Take another export of this model.',
};

/** The failure of one file of weights. `file` is its path, or a name for bytes in memory. */
export function modelFileError(
  kind: FailureKind<'ModelFileError'>,
  file: string,
  reason: string,
  cause?: unknown,
): InstanceType<typeof ModelFileError> {
  return new ModelFileError(kind, `${basename(file)}: ${reason}.`, {
    hint: hints[kind],
    place: { file },
    values: { file: basename(file), reason },
    ...(cause === undefined ? {} : { cause }),
  });
}
