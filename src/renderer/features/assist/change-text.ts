import type { Translate } from '../../i18n/index.ts';
import type { AdviceChange } from './advice-changes.ts';

/** A change against the advice in words: "Steps: 8 instead of 4". */
export function changeText(change: AdviceChange, t: Translate, language: string): string {
  const number = (value: number): string => value.toLocaleString(language, { maximumFractionDigits: 2 });
  switch (change.kind) {
    case 'parameter': {
      const text = (value: number | string | null): string =>
        value === null || value === ''
          ? t('assist.confirm.nothing')
          : typeof value === 'number' && change.parameter !== 'seed'
            ? number(value)
            : String(value);
      const parameter = t(`assist.parameters.${change.parameter}`);
      return t('assist.confirm.changed', { parameter, from: text(change.from), to: text(change.to) });
    }
    case 'lora-weight':
      return t('assist.confirm.weight', { name: change.name, from: number(change.from), to: number(change.to) });
    case 'lora-rejected':
      return t('assist.confirm.rejected', { name: change.name });
    case 'lora-added':
      return t('assist.confirm.added', { name: change.name, weight: number(change.weight) });
  }
}
