/** Parts of a key of this length are no chance: nobody may find one either. */
const tellingPart = 12;

/** A key in the forms in which a careless server says it back. */
export function echoesOf(key: string): string[] {
  const bytes = Buffer.from(key);
  const inAddress = encodeURIComponent(key);
  return [
    key,
    `Bearer ${key}`,
    JSON.stringify(key),
    key.replaceAll('/', '\\/'),
    inAddress,
    inAddress.replaceAll(/%../g, (code) => code.toLowerCase()),
    encodeURIComponent(inAddress),
    ...['', ':', 'me', 'user:'].map((before) => Buffer.from(before + key).toString('base64')),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ];
}

/** A text as JSON may spell it: every sign by its number. */
export function byNumbers(text: string): string {
  return text.replaceAll(/./g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What nobody may find of a key: each telling part of it, by itself, in an address, in Base64 and in hexadecimal. */
export function tracesOf(key: string): string[] {
  const parts = Array.from({ length: key.length - tellingPart + 1 }, (_, at) => key.slice(at, at + tellingPart));
  const encoded = [key, encodeURIComponent(key)].flatMap((text) =>
    ['', '.', '..'].map((before) =>
      Buffer.from(before + text)
        .toString('base64')
        .slice(4, -4),
    ),
  );
  const hex = Buffer.from(key).toString('hex');
  return [...new Set([...parts, ...parts.map(encodeURIComponent), ...encoded, hex, hex.toUpperCase(), byNumbers(key)])];
}
