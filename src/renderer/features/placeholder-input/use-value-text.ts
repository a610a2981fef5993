import { useTranslation } from 'react-i18next';
import type { PreviewPart } from '../../../shared/plan/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';

/** Says what a piece of a text becomes: its value, when there will be one, or why there is none. */
export function useValueText(): (part: PreviewPart) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (part) => {
    switch (part.kind) {
      case 'literal':
        return part.text;
      case 'known':
        return shown(part.value);
      case 'late':
        return part.value === null ? t(`placeholder.late.${part.property}`, { cell: part.cell }) : shown(part.value);
      case 'broken':
        return failureText(part.failure, language).sentence;
    }
  };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
