import { useTranslation } from 'react-i18next';
import { isKnownParameter, useLanguage } from '../../i18n/index.ts';
import { readableName, type ParameterField } from './parameter-fields.ts';

/** Names parameters: as their template says, in other languages than its English the well-known ones by the catalogue. */
export function useParameterName(): (field: Pick<ParameterField, 'name' | 'title'>) => string {
  const { t } = useTranslation();
  const isEnglish = useLanguage() === 'en';
  return ({ name, title }) => {
    if (isEnglish && title !== null) return title;
    return isKnownParameter(name) ? t(`parameter.${name}`) : (title ?? readableName(name));
  };
}
