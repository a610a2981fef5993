import { createSecret, equalHashes, hashSecret } from './secret.ts';

/** Codes not yet used that are kept; a start link asked for after that many others is dead. */
const maxCodes = 16;

/** One-time codes that a start link carries. They live in memory only: a link of an earlier start is dead. */
export interface StartCodes {
  create(): string;
  /** True once for each code. */
  redeem(code: string): boolean;
}

/** An empty set of start codes. */
export function createStartCodes(): StartCodes {
  let hashes: string[] = [];
  return {
    create() {
      const code = createSecret();
      hashes = [...hashes, hashSecret(code)].slice(-maxCodes);
      return code;
    },
    redeem(code) {
      const wanted = hashSecret(code);
      const left = hashes.filter((hash) => !equalHashes(hash, wanted));
      const found = left.length < hashes.length;
      hashes = left;
      return found;
    },
  };
}
