import { Badge } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { microUsd } from '../../../shared/base/index.ts';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { formatMoment, formatUsd, useLanguage } from '../../i18n/index.ts';
import type { CellNow } from '../../studio/index.ts';
import { RehearsalBadge } from '../cell-face/index.ts';
import { differencesOf, type ParameterDifference } from './recipe-parameters.ts';
import { TakeRecipe } from './TakeRecipe.tsx';
import { useParameterName } from './use-parameter-name.ts';
import classes from './CellHistory.module.css';

export interface TakeEntryProps {
  item: GalleryItem;
  picked: GalleryItem | null;
  cell: MatrixCell;
  now: CellNow;
}

const maxNamed = 3;

/** One take in a cell's history: when, for how much, how it differs from the picked one; its recipe when it is opened. */
export function TakeEntry({ item, picked, cell, now }: TakeEntryProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { take, rating } = item;
  const isPicked = take.id === picked?.take.id;
  const differences = isPicked ? [] : differencesBetween(picked, item);
  const cost = microUsd.parse(take.costMicroUsd);
  return (
    <details
      className={classes.entry}
      data-take={take.id}
      data-picked={isPicked}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className={classes.head}>
        <span className={classes.date}>{formatMoment(take.createdAt, language)}</span>
        {isPicked ? (
          <Badge size="xs" variant="light">
            {t('gallery.picked')}
          </Badge>
        ) : null}
        {take.rehearsal ? <RehearsalBadge isSmall /> : null}
        <span className={classes.facts}>
          {rating === 0 ? '' : `★ ${rating} · `}
          {cost === 0 ? t('run.free') : formatUsd(cost, language)}
        </span>
        <DifferenceNames differences={differences} />
      </summary>
      {isOpen ? <TakeRecipe item={item} differences={differences} cell={cell} now={now} /> : null}
    </details>
  );
}

function differencesBetween(picked: GalleryItem | null, item: GalleryItem): ParameterDifference[] {
  const before = picked?.take.recipe;
  const { recipe } = item.take;
  return before == null || recipe === null ? [] : differencesOf(before.parameters, recipe.parameters);
}

function DifferenceNames({ differences }: { differences: readonly ParameterDifference[] }) {
  const { t } = useTranslation();
  const nameOf = useParameterName();
  if (differences.length === 0) return null;
  const named = differences.slice(0, maxNamed).map(({ name }) => nameOf({ name, title: null }));
  const more = differences.length > maxNamed ? ', …' : '';
  return <span className={classes.differs}>{t('form.history.differs', { names: named.join(', ') + more })}</span>;
}
