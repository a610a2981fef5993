import { IconZoomIn } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useCell, useStudio, type CellNow } from '../../studio/index.ts';
import { StarRating } from '../../ui/index.ts';
import { CellStory } from './CellStory.tsx';
import { CellHistory } from './CellHistory.tsx';
import { CellParameters } from './CellParameters.tsx';
import { InspectorFrame } from './InspectorFrame.tsx';
import { CellPicture, RehearsalBadge, StateChip } from '../cell-face/index.ts';
import { TakeStrip } from './TakeStrip.tsx';
import classes from './Inspector.module.css';

/** The panel of the selected cell: what it is, why, its picture, takes and parameters. */
export function Inspector({ cell }: { cell: MatrixCell }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const now = useCell(cell.key);
  return (
    <InspectorFrame
      kind="cell"
      of={cell.key}
      label={t('inspector.label', { cell: cell.key })}
      title={<CellTitle cell={cell} />}
      marks={
        <>
          <StateChip state={now.state} />
          {now.isRehearsed ? <RehearsalBadge /> : null}
        </>
      }
      onClose={() => view.select(null)}
    >
      <CellStory cell={cell} now={now} />
      <BigPicture cell={cell} now={now} />
      <PickRating now={now} />
      <TakeStrip cell={cell} />
      <CellParameters cells={[cell]} />
      <CellHistory cell={cell} now={now} />
    </InspectorFrame>
  );
}

/** The names of a cell's unit and layer; each leads to what can be set for the whole row or column. */
function CellTitle({ cell: { unit, layer } }: { cell: MatrixCell }) {
  const { t } = useTranslation();
  const { inspector } = useStudio();
  const unitName = unit.title ?? unit.id;
  const layerName = layer.title ?? layer.name;
  return (
    <>
      <button
        type="button"
        className={classes.crumb}
        title={t('form.unit.open', { name: unitName })}
        data-action="inspect-unit"
        onClick={() => inspector.inspect({ kind: 'unit', unit: unit.id })}
      >
        {unitName}
      </button>{' '}
      <span className={classes.slash}>/</span>{' '}
      <button
        type="button"
        className={classes.crumb}
        title={t('form.layer.open', { name: layerName })}
        data-action="inspect-layer"
        onClick={() => inspector.inspect({ kind: 'layer', layer: layer.name })}
      >
        {layerName}
      </button>
    </>
  );
}

function BigPicture({ cell, now }: { cell: MatrixCell; now: CellNow }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const take = now.shownTake;
  const isEmpty = take === null && now.live === null;
  const picture = <CellPicture name={cell.key} assetType={cell.assetType} now={now} mode="player" />;
  // A player or a text has its own controls, which must not lie in a button.
  if (take === null || cell.assetType !== 'image') {
    return (
      <div className={classes.picture} data-kind={cell.assetType} data-empty={isEmpty}>
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
