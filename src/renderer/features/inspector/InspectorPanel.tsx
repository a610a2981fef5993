import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument, useInspector, useView } from '../../studio/index.ts';
import { CellsInspector } from './CellsInspector.tsx';
import { DocumentInspector } from './DocumentInspector.tsx';
import { Inspector } from './Inspector.tsx';
import { LayerInspector } from './LayerInspector.tsx';
import { UnitInspector } from './UnitInspector.tsx';

/** The panel beside the matrix: the selected cells, else what was asked for; nothing while there is neither. */
export function InspectorPanel() {
  const inspected = useInspector((state) => state.inspected);
  const selected = useView((state) => state.selected);
  if (selected === null && inspected === null) return null;
  if (selected !== null) return <SelectedCells />;
  switch (inspected?.kind) {
    case 'unit':
      return <UnitInspector key={inspected.unit} id={inspected.unit} />;
    case 'layer':
      return <LayerInspector key={inspected.layer} name={inspected.layer} />;
    default:
      return <DocumentInspector />;
  }
}

function SelectedCells() {
  const cells = useSelectedCells();
  const [first, ...others] = cells;
  if (first === undefined) return null;
  if (others.length === 0) return <Inspector key={first.key} cell={first} />;
  return <CellsInspector key={cells.map(({ key }) => key).join(' ')} cells={[first, ...others]} />;
}

/** The selected cells that exist, the primary one first. */
function useSelectedCells(): readonly MatrixCell[] {
  const { selected, selection } = useView(useShallow(({ selected, selection }) => ({ selected, selection })));
  const cells = useDocument((state) => state.cells);
  return useMemo(() => {
    const chosen = cells.filter(({ key }) => selection.has(key));
    return chosen.sort((a, b) => Number(b.key === selected) - Number(a.key === selected));
  }, [cells, selection, selected]);
}
