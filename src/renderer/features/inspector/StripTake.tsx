import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import { formatMoment, formatUsd, useLanguage } from '../../i18n/index.ts';
import { Stars } from '../../ui/index.ts';
import { RehearsalBadge, TakeMedia } from '../cell-face/index.ts';
import classes from './TakeStrip.module.css';

export interface StripTakeProps {
  item: GalleryItem;
  isPicked: boolean;
  isMarked: boolean;
  onPick: () => void;
  onOpen: () => void;
  onMark: () => void;
  onDelete: () => void;
}

/** A take in the strip of its cell. A rehearsal cannot be picked, so it is only shown. */
export function StripTake({ item, isPicked, isMarked, onPick, onOpen, onMark, onDelete }: StripTakeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { take, rating } = item;
  const date = formatMoment(take.createdAt, language);
  const cost = take.costMicroUsd > 0 ? formatUsd(take.costMicroUsd, language) : null;

  function onKeyDown(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const action = key === 'Delete' || key === 'Backspace' ? onDelete : key === 'c' ? onMark : null;
    if (action === null) return;
    // With the keyboard on a take, Delete is about that take and not about the selected cell.
    event.preventDefault();
    action();
  }

  return (
    <li className={classes.item}>
      <button
        type="button"
        className={classes.take}
        aria-pressed={isPicked}
        title={`${date}\n${t('cells.stripTakeHint')}`}
        data-strip={take.id}
        data-marked={isMarked}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey) onMark();
          else if (take.rehearsal) onOpen();
          else onPick();
        }}
        onDoubleClick={onOpen}
        onKeyDown={onKeyDown}
      >
        <VisuallyHidden>
          {t(take.rehearsal ? 'inspector.showRehearsal' : 'inspector.pickTake', { date })}
        </VisuallyHidden>
        <TakeMedia take={take.id} assetType={take.assetType} label={date} mode="tile" isDecorative isLazy />
        {take.rehearsal ? (
          <span className={classes.rehearsal}>
            <RehearsalBadge isSmall />
          </span>
        ) : null}
        {isPicked ? (
          <span className={classes.badge}>
            <IconCheck size={12} stroke={3} aria-hidden />
          </span>
        ) : null}
      </button>
      <ActionIcon
        className={classes.remove ?? ''}
        size="xs"
        variant="default"
        tabIndex={-1}
        aria-label={t('cells.deleteTake', { date })}
        onClick={onDelete}
      >
        <IconX size={12} />
      </ActionIcon>
      <span className={classes.facts}>
        <Stars value={rating} label={t('gallery.stars', { count: rating })} />
        {cost}
      </span>
    </li>
  );
}
