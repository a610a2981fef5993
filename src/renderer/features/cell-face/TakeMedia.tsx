import type { AssetType } from '../../../shared/artifact/index.ts';
import type { TakeId } from '../../../shared/base/index.ts';
import { formatClock } from '../../i18n/index.ts';
import { useStudio, useTakes } from '../../studio/index.ts';
import { Excerpt, Film, Picture, Sound } from '../../ui/index.ts';
import { AssetIcon } from './AssetIcon.tsx';
import classes from './TakeMedia.module.css';

export interface TakeMediaProps {
  take: TakeId;
  assetType: AssetType;
  label: string;
  /** A tile shows what it is; a player plays and scrolls. */
  mode: 'tile' | 'player';
  /** Decorative where the text beside it says the same. */
  isDecorative?: boolean;
  isLazy?: boolean;
}

/** What there is to see or hear of a take, by its kind. */
export function TakeMedia({ take, assetType, label, mode, isDecorative = false, isLazy = false }: TakeMediaProps) {
  const { link } = useStudio();
  const source = link.assetUrl(take);
  switch (assetType) {
    case 'image': {
      const shown = mode === 'tile' ? link.assetUrl(take, 'thumbnail') : source;
      return <Picture source={shown} label={label} isDecorative={isDecorative} isLazy={isLazy} />;
    }
    case 'video':
      return (
        <Film source={source} label={label} mode={mode === 'tile' ? 'preview' : 'player'} isDecorative={isDecorative} />
      );
    case 'audio':
      return mode === 'tile' ? <SoundTile take={take} /> : <Sound source={source} label={label} />;
    case 'text':
      return (
        <Excerpt
          source={source}
          mode={mode === 'tile' ? 'preview' : 'full'}
          fallback={
            <div className={classes.tile}>
              <AssetIcon type="text" size={32} />
            </div>
          }
        />
      );
  }
}

/** A sound where there is no room for a player: that it is one, and how long. */
function SoundTile({ take }: { take: TakeId }) {
  const seconds = useTakes((state) => state.items.get(take)?.take.durationSeconds ?? null);
  return (
    <div className={classes.tile}>
      <AssetIcon type="audio" size={32} />
      {seconds === null ? null : <span className={classes.length}>{formatClock(seconds * 1000)}</span>}
    </div>
  );
}
