import { Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GenerationPicture } from '../../../shared/assist/index.ts';
import { failureText, formatBytes, formatSeconds, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { Picture, StarRating } from '../../ui/index.ts';
import { StateChip } from '../cell-face/index.ts';
import { axisText } from './axis-text.ts';
import { PictureActions } from './PictureActions.tsx';
import { isUnderWay, madePicture, type PictureNow } from './picture-state.ts';
import classes from './ResultPicture.module.css';

export interface ResultPictureProps {
  picture: GenerationPicture;
  now: PictureNow;
  isCompared: boolean;
  /** Null where what is thought of it is said beside it. */
  onSay: (() => void) | null;
  onSave: () => void;
  /** Null where there is nothing to compare it with. */
  onCompare: ((isCompared: boolean) => void) | null;
}

/** A picture: its preview while it is made, its stars as soon as it is there, or why it is not. */
export function ResultPicture({ picture, now, isCompared, onSay, onSave, onCompare }: ResultPictureProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { assist } = useStudio();
  const title = picture.axes.map((axis) => axisText(axis, t, language)).join(' · ');
  const made = madePicture(picture, now);
  return (
    <figure className={classes.figure} data-picture={picture.cell} data-state={now.state}>
      <Frame now={now} label={title === '' ? t('assist.result.picture') : title} />
      <figcaption className={classes.caption}>
        {title === '' ? null : <span className={classes.title}>{title}</span>}
        {now.failure === null ? null : (
          <span className={classes.failure} role="alert">
            {failureText(now.failure, language).whole}
          </span>
        )}
        {isUnderWay(now.state) ? <Steps now={now} /> : null}
        {made === null ? null : (
          <div className={classes.line}>
            <StarRating
              value={picture.rating}
              label={t('assist.result.rate', { picture: title })}
              nameOf={(stars) => t('gallery.stars', { count: stars })}
              onChange={(stars) => void assist.say(made.takeId, { rating: stars === 0 ? null : stars })}
            />
            <span className={classes.actions}>
              <PictureActions picture={made} onSay={onSay} onSave={onSave} />
              {onCompare === null ? null : (
                <Checkbox
                  size="xs"
                  label={t('assist.blind.choose')}
                  aria-label={t('assist.blind.chooseOf', { picture: title })}
                  checked={isCompared}
                  onChange={({ currentTarget }) => onCompare(currentTarget.checked)}
                />
              )}
            </span>
            <Facts picture={picture} />
          </div>
        )}
      </figcaption>
    </figure>
  );
}

function Frame({ now, label }: { now: PictureNow; label: string }) {
  const { t } = useTranslation();
  const { link, view } = useStudio();
  const { takeId } = now;
  if (takeId !== null && !isUnderWay(now.state)) {
    return (
      <button
        type="button"
        className={classes.frame}
        aria-label={`${label}: ${t('inspector.enlarge')}`}
        onClick={() => view.open({ kind: 'picture', take: takeId })}
      >
        <Picture source={link.assetUrl(takeId)} label={label} isDecorative />
      </button>
    );
  }
  if (now.preview !== null) {
    return (
      <div className={classes.frame} data-preview>
        <Picture source={link.assetUrl(now.preview)} label={t('assist.result.preview')} />
      </div>
    );
  }
  const Icon = now.failure === null ? IconPhoto : IconAlertTriangle;
  return (
    <div className={classes.frame} data-empty>
      <Icon size={32} stroke={1.5} aria-hidden />
    </div>
  );
}

function Steps({ now }: { now: PictureNow }) {
  const { t } = useTranslation();
  return (
    <div className={classes.line}>
      <StateChip state={now.state} />
      <progress
        className={classes.bar}
        value={now.progress ?? undefined}
        max={1}
        aria-label={t('assist.result.making')}
      />
      <span className={classes.facts}>
        {now.step === null || now.steps === null ? '' : t('assist.result.step', { step: now.step, steps: now.steps })}
      </span>
    </div>
  );
}

/** What it really took: the answer to the estimate. */
function Facts({ picture: { metadata, axes } }: { picture: GenerationPicture }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (metadata === null) return null;
  const { generationTimeSeconds, peakMemory, seed } = metadata;
  const facts = [
    ...(seed === null || axes.some(({ axis }) => axis === 'seed') ? [] : [t('assist.result.seed', { seed })]),
    ...(generationTimeSeconds === null ? [] : [formatSeconds(generationTimeSeconds * 1000, language)]),
    ...(peakMemory === null
      ? []
      : [`${formatBytes(peakMemory.bytes, language)} ${peakMemory.kind === 'ram' ? 'RAM' : 'VRAM'}`]),
  ];
  return <span className={classes.facts}>{facts.join(' · ')}</span>;
}
