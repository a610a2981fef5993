import type { ArtisticStyle, ContentType, ParameterChoice } from '../../../shared/assist/index.ts';
import type { Translate } from '../../i18n/index.ts';

/** In one line: which rule gave a parameter its value, the range that is good by it, and what the model takes unasked. */
export function whyText(choice: ParameterChoice, t: Translate, language: string): string {
  const number = (value: number | string | null): string =>
    typeof value === 'number' ? value.toLocaleString(language, { maximumFractionDigits: 2 }) : (value ?? '');
  const parts = [ruleText(choice, t)];
  if (choice.range !== null && choice.range[0] !== choice.range[1]) {
    parts.push(t('assist.why.range', { low: number(choice.range[0]), high: number(choice.range[1]) }));
  }
  if (choice.fallbackDefault !== null && choice.fallbackDefault !== '' && choice.fallbackDefault !== choice.value) {
    parts.push(t('assist.why.default', { value: number(choice.fallbackDefault) }));
  }
  return parts.join(' · ');
}

function ruleText({ rule, because }: ParameterChoice, t: Translate): string {
  switch (rule) {
    case 'complexity':
      return t('assist.why.rule.complexity', {
        complexity: t(`assist.complexity.${because.complexity as 'simple' | 'moderate' | 'complex'}`).toLowerCase(),
      });
    case 'style':
      return t('assist.why.rule.style', { style: t(`assist.style.${because.style as ArtisticStyle}`).toLowerCase() });
    case 'content-type':
      return t('assist.why.rule.content-type', {
        content: t(`assist.content.${because.contentType as ContentType}`).toLowerCase(),
      });
    case 'priority':
      return t('assist.why.rule.priority', {
        priority: t(`assist.priority.${because.priority as 'quality' | 'balanced' | 'speed'}`).toLowerCase(),
      });
    case 'model-range':
      return t(because.only === undefined ? 'assist.why.rule.model-range' : 'assist.why.only');
    default:
      return t(`assist.why.rule.${rule}`);
  }
}
