import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { CellKey } from '../../../shared/base/index.ts';
import type { WireChoice } from '../../../shared/plan/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { LayerDialog } from './LayerDialog.tsx';
import { newSource } from './new-source.ts';

export interface AddSourceDialogProps {
  reader: CellKey;
  type: AssetType;
  choice: WireChoice;
}

/** The search for the model of what a cell is to read. */
export function AddSourceDialog({ reader, type, choice }: AddSourceDialogProps) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const cell = useDocument((state) => state.cells.find(({ key }) => key === reader));
  if (cell === undefined) return null;
  return (
    <LayerDialog
      title={t('wiring.addSource', { cell: reader, parameter: choice.parameter })}
      hint={t(`wiring.addSourceHint.${type}`)}
      accepts={null}
      makes={type}
      layerOf={(template) => {
        const { document, templates } = documents.getState();
        const own = templates.get(cell.model);
        if (document === null || own === undefined) return null;
        return newSource(document.matrix, template, { cell, template: own, choice });
      }}
    />
  );
}
