import fc from 'fast-check';
import { expect, it } from 'vitest';
import { enlargement } from './enlargement.ts';

it('from afar, keeps what is drawn within half an octave of its size on the screen, in steps', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.399, noNaN: true }), (zoom) => {
      const onScreen = enlargement(zoom) * zoom;
      expect(onScreen).toBeGreaterThanOrEqual(0.8 - 1e-9);
      expect(onScreen).toBeLessThanOrEqual(0.8 * Math.SQRT2 + 1e-9);
      expect((2 * Math.log2(enlargement(zoom))) % 1).toBeCloseTo(0);
    }),
  );
  expect([enlargement(1), enlargement(2), enlargement(0.4)]).toEqual([1, 1, 1]);
});
