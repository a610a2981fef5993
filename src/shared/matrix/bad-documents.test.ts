import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCpu } from '../../../tests/cpu-time.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { TelarError } from '../base/index.ts';
import { parseMatrixDocument } from './parse-document.ts';
import { serializeMatrixDocument } from './serialize.ts';

const layerText = '{"name":"plate","asset_type":"image","model":"local/m","parameters":{}}';
const withUnits = (units: string): string => `{"telar":1,"layers":[${layerText}],\n"units":[${units}]}`;
const withSeed = (seed: string): string => withUnits(`{"id":"u","cells":{"plate":{"parameters":{"seed":\n${seed}}}}}`);
const withId = (id: string): string => withUnits(JSON.stringify({ id }));
const twins = (first: string, second: string): string => withUnits(`{"id":"${first}"},\n{"id":"${second}"}`);

/** `kind` of the refusal and where it points to; "opened" when nothing was refused. */
function outcomeOf(text: string): string {
  try {
    parseMatrixDocument(text, 'film.telar.json');
    return 'opened';
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    expect(error.hint).not.toBe('');
    expect(error.code).toBe('MatrixFormatError');
    const { kind, place } = error.toJSON();
    return place.line === undefined ? kind : `${kind} ${place.line}`;
  }
}

const megabyte = 1024 * 1024;

