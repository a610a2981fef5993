import type { BatchAxisValue } from '../../../shared/assist/index.ts';
import type { Translate } from '../../i18n/index.ts';

/** What sets a picture apart from the others of its batch: "Steps 30", "LoRA neon 0.8". */
export function axisText({ axis, value }: BatchAxisValue, t: Translate, language: string): string {
  const name = t(`assist.axis.${axis}`);
  if (!Array.isArray(value))
    return `${name} ${typeof value === 'number' && axis !== 'seed' ? value.toLocaleString(language) : value}`;
  if (value.length === 0) return t('assist.axis.noLora');
  return `${name} ${value.map(({ id, weight }) => `${id} ${weight.toLocaleString(language)}`).join(' + ')}`;
}
