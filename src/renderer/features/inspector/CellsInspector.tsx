import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useStudio } from '../../studio/index.ts';
import { CellActions } from './CellActions.tsx';
import { CellParameters } from './CellParameters.tsx';
import { InspectorFrame } from './InspectorFrame.tsx';
import classes from './CellsInspector.module.css';

const maxNamed = 6;

/** The panel of several cells: what can be done with all of them, and the parameters they share. */
export function CellsInspector({ cells }: { cells: readonly [MatrixCell, ...MatrixCell[]] }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const title = t('form.cells', { count: cells.length });
  const named = cells.slice(0, maxNamed).map(({ key }) => key);
  return (
    <InspectorFrame kind="cells" of="cells" label={title} title={title} onClose={() => view.select(null)}>
      <p className={classes.names}>
        {named.join(', ')}
        {cells.length > named.length ? ` ${t('form.andMore', { count: cells.length - named.length })}` : ''}
      </p>
      <CellActions cells={cells} />
      <CellParameters cells={cells} />
    </InspectorFrame>
  );
}