describe('a document that somebody else made', () => {
  it.each([
    ['A1 nested 100,000 deep', `{"telar":1,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'too-large'],
    ['A1 objects nested 100,000 deep', `{"a":`.repeat(100_000), 'too-large'],
    ['A1 as deep as allowed', `{"telar":1,"layers":[],"units":[],"x":${'['.repeat(64)}${']'.repeat(64)}}`, 'opened'],
    ['A2 __proto__', '{"telar":1,\n"__proto__":{}}', 'reserved-name 2'],
    ['A2 constructor in parameters', withSeed('{"constructor":1}'), 'reserved-name 3'],
    ['A2 prototype, written with an escape', '{"telar":1,\n"\\u0070rototype":{}}', 'reserved-name 2'],
    ['A3 a key twice', '{"telar":1,\n"telar":1}', 'duplicate-key 2'],
    ['A3 a unit id twice', twins('u', 'u'), 'duplicate-id 3'],
    ['A4 more than 20 MB', `{"telar":1,"x":"${'a'.repeat(20 * megabyte)}"}`, 'too-large'],
    ['A4 more than 20 MB in bytes, not in characters', `{"telar":1,"x":"${'é'.repeat(10.5 * megabyte)}"}`, 'too-large'],
    ['A4 a million cells', `{"layers":[${'1,'.repeat(999)}1],"units":[${'1,'.repeat(999)}1]}`, 'too-large'],
    ['A4 10,001 cells', `{"telar":1,"layers":[{}],"units":[${'{},'.repeat(10_000)}{}]}`, 'too-large'],
    ['A5 a seed of 64 bits', withSeed('18446744073709551615'), 'unsafe-number 3'],
    ['A5 one beyond 2^53-1', withSeed('9007199254740992'), 'unsafe-number 3'],
    ['A5 digits that round to a safe number', withSeed('9007199254740991.5'), 'unsafe-number 3'],
    ['A5 1e400', withSeed('1e400'), 'unsafe-number 3'],
    ['A5 -0', withSeed('-0'), 'unsafe-number 3'],
    ['A5 NaN', withSeed('NaN'), 'not-json 3'],
    ['A5 a seed as string', withSeed('"18446744073709551615"'), 'opened'],
    ['A5 2^53-1', withSeed('9007199254740991'), 'opened'],
    ['A10 a newer version', '{"telar":2,"layers":[],"units":[]}', 'newer-version'],
    ['A10 a version that is none', '{"telar":"x","layers":[],"units":[]}', 'schema 1'],
    ['A11 a byte order mark', `\uFEFF${withId('u')}`, 'opened'],
    ['A11 CRLF', withId('u').replaceAll('\n', '\r\n'), 'opened'],
    ['A11 UTF-16 read as bytes', withId('u').replaceAll(/(?=[^]{1})/g, '\0'), 'not-utf8 1'],
    ['A11 half of a surrogate pair', withSeed('"\\ud83d"'), 'not-utf8 3'],
    ['A12 markup', withUnits('{"id":"u","title":"<img src=x onerror=alert(1)>"}'), 'opened'],
    ['B1 ..', withId('..'), 'schema 2'],
    ['B1 ../x', withId('../x'), 'schema 2'],
    ['B1 ..\\x', withId('..\\x'), 'schema 2'],
    ['B1 an absolute path', withId('/etc/passwd'), 'schema 2'],
    ['B1 C:x', withId('C:x'), 'schema 2'],
    ['B1 a share', withId('\\\\srv\\share'), 'schema 2'],
    ['B2 CON', withId('CON'), 'reserved-name 2'],
    ['B2 lpt1', withId('lpt1'), 'reserved-name 2'],
    ['B2 nul.png', withId('nul.png'), 'schema 2'],
    ['B2 COM¹', withId('COM¹'), 'schema 2'],
    ['B2 LPT1.', withId('LPT1.'), 'schema 2'],
    ['B2 a stream', withId('a:b'), 'schema 2'],
    ['B2 a layer called aux', withId('u').replace('"plate"', '"aux"'), 'reserved-name 1'],
    ['B3 a trailing dot', withId('a.'), 'schema 2'],
    ['B3 a trailing space', withId('a '), 'schema 2'],
    ['B3 NUL', withId('a\0'), 'schema 2'],
    ['B3 a newline', withId('a\n'), 'schema 2'],
    ['B3 a bidi override', withId('a\u202E'), 'schema 2'],
    ['B3 ~', withId('~'), 'schema 2'],
    ['B4 upper and lower case', twins('Scene', 'scene'), 'duplicate-id 3'],
    ['B5 an id of 300 bytes', withId('a'.repeat(300)), 'schema 2'],
    [
      'B5 a path of more than 240',
      withId('abc').replace('{', `{"output_dir":"${'o'.repeat(230)}",`),
      'path-too-long 2',
    ],
  ])('%s', async (_name, text, outcome) => {
    const { result, cpuMs } = await measureCpu(() => outcomeOf(text));
    expect(result).toBe(outcome);
    expect(cpuMs).toBeLessThan(3_000);
  });

  it('names both places of a duplicate, and the length of what is too long', () => {
    expect(() => parseMatrixDocument(twins('Scene', 'scene'), 'f')).toThrow(/line 2, column 16 and line 3, column 7/);
    expect(() => parseMatrixDocument(withId('a'.repeat(300)), 'f')).toThrow(/300 characters/);
  });

  it('says how to write a number that would change', () => {
    expect(() => parseMatrixDocument(withSeed('18446744073709551615'), 'f')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('"18446744073709551615"') }),
    );
  });

  it('fails only politely, whatever is cut out of it or put into it', () => {
    const whole = withUnits('{"id":"u","vars":{"a":1},"cells":{"plate":{"parameters":{"p":"x"}}}},{"id":"v"}');
    const change = fc.record({
      at: fc.nat(whole.length),
      remove: fc.nat(20),
      insert: fc.oneof(fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '-', '1e999', '\\u', '\ud800'), fc.string()),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        const text = changes.reduce(
          (now, { at, remove, insert }) => now.slice(0, at) + insert + now.slice(at + remove),
          whole,
        );
        if (outcomeOf(text) !== 'opened') return;
        const saved = serializeMatrixDocument(parseMatrixDocument(text, 'f'));
        expect(serializeMatrixDocument(parseMatrixDocument(saved, 'f'))).toBe(saved);
      }),
      { numRuns: soakRuns(500, 20_000) },
    );
  });
});
