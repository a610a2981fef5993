import { contentTypes } from '../intent.ts';
import type { ParameterChoice } from '../parameter-advice.ts';
import { finished, moved, notTaken, type ChoiceTerms } from './choice.ts';
import { shapes } from './choose-size.ts';
import type { ChoiceLimit } from './model-limits.ts';

/**
 * The shape of a picture, for models that are told it by a name such as `3:2` or `landscape_4_3`: the nearest one to what
 * suits the content. A model that by itself goes by its input picture is left to do so.
 */
export function chooseShape({ analysis, limits, given }: ChoiceTerms): ParameterChoice {
  const limit = limits.aspectRatio;
  if (limit === null) return notTaken('aspectRatio');
  const { usual } = limit;
  if (given.aspectRatio != null) {
    const choice = finished('aspectRatio', usual, { value: given.aspectRatio, rule: 'given' });
    const isKnown = limit.choices.some(({ name }) => name === given.aspectRatio);
    return isKnown ? choice : moved(choice, usual, 'model-range', {});
  }
  const content = analysis.intent.contentType;
  if (content === null || ratioOf(usual) === null) {
    return finished('aspectRatio', usual, { value: usual, rule: 'model-default' });
  }
  const { orientation } = contentTypes[content];
  const { width, height } = shapes[orientation];
  const value = nearestShape(limit, width / height);
  return finished('aspectRatio', usual, {
    value,
    rule: 'content-type',
    because: { contentType: content, orientation },
  });
}

/** The model's own shape where none is nearer, so that a square stays of the size that the model takes for one. */
function nearestShape({ choices, usual }: ChoiceLimit, wanted: number): string {
  const distance = (name: string): number => {
    const ratio = ratioOf(name);
    return ratio === null ? Infinity : Math.abs(Math.log(ratio / wanted));
  };
  return choices.reduce((best, { name }) => (distance(name) < distance(best) ? name : best), usual);
}

/**
 * Width by height of a name that models have for it: `16:9`, `16x9`, `square_hd`, or `portrait_4_3` and `landscape_16_9`,
 * whose numbers are the longer side first (fal). Null for one that says nothing of it, such as `match_input_image`.
 */
export function ratioOf(name: string): number | null {
  if (/^square(?:_hd)?$/.test(name)) return 1;
  const [, way, first, second] = /^(portrait_|landscape_)?(\d+)[:x_](\d+)$/.exec(name) ?? [];
  if (first === undefined || second === undefined) return null;
  const ratio = Number(first) / Number(second);
  if (!Number.isFinite(ratio) || ratio === 0) return null;
  return way === 'portrait_' ? 1 / ratio : ratio;
}
