import type { GalleryItem } from '../../../shared/contract/index.ts';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { TakeMedia } from '../cell-face/index.ts';
import classes from './Stage.module.css';

export interface SoundStageProps {
  items: readonly GalleryItem[];
  /** Tells takes that are compared apart. */
  nameOf: (item: GalleryItem) => string;
}

/** One sound, or several below each other. */
export function SoundStage({ items, nameOf }: SoundStageProps) {
  const language = useLanguage();
  return (
    <div className={classes.sounds}>
      {items.map((item) => {
        const { take } = item;
        const date = formatMoment(take.createdAt, language);
        return (
          <div key={take.id} className={classes.sound}>
            <TakeMedia take={take.id} assetType="audio" label={date} mode="player" />
            {items.length > 1 ? <span className={classes.name}>{nameOf(item)}</span> : null}
          </div>
        );
      })}
    </div>
  );
}
