import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundText } from './find-cells.ts';
import classes from './Find.module.css';

interface FoundListProps {
  found: readonly FoundText[];
  at: number;
  onPick: (index: number) => void;
}

/** Rows around the present one that are drawn; the others are reached by going on. */
const shownRows = 60;
/** Characters before the match that are shown. */
const before = 24;

/** The places, each with its words around the match. */
export function FoundList({ found, at, onPick }: FoundListProps) {
  const { t } = useTranslation();
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Some browsers answer with a promise, which must not become the effect's clean-up.
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (found.length === 0) return <p className={classes.none}>{t('find.nothing')}</p>;
  const first = Math.max(0, Math.min(at - shownRows / 2, found.length - shownRows));
  return (
    <ul className={classes.list} aria-label={t('find.results')}>
      {found.slice(first, first + shownRows).map((place, offset) => {
        const index = first + offset;
        return (
          <li key={`${place.kind}:${place.cell}:${place.name}`} ref={index === at ? current : null}>
            <button
              type="button"
              className={classes.place}
              aria-current={index === at}
              data-found-cell={place.cell}
              onClick={() => onPick(index)}
            >
              <span className={classes.where}>
                {t(`find.in.${place.kind}`, { name: place.name })}
                <span className={classes.cell}>{place.cell}</span>
              </span>
              <Excerpt place={place} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Excerpt({ place: { text, start, end } }: { place: FoundText }) {
  const from = Math.max(0, start - before);
  return (
    <span className={classes.text}>
      {from > 0 ? '…' : ''}
      {text.slice(from, start)}
      <mark className={classes.mark}>{text.slice(start, end)}</mark>
      {text.slice(end, end + 200)}
    </span>
  );
}
