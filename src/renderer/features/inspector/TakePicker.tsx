import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { AssetType, Take } from '../../../shared/artifact/index.ts';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { useTakes } from '../../studio/index.ts';
import { TakeMedia } from '../cell-face/index.ts';
import classes from './FileInput.module.css';

export interface TakePickerProps {
  types: readonly AssetType[];
  onClose: () => void;
  onPick: (take: Take) => void;
}

/** A dialog to choose one of the takes of the gallery. */
export function TakePicker({ types, onClose, onPick }: TakePickerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const takes = useTakes(
    useShallow((state) =>
      state.order
        .flatMap((id) => state.items.get(id)?.take ?? [])
        .filter((take) => !take.rehearsal && (types.length === 0 || types.includes(take.assetType))),
    ),
  );
  return (
    <Modal opened onClose={onClose} title={t('form.file.pickTake')} size="lg">
      {takes.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('gallery.emptyTitle')}
        </Text>
      ) : (
        <ul className={classes.takes} data-take-picker>
          {takes.map((take) => (
            <li key={take.id}>
              <button
                type="button"
                className={classes.take}
                aria-label={t('gallery.item', {
                  unit: take.unit,
                  layer: take.layer,
                  date: formatMoment(take.createdAt, language),
                })}
                onClick={() => onPick(take)}
              >
                <TakeMedia take={take.id} assetType={take.assetType} label={take.id} mode="tile" isDecorative isLazy />
              </button>
              <div className={classes.name}>
                {take.unit} / {take.layer}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  );
}
