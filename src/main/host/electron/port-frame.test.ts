import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maxFrameLength, parsePortFrame } from './port-frame.ts';

it.each([
  [{ i: '1', p: { u: '/app/info' } }],
  [{ i: '1', p: { u: '/settings/set', b: { json: { language: 'en' } }, h: { a: 'b' }, m: 'POST' } }],
  [{ i: '2', t: 4 }],
  [{ i: '2', t: 3, p: { e: 'message', d: 1 } }],
])('reads %j', (frame) => {
  expect(parsePortFrame(JSON.stringify(frame))).toEqual(frame);
});

it.each<unknown>([
  undefined,
  null,
  { i: '1', p: { u: '/app/info' } },
  new Uint8Array(8),
  '',
  '{',
  '[]',
  'null',
  '{}',
  '{"i":1,"p":{"u":"/a"}}',
  '{"i":"","p":{"u":"/a"}}',
  '{"i":"1"}',
  '{"i":"1","t":2,"p":{"u":"/a"}}',
  '{"i":"1","t":3}',
  '{"i":"1","p":{}}',
  '{"i":"1","p":{"u":7}}',
  '{"i":"1","p":{"u":"http://evil.example"}}',
  '{"i":"1","p":{"u":"/a","h":{"x":7}}}',
  ' '.repeat(maxFrameLength + 1),
])('refuses %j', (data) => {
  expect(parsePortFrame(data)).toBeNull();
});

it('never throws, whatever a page sends', () => {
  const field = fc.oneof(fc.jsonValue(), fc.constantFrom('/a', '//', '/\\', 'http://['));
  const frame = fc.record(
    {
      i: field,
      t: fc.oneof(fc.integer({ min: 0, max: 5 }), field),
      p: fc.oneof(field, fc.record({ u: field, h: field, m: field })),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        frame.map((value) => JSON.stringify(value)),
      ),
      (data) => {
        parsePortFrame(data);
      },
    ),
    { numRuns: 10_000 },
  );
});
