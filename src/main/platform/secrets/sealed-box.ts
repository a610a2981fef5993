import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/**
 * Layout: `TELARKEY`, version (1 byte), log2 N, r, p (1 byte each), salt (16), nonce (12), ciphertext, tag (16). The key is
 * scrypt (RFC 7914) of the passphrase, the cipher AES-256-GCM (NIST SP 800-38D) with everything before the ciphertext as
 * additional data, so that no field of the header can be changed unnoticed.
 */
const magic = Buffer.from('TELARKEY', 'latin1');
const version = 1;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = magic.length + 4 + saltBytes + nonceBytes;

/** What OWASP recommends for scrypt: 128 MiB and about half a second for each guess. */
const cost = { logN: 17, r: 8, p: 1 };
/** A file may not ask for more memory than this machine can be expected to have: 1 GiB. */
const maxLogN = 20;

/** A passphrase that has become a key, with the salt it belongs to. */
export interface BoxKey {
  key: Buffer;
  salt: Buffer;
  cost: { logN: number; r: number; p: number };
}

export type OpenedBox =
  { kind: 'open'; text: string; key: BoxKey } | { kind: 'wrong-passphrase' } | { kind: 'damaged' };

/** A key of a new box. */
export function newBoxKey(passphrase: string): Promise<BoxKey> {
  return deriveKey(passphrase, randomBytes(saltBytes), cost);
}

/** Encrypts a text; the nonce is new each time. */
export function sealText(text: string, { key, salt, cost: { logN, r, p } }: BoxKey): Buffer {
  const nonce = randomBytes(nonceBytes);
  const header = Buffer.concat([magic, Buffer.from([version, logN, r, p]), salt, nonce]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(header);
  return Buffer.concat([header, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Opens a box. A wrong passphrase and a changed byte look alike; only a broken header is told apart. */
export async function openBox(bytes: Buffer, passphrase: string): Promise<OpenedBox> {
  if (bytes.length < headerBytes + tagBytes || !bytes.subarray(0, magic.length).equals(magic)) {
    return { kind: 'damaged' };
  }
  const [boxVersion = 0, logN = 0, r = 0, p = 0] = bytes.subarray(magic.length);
  const isUsable = boxVersion === version && logN > 0 && logN <= maxLogN && r > 0 && r <= 16 && p > 0 && p <= 4;
  if (!isUsable) return { kind: 'damaged' };
  const header = bytes.subarray(0, headerBytes);
  const salt = Buffer.from(header.subarray(magic.length + 4, headerBytes - nonceBytes));
  const derived = await deriveKey(passphrase, salt, { logN, r, p });
  const decipher = createDecipheriv('aes-256-gcm', derived.key, header.subarray(headerBytes - nonceBytes));
  decipher.setAAD(header);
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  try {
    const text = decipher.update(bytes.subarray(headerBytes, bytes.length - tagBytes));
    return { kind: 'open', text: Buffer.concat([text, decipher.final()]).toString('utf8'), key: derived };
  } catch {
    // GCM says only that the tag does not fit.
    return { kind: 'wrong-passphrase' };
  }
}

function deriveKey(passphrase: string, salt: Buffer, used: BoxKey['cost']): Promise<BoxKey> {
  const N = 2 ** used.logN;
  const options = { N, r: used.r, p: used.p, maxmem: 256 * N * used.r };
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard may come in another Unicode form.
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) => {
      if (error === null) resolve({ key, salt, cost: used });
      else reject(error);
    });
  });
}
