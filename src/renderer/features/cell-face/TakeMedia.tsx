import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { TakeId } from '../../../shared/base/index.ts';
import { formatClock } from '../../i18n/index.ts';
import { useStudio, useTakes } from '../../studio/index.ts';
import { Excerpt, Film, Picture, Sound, Waveform } from '../../ui/index.ts';
import { AssetIcon } from './AssetIcon.tsx';
import classes from './TakeMedia.module.css';

export interface TakeMediaProps {
  take: TakeId;
  assetType: AssetType;
  label: string;
  /** A tile shows what it is; a player plays and scrolls. */
  mode: 'tile' | 'player';
  /** Decorative where the text beside it says the same; nothing in it can be used. */
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
      return mode === 'player' ? (
        <Film source={source} label={label} mode="player" />
      ) : (
        <div className={classes.film}>
          <Film source={source} label={label} mode="preview" isDecorative={isDecorative} />
          <TakeLength take={take} />
        </div>
      );
    case 'audio':
      return isDecorative ? (
        <div className={classes.sound}>
          <Waveform source={source} share={0} bars={24} />
        </div>
      ) : (
        <TakeSound take={take} label={label} mode={mode} />
      );
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

function useSeconds(take: TakeId): number | null {
  return useTakes((state) => state.items.get(take)?.take.durationSeconds ?? null);
}

function TakeLength({ take }: { take: TakeId }) {
  const seconds = useSeconds(take);
  return seconds === null ? null : <span className={classes.length}>{formatClock(seconds * 1000)}</span>;
}

/** A sound with its waveform and its length. */
function TakeSound({ take, label, mode }: Pick<TakeMediaProps, 'take' | 'label' | 'mode'>) {
  const { t } = useTranslation();
  const { link } = useStudio();
  const seconds = useSeconds(take);
  return (
    <Sound
      key={take}
      source={link.assetUrl(take)}
      label={label}
      mode={mode}
      seconds={seconds}
      words={{ play: t('cells.play'), pause: t('cells.pause'), position: t('cells.position') }}
      clock={(at) => formatClock(at * 1000)}
    />
  );
}
