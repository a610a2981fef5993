import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { LiveText, Picture } from '../../ui/index.ts';
import { useStudio, type CellNow } from '../../studio/index.ts';
import { AssetIcon, TakeMedia } from '../cell-face/index.ts';
import classes from './LayerCell.module.css';

/** A small look at a cell: the preview of its run, its take, or what kind of thing it will be. */
export function CellThumb({ cell, now }: { cell: MatrixCell; now: CellNow }) {
  const { link } = useStudio();
  const { live, shownTake } = now;
  return (
    <div className={classes.thumb} data-kind={cell.assetType} data-rehearsed={now.isRehearsed} aria-hidden>
      {live?.preview != null ? (
        <Picture source={link.assetUrl(live.preview)} label="" isDecorative />
      ) : live?.partialText != null ? (
        <LiveText text={live.partialText} mode="preview" />
      ) : shownTake === null ? (
        <AssetIcon type={cell.assetType} size={20} />
      ) : (
        <TakeMedia take={shownTake} assetType={cell.assetType} label="" mode="tile" isDecorative />
      )}
    </div>
  );
}
