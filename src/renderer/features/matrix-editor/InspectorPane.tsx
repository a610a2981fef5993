import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isInspectorOpen, useDocument, useInspector, useStudio, useView } from '../../studio/index.ts';
import { InspectorPanel, UnitInspector } from '../inspector/index.ts';
import { EmptyMatrix } from './EmptyMatrix.tsx';
import classes from './MatrixPage.module.css';

/**
 * The inspector of what is selected, unless it is folded away. Beside the table it keeps its place: while the keyboard
 * passes columns that are no cells it shows the unit of the row, and in a table without cells how to get some.
 */
export function InspectorPane() {
  const isTable = useView((state) => state.matrixView === 'table');
  const isOpen = useView(isInspectorOpen);
  const selected = useView((state) => state.selected);
  const isCell = useDocument((state) => selected !== null && state.cells.some((each) => each.key === selected));
  const isInspecting = useInspector((state) => state.inspected !== null);
  if (!isOpen) return null;
  if (isCell || isInspecting) return <InspectorPanel />;
  return isTable ? <TableInspector /> : null;
}

function TableInspector() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const hasCells = useDocument((state) => state.cells.length > 0);
  const tableUnit = useView((state) => state.tableUnit);
  const unit = useDocument((state) => state.document?.matrix.units.find(({ id }) => id === tableUnit)?.id ?? null);
  const close = (): void => view.showInspector(false);
  if (hasCells && unit !== null) return <UnitInspector key={unit} id={unit} onClose={close} />;
  return (
    <aside className={classes.noCell} data-empty={!hasCells} aria-label={t('table.inspector')}>
      <CloseButton aria-label={t('inspector.close')} onClick={close} />
      {hasCells ? <p>{t('table.noCell')}</p> : <EmptyMatrix />}
    </aside>
  );
}
