import { CloseButton, ScrollArea } from '@mantine/core';
import { IconZoomIn } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useCell, useStudio, type CellNow } from '../../studio/index.ts';
import { StarRating } from '../../ui/index.ts';
import { CellPicture } from './CellPicture.tsx';
import { CellStory } from './CellStory.tsx';
import { ParameterForm } from './ParameterForm.tsx';
import { RehearsalBadge, StateChip } from '../cell-face/index.ts';
import { TakeStrip } from './TakeStrip.tsx';
import classes from './Inspector.module.css';

/** The panel of the selected cell: what it is, why, its picture, takes and parameters. */
export function Inspector({ cell }: { cell: MatrixCell }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const now = useCell(cell.key);
  return (
    <aside className={classes.panel} aria-label={t('inspector.label', { cell: cell.key })} data-inspector={cell.key}>
      <header className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.title}>
            {cell.unit.title ?? cell.unit.id} <span className={classes.slash}>/</span>{' '}
            {cell.layer.title ?? cell.layer.name}
          </h2>
          <div className={classes.marks}>
            <StateChip state={now.state} />
            {now.isRehearsed ? <RehearsalBadge /> : null}
          </div>
        </div>
        <CloseButton aria-label={t('inspector.close')} onClick={() => view.select(null)} />
      </header>
      <ScrollArea className={classes.scroll} type="auto" viewportProps={{ tabIndex: -1 }}>
        <div className={classes.body}>
          <CellStory cell={cell} now={now} />
          <BigPicture cell={cell} now={now} />
          <PickRating now={now} />
          <TakeStrip cell={cell} />
          <ParameterForm cell={cell} />
        </div>
      </ScrollArea>
    </aside>
  );
}

function BigPicture({ cell, now }: { cell: MatrixCell; now: CellNow }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const take = now.shownTake;
  const picture = <CellPicture name={cell.key} assetType={cell.assetType} now={now} mode="player" />;
  // A player or a text has its own controls, which must not lie in a button.
  if (take === null || cell.assetType !== 'image') {
    return (
      <div className={classes.picture} data-kind={cell.assetType}>
        {picture}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={classes.picture}
      aria-label={t('inspector.enlarge')}
      onClick={() => view.open({ kind: 'picture', take })}
    >
      {picture}
      <span className={classes.zoom}>
        <IconZoomIn size={18} aria-hidden />
      </span>
    </button>
  );
}

function PickRating({ now: { pick } }: { now: CellNow }) {
  const { t } = useTranslation();
  const { takes } = useStudio();
  if (pick === null) return null;
  return (
    <StarRating
      value={pick.rating}
      label={t('inspector.rating')}
      nameOf={(stars) => t('gallery.stars', { count: stars })}
      onChange={(stars) => void takes.rate(pick.take.id, stars)}
    />
  );
}
