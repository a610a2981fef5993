import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitLinearMap } from './linear-map.ts';

const small = fc.double({ min: -2, max: 2, noNaN: true });

it('finds the map again that samples were made with', () => {
  const map = fc.record({
    rows: fc.array(fc.tuple(small, small, small), { minLength: 1, maxLength: 6 }),
    bias: fc.tuple(small, small, small),
  });
  fc.assert(
    fc.property(map, ({ rows, bias }) => {
      const inputs = Array.from({ length: 64 }, (_, i) => rows.map((__, channel) => Math.sin(i * (channel + 1) * 1.7)));
      const outputs = inputs.map((input) =>
        bias.map((base, colour) => input.reduce((sum, value, i) => sum + value * (rows[i]?.[colour] ?? 0), base)),
      );
      const fitted = fitLinearMap(inputs, outputs);
      [...fitted.rows, fitted.bias].forEach((row, i) => {
        const expected = i < rows.length ? (rows[i] ?? []) : bias;
        row.forEach((value, colour) => expect(value).toBeCloseTo(expected[colour] ?? 0, 4));
      });
    }),
  );
});

it('gives a channel that never changes no say', () => {
  const inputs = [-1, -0.5, 0, 0.5, 1].map((value) => [value, 0]);
  const { rows, bias } = fitLinearMap(
    inputs,
    inputs.map(([value = 0]) => [2 * value + 1]),
  );
  expect([rows[0]?.[0], rows[1]?.[0], bias[0]].map((value) => Math.round((value ?? 0) * 1e4) / 1e4)).toEqual([2, 0, 1]);
});
