import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import { useDocument, useStudio, useView } from '../../studio/index.ts';
import { AddSourceDialog } from './AddSourceDialog.tsx';
import { LayerDialog } from './LayerDialog.tsx';
import { newLayer } from './new-layer.ts';

/** The search that adds a layer, opened over the matrix: by itself, for what reads a cell, or for what a cell reads. */
export function AddLayerDialog() {
  const overlay = useView((state) => state.overlay);
  if (overlay?.kind === 'add-layer') return <AddReaderDialog source={overlay.source} />;
  return overlay?.kind === 'add-source' ? <AddSourceDialog {...overlay} /> : null;
}

function AddReaderDialog({ source }: { source: CellKey | null }) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const cell = useDocument((state) => state.cells.find(({ key }) => key === source) ?? null);
  return (
    <LayerDialog
      title={cell === null ? t('wiring.addLayer') : t('wiring.addReader', { cell: cell.key })}
      hint={cell === null ? t('wiring.addLayerHint') : t(`wiring.addReaderHint.${cell.assetType}`)}
      accepts={cell?.assetType ?? null}
      makes={null}
      layerOf={(template) => {
        const { document } = documents.getState();
        return document === null ? null : newLayer(document.matrix, template, cell);
      }}
    />
  );
}
