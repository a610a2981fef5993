import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import { LiveText, Picture } from '../../ui/index.ts';
import { useStudio, type CellNow } from '../../studio/index.ts';
import { AssetIcon } from './AssetIcon.tsx';
import { RehearsalBadge } from './RehearsalBadge.tsx';
import { TakeMedia } from './TakeMedia.tsx';
import classes from './CellPicture.module.css';

export interface CellPictureProps {
  name: string;
  assetType: AssetType;
  now: CellNow;
  mode: 'tile' | 'player';
}

/** What there is to see of a cell: the preview or the words of its run, else its take, else that of a rehearsal, else an icon. */
export function CellPicture({ name, assetType, now, mode }: CellPictureProps) {
  const { t } = useTranslation();
  const { link } = useStudio();
  const preview = now.live?.preview ?? null;
  const isBusy = now.state === 'running' || now.state === 'downloading' || now.state === 'queued';
  if (preview !== null) {
    return <Picture source={link.assetUrl(preview)} label={t('matrix.preview', { cell: name })} />;
  }
  const written = now.live?.partialText ?? null;
  if (written !== null) return <LiveText text={written} mode={mode === 'tile' ? 'preview' : 'full'} />;
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
          {/* Beside the length of a film or a sound there is no room for the word. */}
          <RehearsalBadge isSmall={assetType === 'video' || assetType === 'audio'} />
        </span>
      ) : null}
    </div>
  );
}
