import type { JsonValue } from '../base/index.ts';
import type { CostOf, PictureSize } from './cost.ts';
import { ceiling, exact, isLess, plus, times, type Exact } from './exact.ts';
import { between, certain, numberOf, outputsOf, product, type Range, type Values } from './price-values.ts';

const perPixel = exact(0.000_001);

/** Megapixels that are charged for all pictures together. */
export function megapixelsOf(cost: CostOf<'per-megapixel'>, values: Values): Range | null {
  if (values.usage !== null) {
    const { megapixels, outputs } = values.usage;
    if (megapixels?.length !== outputs || megapixels.some((each) => !(each >= 0 && each < Infinity))) return null;
    return certain(plus(...megapixels.map((each) => charged(exact(each), cost))));
  }
  const each = pictureOf(cost.size, values);
  const count = outputsOf(cost.count, values);
  if (each === null || count === null) return null;
  return product(count, { low: charged(each.low, cost), high: charged(each.high, cost) });
}

/** Pixels of one frame, by the name of its size. */
export function pixelsOf(
  { parameter, sizes }: CostOf<'video-tokens'>['frame'],
  { parameters, late, schemas }: Values,
): Range | null {
  if (!late.has(parameter)) {
    const area = areaOf(parameters[parameter], sizes);
    return area === null ? null : certain(area);
  }
  // A value that may be something else than a name from the list has no bounds.
  const names = schemas[parameter]?.enum;
  const areas = names?.map((name) => areaOf(name, sizes));
  if (areas === undefined || areas.length === 0) return null;
  const known = areas.filter((area) => area !== null);
  return known.length < areas.length ? null : between(Math.min(...known), Math.max(...known));
}

function pictureOf(size: PictureSize, values: Values): Range | null {
  if ('sizes' in size) {
    const pixels = pixelsOf(size, values);
    return pixels === null ? null : product(pixels, certain(perPixel));
  }
  if ('width' in size) {
    const width = numberOf(size.width, values);
    const height = numberOf(size.height, values);
    return width === null || height === null ? null : product(width, height, certain(perPixel));
  }
  const factor = numberOf(size.factor, values);
  return factor === null ? null : product(between(...size.typical_megapixels), factor, factor);
}

function areaOf(value: JsonValue | undefined, sizes: Record<string, readonly [number, number]>): number | null {
  if (typeof value === 'string' || typeof value === 'number') {
    const named = Object.hasOwn(sizes, value) ? sizes[value] : undefined;
    return named === undefined ? null : named[0] * named[1];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { width, height } = value;
  const isSize = typeof width === 'number' && typeof height === 'number' && width >= 0 && height >= 0;
  const area = isSize ? width * height : Number.NaN;
  return Number.isSafeInteger(area) ? area : null;
}

function charged(megapixels: Exact, { rounding, minimum }: CostOf<'per-megapixel'>): Exact {
  const counted = rounding === 'ceil' ? ceiling(megapixels) : times(megapixels, exact(1));
  return isLess(counted, exact(minimum)) ? exact(minimum) : counted;
}
