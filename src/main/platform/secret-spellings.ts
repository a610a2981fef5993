/** Shorter texts are no secrets, and taking them out would spoil every message. */
const shortestSecret = 6;

/**
 * All forms in which a secret may turn up in a text: as it is, in JSON, in an address, in hexadecimal, and in Base64, also
 * in the middle of something longer (`user:secret`). Of a key with a colon, the part after it is a secret too. The
 * longest come first: a part of a secret must not be taken out of the whole.
 */
export function spellingsOf(secret: string): readonly string[] {
  if (secret.length < shortestSecret) return [];
  const bytes = Buffer.from(secret);
  const tail = secret.includes(':') ? secret.slice(secret.lastIndexOf(':') + 1) : '';
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inAddress = encodeURIComponent(secret);
  const spellings = [
    secret,
    inJson,
    // Some escape a slash, also in JSON that stands in a text of JSON.
    ...[1, 2, 4].map((depth) => inJson.replaceAll('/', `${'\\'.repeat(depth)}/`)),
    inAddress,
    inAddress.replaceAll(/%../g, (code) => code.toLowerCase()),
    encodeURIComponent(inAddress),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => [base64At(bytes, offset, 'base64'), base64At(bytes, offset, 'base64url')]),
    ...(tail === secret ? [] : spellingsOf(tail)),
  ];
  return [...new Set(spellings)]
    .filter((spelling) => spelling.length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
}

/**
 * What the bytes look like in the Base64 text of something in which they stand after `offset` (modulo 3) others: without
 * the characters at both ends that also depend on the neighbours.
 */
function base64At(bytes: Buffer, offset: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString(encoding)
    .replaceAll('=', '');
  const before = [0, 2, 3][offset];
  const isCut = (offset + bytes.length) % 3 !== 0;
  return text.slice(before, isCut ? -1 : undefined);
}
