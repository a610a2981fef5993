import { useTranslation } from 'react-i18next';
import { noCost } from '../../../shared/base/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { useStudio, useTakes } from '../../studio/index.ts';
import { Picture } from '../../ui/index.ts';
import { axisText } from './axis-text.ts';
import type { MadePicture } from './picture-state.ts';
import classes from './BlindPick.module.css';

export interface BlindPictureProps {
  picture: MadePicture;
  /** Stands for its name while that is hidden, from 1. */
  number: number;
  /** From 0; -1 while it has none. */
  place: number;
  isNamed: boolean;
  isPriced: boolean;
  /** Null once the choice is made. */
  onChoose: (() => void) | null;
}

/** A picture to be ranked: its place, and its name and price when they may be seen. */
export function BlindPicture({ picture, number, place, isNamed, isPriced, onChoose }: BlindPictureProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { link } = useStudio();
  const cost = useTakes((state) => state.items.get(picture.takeId)?.take.costMicroUsd ?? noCost);
  const name = isNamed
    ? picture.axes.map((axis) => axisText(axis, t, language)).join(' · ')
    : t('assist.blind.picture', { number });
  const label = place < 0 ? name : `${name}, ${t('assist.blind.place', { place: place + 1 })}`;
  return (
    <li className={classes.item} data-blind={number}>
      <button
        type="button"
        className={classes.frame}
        aria-label={label}
        aria-pressed={place >= 0}
        disabled={onChoose === null}
        onClick={() => onChoose?.()}
      >
        <Picture source={link.assetUrl(picture.takeId)} label="" isDecorative />
        {place < 0 ? null : (
          <span className={classes.place} aria-hidden>
            {place + 1}
          </span>
        )}
      </button>
      <span className={classes.name}>{name}</span>
      {isPriced ? (
        <span className={classes.price} data-blind-price>
          {cost === noCost ? t('run.free') : formatUsd(cost, language)}
        </span>
      ) : null}
    </li>
  );
}
