import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type JsonValue } from './json.ts';

/** SHA-256 of a text's UTF-8 bytes, 64 lower-case hex digits. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 of the canonical JSON of a value; independent of key order. */
export function hashJson(value: JsonValue): string {
  return hashText(canonicalJson(value));
}
