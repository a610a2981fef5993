import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, plainError, withoutSecret } from './redact.ts';

const secret = 'canary/key+42=="x"';
const sha = 'a'.repeat(40);

describe('text without secrets', () => {
  const redactor = createRedactor(() => [secret]);

  it.each([
    ['as it is', `key ${secret}.`, 'key [redacted].'],
    ['in JSON', JSON.stringify({ a: secret }), '{"a":"[redacted]"}'],
    ['in an address', `x=${encodeURIComponent(secret)}&`, 'x=[redacted]&'],
    ['in hexadecimal', Buffer.from(secret).toString('hex'), '[redacted]'],
    ['a token of Replicate', `with r8_${sha}!`, 'with [redacted]!'],
    ['a token of Hugging Face', `hf_${sha}`, '[redacted]'],
    ['a key of fal', 'Key 12345678-1234-1234-1234-123456789abc:0123456789abcdef0123', 'Key [redacted]'],
    ['a header', 'authorization: Bearer abc.def-ghi', 'authorization: Bearer [redacted]'],
    [
      'a signed address',
      'see https://u:p@host/a.png?X-Amz-Signature=1&b=2#top',
      'see https://host/a.png?[redacted]#top',
    ],
    [
      'a file in a text',
      `made data:image/png;base64,${'A'.repeat(100)} now`,
      'made data:image/png (122 characters) now',
    ],
    ['a prompt', 'Key lighting, bearer of rings, a token of love', 'Key lighting, bearer of rings, a token of love'],
  ])('%s', (_name, plain, expected) => expect(redactor.text(plain)).toBe(expected));

  it('finds a secret in the Base64 of whatever stands around it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }), (before, after) => {
        const encoded = Buffer.concat([before, Buffer.from(secret), after]).toString('base64');
        // What is left of it at its ends are the bits that it shares with its neighbours.
        expect(redactor.text(encoded)).toContain('[redacted]');
      }),
    );
  });

  it('knows a secret from the moment it is added, and the second half of one with a colon', () => {
    const late = createRedactor();
    expect(late.text('no-such-form:a-longer-half')).toBe('no-such-form:a-longer-half');
    late.addSecret('no-such-form:a-longer-half');
    expect(late.text('no-such-form:a-longer-half and a-longer-half')).toBe('[redacted] and [redacted]');
  });
});

it('copies values without secrets, and shows files as what they are', () => {
  const plain = {
    prompt: `a cat, ${secret}`,
    hf_token: 'anything',
    max_tokens: 5,
    image: 'data:image/png;base64,AAECAw==',
    list: [null, true, 'https://files/a.png?sig=1'],
  };
  expect(createRedactor(() => [secret]).value(plain)).toEqual({
    prompt: 'a cat, [redacted]',
    hf_token: '[redacted]',
    max_tokens: 5,
    image: {
      mediaType: 'image/png',
      bytes: 4,
      sha256: '054edec1d0211f624fed0cbca9d4f9400b0e491c43742af2c5b0abebf0c990d8',
    },
    list: [null, true, 'https://files/a.png?[redacted]'],
  });
});

it.each([
  ['as it is', `Key ${secret}!`],
  ['with escaped slashes', JSON.stringify(secret).replaceAll('/', '\\/')],
  ['with small letters in an address', encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase())],
  ['in the header of basic authentication', Buffer.from(`user:${secret}`).toString('base64')],
])('a text without one secret: %s', (_how, text) => {
  const left = withoutSecret(`https://host/?a=b ${text}`, secret);
  expect(left).toContain('https://host/?a=b ');
  expect(left).toContain('[redacted]');
  expect(left).not.toMatch(/canary|key%2b42/i);
});

it('copies what people need of an error, and none of what clients put into theirs', () => {
  const inner = Object.assign(new Error(`bytes of ${secret}`), { code: 'HPE_INVALID', data: `Bearer ${secret}` });
  const outer = Object.assign(new TypeError('fetch failed', { cause: inner }), { request: { headers: [secret] } });
  const copy = plainError(outer, (text) => withoutSecret(text, secret));
  expect([copy.name, copy.message, copy.cause]).toEqual([
    'TypeError',
    'fetch failed',
    expect.objectContaining({ name: 'Error', message: 'bytes of [redacted]', code: 'HPE_INVALID' }),
  ]);
  expect(copy.stack).toContain('redact.test.ts');
  expect(inspect(copy, { depth: 9, showHidden: true })).not.toContain('canary/key');
  expect(plainError(secret, (text) => withoutSecret(text, secret)).message).toBe('[redacted]');
});
