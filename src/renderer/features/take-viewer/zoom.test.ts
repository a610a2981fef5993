import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actualSize, fitScale, fitted, limitZoom, zoomAt } from './zoom.ts';

const picture = { width: 1000, height: 500 };
const frame = { width: 500, height: 500 };

describe('zoom', () => {
  it('fits the longer side', () => {
    expect(fitScale(picture, frame)).toBe(0.5);
    expect(actualSize(picture, frame)).toEqual({ scale: 2, x: 0, y: 0 });
  });

  it('never shows less than the whole and never drags a side into the frame', () => {
    expect(limitZoom({ scale: 0.2, x: 40, y: -40 }, picture, frame)).toEqual(fitted);
    expect(limitZoom({ scale: 2, x: 400, y: 400 }, picture, frame)).toEqual({ scale: 2, x: 250, y: 0 });
  });

  it('enlarges a pixel of the picture to sixteen of the screen at most', () => {
    expect(limitZoom({ scale: 999, x: 0, y: 0 }, picture, frame).scale).toBe(32);
  });

  it('keeps what lies under the pointer there', () => {
    const number = fc.double({ min: -200, max: 200, noNaN: true });
    const scale = fc.double({ min: 1, max: 8, noNaN: true });
    fc.assert(
      fc.property(number, number, number, number, scale, scale, (x, y, px, py, before, factor) => {
        const zoom = { scale: before, x, y };
        const after = zoomAt(zoom, factor, { x: px, y: py });
        // The place of the picture that is under the pointer, in its own measure.
        const under = ({ scale: s, x: ox }: typeof zoom): number => (px - ox) / s;
        expect(under(after)).toBeCloseTo(under(zoom), 6);
      }),
    );
  });
});
