import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { CellNow } from '../../studio/index.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { differencesOf } from './recipe-parameters.ts';
import { TakeEntry } from './TakeEntry.tsx';
import { useCellTakes } from './use-cell-takes.ts';
import classes from './CellHistory.module.css';

/** How the takes of a cell were made: what changed since the picked one, and each take's recipe beside it. */
export function CellHistory({ cell, now }: { cell: MatrixCell; now: CellNow }) {
  const { t } = useTranslation();
  const items = useCellTakes(cell);
  if (items.length === 0) return null;
  const picked = items.find(({ take }) => take.id === now.planned?.pickedTake) ?? null;
  const before = picked?.take.recipe ?? null;
  const after = now.planned?.recipe ?? null;
  const changed = before === null || after === null ? [] : differencesOf(before.parameters, after.parameters);
  return (
    <section className={classes.history}>
      <h3 className={classes.title}>{t('form.history.title')}</h3>
      {now.stale && changed.length > 0 ? (
        <DifferenceTable
          caption={t('form.history.changed')}
          before={t('form.history.take')}
          after={t('form.history.now')}
          differences={changed}
        />
      ) : null}
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.take.id}>
            <TakeEntry item={item} picked={picked} cell={cell} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}
