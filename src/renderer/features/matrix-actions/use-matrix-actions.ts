import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../../studio/index.ts';
import { createMatrixActions, type MatrixActions } from './matrix-actions.ts';

/** The actions on the open document's rows, columns and cells. */
export function useMatrixActions(): MatrixActions {
  const studio = useStudio();
  const { t } = useTranslation();
  return useMemo(() => createMatrixActions(studio, t), [studio, t]);
}
