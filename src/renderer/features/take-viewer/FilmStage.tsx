import { useTranslation } from 'react-i18next';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { FilmTransport } from './FilmTransport.tsx';
import type { Films } from './use-films.ts';
import classes from './Stage.module.css';

export interface FilmStageProps {
  items: readonly GalleryItem[];
  films: Films;
  /** Tells takes that are compared apart. */
  nameOf: (item: GalleryItem) => string;
}

/** One film, or up to four that run at the same time, with one row of buttons. */
export function FilmStage({ items, films, nameOf }: FilmStageProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { link } = useStudio();
  return (
    <div className={classes.films}>
      <div className={classes.panes} data-count={items.length}>
        {items.map((item, index) => {
          const { take } = item;
          const date = formatMoment(take.createdAt, language);
          return (
            <div key={take.id} className={classes.pane}>
              <video
                ref={(video) => films.register(index, video)}
                src={link.assetUrl(take.id)}
                className={classes.film}
                data-film="viewer"
                aria-label={t('cells.takeOf', { cell: `${take.unit} / ${take.layer}`, date })}
                playsInline
                preload="auto"
                onTimeUpdate={films.onTime}
                onLoadedMetadata={films.onTime}
                onEnded={films.onTime}
                onClick={films.toggle}
              />
              {items.length > 1 ? <span className={classes.name}>{nameOf(item)}</span> : null}
            </div>
          );
        })}
      </div>
      <FilmTransport films={films} />
    </div>
  );
}
