import { IconCheck } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakeId } from '../../../shared/base/index.ts';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { useStudio, useTakes } from '../../studio/index.ts';
import { StarRating } from '../../ui/index.ts';
import { RehearsalBadge, TakeMedia } from '../cell-face/index.ts';
import classes from './TakeTile.module.css';

export interface TakeTileProps {
  id: TakeId;
  index: number;
  total: number;
  /** The one tile that Tab reaches; arrows move on from it. */
  isCurrent: boolean;
}

/** A take in the gallery: picture, cell, model, date and rating. */
function PlainTakeTile({ id, index, total, isCurrent }: TakeTileProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { takes, view } = useStudio();
  const item = useTakes((state) => state.items.get(id) ?? null);
  if (item === null) return null;
  const { take } = item;
  const cell = { unit: take.unit, layer: take.layer };
  const date = formatMoment(take.createdAt, language);
  return (
    <div
      role="listitem"
      aria-setsize={total}
      aria-posinset={index + 1}
      data-take={id}
      className={classes.tile}
      onFocus={() => view.focusTake(id)}
    >
      <div className={classes.frame}>
        <button
          type="button"
          data-open
          className={classes.picture}
          tabIndex={isCurrent ? 0 : -1}
          aria-label={`${item.isGeneration ? `${item.documentTitle}, ${date}` : t('gallery.item', { ...cell, date })}${take.rehearsal ? `, ${t('queue.rehearsal')}` : ''}`}
          onClick={() => view.open({ kind: 'take', take: id })}
        >
          <TakeMedia take={id} assetType={take.assetType} label="" mode="tile" isDecorative isLazy />
        </button>
        {take.rehearsal ? (
          <span className={classes.rehearsal}>
            <RehearsalBadge />
          </span>
        ) : item.picked ? (
          <span className={classes.badge}>
            <IconCheck size={12} stroke={3} aria-hidden />
            {t('gallery.picked')}
          </span>
        ) : null}
      </div>
      <div className={classes.caption}>
        <span className={classes.name} title={item.isGeneration ? item.documentTitle : undefined}>
          {item.isGeneration ? (
            item.documentTitle
          ) : (
            <>
              {take.unit} <span className={classes.slash}>/</span> {take.layer}
            </>
          )}
        </span>
        <span className={classes.facts}>{take.model ?? t('gallery.noModel')}</span>
        <time className={classes.facts} dateTime={take.createdAt}>
          {date}
        </time>
        <StarRating
          value={item.rating}
          label={t('gallery.rating', cell)}
          nameOf={(stars) => t('gallery.stars', { count: stars })}
          onChange={(stars) => void takes.rate(id, stars)}
          isTabStop={isCurrent}
        />
      </div>
    </div>
  );
}

export const TakeTile = memo(PlainTakeTile);
