import { contentTypes, type ContentType } from '../intent.ts';
import type { ParameterChoice } from '../parameter-advice.ts';
import { notTaken, withinModel, type ChoiceTerms } from './choice.ts';
import { nearestTo, type ModelLimits, type NumberLimit } from './model-limits.ts';

export interface Size {
  width: number;
  height: number;
}

/** Sides of a picture that lies in a way, for an area of 1: 2 to 3, 3 to 2, or square. */
export const shapes = {
  upright: { width: Math.sqrt(2 / 3), height: Math.sqrt(3 / 2) },
  wide: { width: Math.sqrt(3 / 2), height: Math.sqrt(2 / 3) },
  square: { width: 1, height: 1 },
} as const;

/** Latents of all usual models go well in multiples of this; models of small pictures have their own step. */
const usualGrain = 64;
const smallEdge = 256;

/** Shares of an edge that a picture is made smaller by; below half of it models draw nonsense. */
const shrinks = [0.875, 0.75, 0.625, 0.5];

/**
 * Sizes that may be advised, the best first: the model's own area in the shape that suits the content, then smaller ones
 * of the same shape. A model of one size has that alone.
 */
export function sizesFor({ width, height }: ModelLimits, content: ContentType | null): Size[] {
  if (width === null || height === null) return [];
  const edge = Math.sqrt(width.usual * height.usual);
  const own: Size = { width: width.usual, height: height.usual };
  const shape = content === null ? null : shapes[contentTypes[content].orientation];
  const best =
    shape === null ? own : { width: sideOf(width, edge * shape.width), height: sideOf(height, edge * shape.height) };
  const smaller = shrinks.map((share) => ({
    width: sideOf(width, best.width * share),
    height: sideOf(height, best.height * share),
  }));
  const all = [best, ...smaller];
  return all.filter(
    (size, index) => all.findIndex((other) => other.width === size.width && other.height === size.height) === index,
  );
}

function sideOf(limit: NumberLimit, wanted: number): number {
  const grain = limit.usual >= smallEdge ? usualGrain : Math.max(limit.step, 1);
  return nearestTo(Math.round(wanted / grain) * grain, limit);
}

/** Width and height: what the user wants, else by the way that the content lies. */
export function chooseSize({ analysis, limits, given }: ChoiceTerms): [ParameterChoice, ParameterChoice] {
  const content = analysis.intent.contentType;
  const [size] = sizesFor(limits, content);
  const edge = (name: 'width' | 'height'): ParameterChoice => {
    const limit = limits[name];
    const wanted = given[name];
    if (limit === null) return notTaken(name);
    if (wanted != null) return withinModel(name, limit, { value: wanted, rule: 'given' });
    const value = size?.[name] ?? limit.usual;
    const isFixed = limit.values?.length === 1;
    if (isFixed) return withinModel(name, limit, { value, rule: 'model-range', because: { only: value } });
    if (content === null || size === undefined) return withinModel(name, limit, { value, rule: 'model-default' });
    const because = { contentType: content, orientation: contentTypes[content].orientation };
    return withinModel(name, limit, { value, rule: 'content-type', because });
  };
  return [edge('width'), edge('height')];
}
