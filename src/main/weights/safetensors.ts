import { openByteSource, type ByteSource } from './byte-source.ts';
import { bfloatsToFloats, halvesToFloats } from './half-floats.ts';
import { modelFileError } from './model-file-error.ts';
import { parseSafetensorsHeader, type SafetensorsHeader } from './safetensors-header.ts';
import { refuseOtherFormats } from './wrong-format.ts';

/** An open safetensors file. */
export interface Safetensors extends SafetensorsHeader {
  /** Elements of a tensor stored as F32, F16 or BF16; ModelFileError for any other type and for an unknown name. */
  read(name: string): Promise<Float32Array>;
  close(): void;
}

/**
 * Opens a safetensors file, by its path or its bytes (github.com/huggingface/safetensors, "Format": 8 bytes of header
 * length, the header as JSON, the tensors). Only the header is read; whoever opens it closes it. Throws ModelFileError.
 */
export function openSafetensors(source: string | Uint8Array): Promise<Safetensors> {
  return Promise.resolve().then(() => {
    const bytes = openByteSource(source);
    try {
      refuseOtherFormats(bytes);
      return openTensors(bytes);
    } catch (error) {
      bytes.close();
      throw error;
    }
  });
}

function openTensors(source: ByteSource): Safetensors {
  const header = parseSafetensorsHeader(source);
  return {
    ...header,
    read: (name) => Promise.resolve().then(() => readFloats(source, header, name)),
    close: () => {
      source.close();
    },
  };
}

function readFloats(source: ByteSource, { tensors }: SafetensorsHeader, name: string): Float32Array {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw modelFileError('malformed', source.file, `it has no tensor "${name}"`);
  const bytes = new Uint8Array(tensor.end - tensor.begin);
  source.fill(bytes, tensor.begin);
  switch (tensor.dtype) {
    case 'F32':
      return new Float32Array(bytes.buffer);
    case 'F16':
      return halvesToFloats(new Uint16Array(bytes.buffer));
    case 'BF16':
      return bfloatsToFloats(new Uint16Array(bytes.buffer));
    default:
      throw modelFileError('unsupported', source.file, `the tensor "${name}" has the element type ${tensor.dtype}`);
  }
}
