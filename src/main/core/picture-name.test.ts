import { expect, it } from 'vitest';
import { pictureName } from './picture-name.ts';

it.each([
  ['a red house, by the sea!', 'a-red-house-by-the-sea-d9f3a1.png'],
  ['', 'telar-d9f3a1.png'],
  ['../../etc/passwd', 'etc-passwd-d9f3a1.png'],
  ['(Torre:1.2) de neón al atardecer', 'torre-1-2-de-neón-al-atardecer-d9f3a1.png'],
  ['long '.repeat(40), `${'long-'.repeat(9)}d9f3a1.png`],
])('%j names %s', (prompt, name) => {
  expect(pictureName(prompt, 'take-01D9F3A1', 'image/png')).toBe(name);
});
