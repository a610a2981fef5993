import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../shared/base/index.ts';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { formatSeconds, useLanguage } from '../../i18n/index.ts';
import type { CellNow } from '../../studio/index.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { readableValue, type ParameterDifference } from './recipe-parameters.ts';
import { TakeActions } from './TakeActions.tsx';
import { useParameterName } from './use-parameter-name.ts';
import classes from './CellHistory.module.css';

export interface TakeRecipeProps {
  item: GalleryItem;
  differences: readonly ParameterDifference[];
  cell: MatrixCell;
  now: CellNow;
}

/** Everything a take was made with, what it differs in from the picked one, and what to do with it. */
export function TakeRecipe({ item, differences, cell, now }: TakeRecipeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = useParameterName();
  const { take } = item;
  if (take.recipe === null) return <p className={classes.note}>{t('gallery.adopted')}</p>;
  const facts: [string, JsonValue | null][] = [
    [t('gallery.model'), take.recipe.model],
    [t('form.history.version'), take.recipe.templateVersion],
    [t('gallery.seed'), take.seed],
    [t('gallery.size'), take.width === null ? null : `${take.width} × ${take.height ?? '?'}`],
    [t('gallery.took'), take.durationMs === null ? null : formatSeconds(take.durationMs, language)],
  ];
  const parameters = Object.entries(take.recipe.parameters).filter(([name]) => name !== 'seed' || take.seed === null);
  const rows = [
    ...facts.flatMap(([name, value]): [string, JsonValue][] => (value === null ? [] : [[name, value]])),
    ...parameters.map(([name, value]): [string, JsonValue] => [nameOf({ name, title: null }), value]),
    ...Object.entries(take.recipe.files ?? {}),
  ];
  return (
    <div className={classes.recipe}>
      {differences.length === 0 ? null : (
        <DifferenceTable
          caption={t('form.history.compared')}
          before={t('form.history.pickedTake')}
          after={t('form.history.thisTake')}
          differences={differences}
        />
      )}
      <dl className={classes.rows}>
        {rows.map(([name, value]) => (
          <div key={name} className={classes.row}>
            <dt>{name}</dt>
            <dd>{readableValue(value)}</dd>
          </div>
        ))}
      </dl>
      <TakeActions take={take} cell={cell} now={now} />
    </div>
  );
}
