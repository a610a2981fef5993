import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import { Picture } from '../../ui/index.ts';
import { useStudio, type CellNow } from '../../studio/index.ts';
import { AssetIcon, RehearsalBadge, TakeMedia } from '../cell-face/index.ts';
import classes from './CellPicture.module.css';

export interface CellPictureProps {
  name: string;
  assetType: AssetType;
  now: CellNow;
  mode: 'tile' | 'player';
}

/** What there is to see of a cell: the preview of its run, else its take, else that of a rehearsal, else an icon. */
export function CellPicture({ name, assetType, now, mode }: CellPictureProps) {
  const { t } = useTranslation();
  const { link } = useStudio();
  const preview = now.live?.preview ?? null;
  const isBusy = now.state === 'running' || now.state === 'downloading' || now.state === 'queued';
  if (preview !== null) {
    return <Picture source={link.assetUrl(preview)} label={t('matrix.preview', { cell: name })} />;
  }
  if (now.shownTake === null) {
    return (
      <div className={classes.empty}>
        <AssetIcon type={assetType} size={32} />
      </div>
    );
  }
  return (
    <div className={classes.take} data-faded={isBusy}>
      <TakeMedia
        take={now.shownTake}
        assetType={assetType}
        label={t(assetType === 'image' ? 'matrix.picture' : 'matrix.take', { cell: name })}
        mode={mode}
      />
      {now.isRehearsed && mode === 'tile' ? (
        <span className={classes.badge}>
          <RehearsalBadge />
        </span>
      ) : null}
    </div>
  );
}
