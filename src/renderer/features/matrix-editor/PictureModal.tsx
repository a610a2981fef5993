import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStudio, useTakes, useView } from '../../studio/index.ts';
import { TakeMedia } from '../cell-face/index.ts';
import classes from './PictureModal.module.css';

/** A take as large as the window allows. */
export function PictureModal() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const take = useView((state) => (state.overlay?.kind === 'picture' ? state.overlay.take : null));
  const item = useTakes((state) => (take === null ? null : (state.items.get(take) ?? null)));
  const name = item === null ? '' : `${item.take.unit} / ${item.take.layer}`;
  return (
    <Modal
      opened={take !== null}
      onClose={() => view.close()}
      title={name}
      size="min(88vw, 84vh)"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {take === null ? null : (
        <div className={classes.frame}>
          <TakeMedia
            take={take}
            assetType={item?.take.assetType ?? 'image'}
            label={t('matrix.take', { cell: name })}
            mode="player"
          />
        </div>
      )}
    </Modal>
  );
}
