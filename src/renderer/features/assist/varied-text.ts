import type { BatchAxisValue, GenerationPicture } from '../../../shared/assist/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { axisText } from './axis-text.ts';

/** Values of an axis that are told one by one. */
const mostTold = 6;

/** What a batch varies: how many values each axis has ("2 × 3"), and which, one text an axis. */
export interface VariedText {
  /** Empty where fewer than two axes vary. */
  factors: string;
  axes: readonly string[];
}

export function variedText(pictures: readonly GenerationPicture[], t: Translate, language: string): VariedText {
  const names = pictures[0]?.axes.map(({ axis }) => axis) ?? [];
  const walked = names
    .map((name) => distinct(pictures.flatMap(({ axes }) => axes.filter(({ axis }) => axis === name))))
    .filter((values) => values.length > 1);
  return {
    factors: walked.length < 2 ? '' : walked.map(({ length }) => length).join(' × '),
    axes: walked.map((values) => told(values, t, language)),
  };
}

function told(values: readonly BatchAxisValue[], t: Translate, language: string): string {
  const texts = values.slice(0, mostTold).map((value) => axisText(value, t, language));
  const rest = values.length > mostTold ? [t('axes.more', { count: values.length - mostTold })] : [];
  return [...texts, ...rest].join(' · ');
}

function distinct(values: readonly BatchAxisValue[]): BatchAxisValue[] {
  return [...new Map(values.map((each) => [JSON.stringify(each.value), each])).values()];
}
