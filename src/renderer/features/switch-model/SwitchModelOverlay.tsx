import { useDocument, useStudio, useView } from '../../studio/index.ts';
import { SwitchModelDialog } from './SwitchModelDialog.tsx';

/** The switch of the selected cell's model, when a command opened it. */
export function SwitchModelOverlay() {
  const { view } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'switch-model');
  const selected = useView((state) => state.selected);
  const cell = useDocument((state) => (isOpen ? (state.cells.find(({ key }) => key === selected) ?? null) : null));
  if (cell === null) return null;
  return <SwitchModelDialog target={{ unit: cell.unit.id, layer: cell.layer.name }} onClose={() => view.close()} />;
}
