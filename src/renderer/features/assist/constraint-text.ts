import type { ParameterAdvice } from '../../../shared/assist/index.ts';
import { formatSeconds, type Translate } from '../../i18n/index.ts';

type ConstraintConflict = ParameterAdvice['conflicts'][number];

/** Which limit cannot be kept, why, and the nearest that can be had. */
export function conflictText(
  { constraint, wanted, nearest, why }: ConstraintConflict,
  t: Translate,
  language: string,
): string {
  const amount = (value: number): string =>
    constraint === 'maxTimeSeconds'
      ? formatSeconds(value * 1000, language)
      : `${value.toLocaleString(language, { maximumFractionDigits: 2 })} GB`;
  return t(`assist.limits.why.${why}`, {
    wanted: amount(wanted),
    nearest: nearest === null ? t('assist.estimate.unknown') : amount(nearest),
  });
}
