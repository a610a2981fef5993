import type { ByteSource } from './byte-source.ts';
import { modelFileError } from './model-file-error.ts';

const startsWith = (text: string) => (bytes: Uint8Array) =>
  Buffer.from(text, 'latin1').equals(bytes.subarray(0, text.length));

/** What people and hubs hand over in place of a model, by its first bytes. */
const strangers: readonly (readonly [reason: string, matches: (bytes: Uint8Array) => boolean])[] = [
  ['it is empty', (bytes) => bytes.length === 0],
  [
    'it is a zip archive (a PyTorch checkpoint is one); those can run programs and are never opened',
    startsWith('PK\x03\x04'),
  ],
  ['it is a pickle; those can run programs and are never opened', isPickle],
  ['it is the address of the file, not the file itself (a Git LFS pointer)', startsWith('version https://git-lfs')],
  ['it is a web page', isMarkup],
  ['it is a GGUF file', startsWith('GGUF')],
  ['it consists of zeros', (bytes) => bytes.every((byte) => byte === 0)],
];

/** Refuses files that are known to be something else, so that the failure can say what. */
export function refuseOtherFormats(source: ByteSource): void {
  const bytes = source.view(0, Math.min(64, source.size));
  const found = strangers.find(([, matches]) => matches(bytes));
  if (found !== undefined) throw modelFileError('wrong-format', source.file, found[0]);
}

/**
 * Protocol 2 to 5 of Python's pickle begins with 0x80 and its number. So may the header length of a safetensors file,
 * whose ninth byte is then the brace of its header.
 */
function isPickle(bytes: Uint8Array): boolean {
  return bytes[0] === 0x80 && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 0) <= 5 && bytes[8] !== 0x7b;
}

function isMarkup(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
  return ['<!doctype', '<html', '<?xml', '<head'].some((start) => text.startsWith(start));
}
