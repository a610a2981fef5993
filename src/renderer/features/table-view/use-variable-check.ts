import { useTranslation } from 'react-i18next';
import { documentParts, reservedKeys, unitVariables } from '../../../shared/matrix/index.ts';
import { useStudio } from '../../studio/index.ts';

/** What is wrong with a name for a variable, in the user's words; null where it is free and valid. */
export function useVariableCheck(): (name: string) => string | null {
  const { t } = useTranslation();
  const { documents } = useStudio();
  return (name) => {
    const { document } = documents.getState();
    if (reservedKeys.has(name) || !documentParts.variableName.safeParse(name).success) return t('table.badVariable');
    return document !== null && unitVariables(document.matrix).includes(name) ? t('table.takenVariable') : null;
  };
}
