import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import { Picture } from '../../ui/index.ts';
import { useStudio, type CellNow } from '../../studio/index.ts';
import { AssetIcon } from './AssetIcon.tsx';
import classes from './CellPicture.module.css';

export interface CellPictureProps {
  name: string;
  assetType: AssetType;
  now: CellNow;
  variant: 'full' | 'thumbnail';
}

/** What there is to see of a cell: the preview of its run, else its picked take, else an icon. */
export function CellPicture({ name, assetType, now, variant }: CellPictureProps) {
  const { t } = useTranslation();
  const { link } = useStudio();
  const preview = now.live?.preview ?? null;
  const take = now.live?.takeId ?? now.planned?.pickedTake ?? null;
  const isBusy = now.state === 'running' || now.state === 'downloading' || now.state === 'queued';
  if (preview !== null) {
    return <Picture source={link.assetUrl(preview)} label={t('matrix.preview', { cell: name })} />;
  }
  if (take !== null && assetType === 'image') {
    return (
      <div className={classes.take} data-faded={isBusy}>
        <Picture source={link.assetUrl(take, variant)} label={t('matrix.picture', { cell: name })} />
      </div>
    );
  }
  return (
    <div className={classes.empty}>
      <AssetIcon type={assetType} size={32} />
    </div>
  );
}
