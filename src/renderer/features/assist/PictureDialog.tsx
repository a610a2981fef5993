import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../../studio/index.ts';
import { Picture } from '../../ui/index.ts';
import type { MadePicture } from './picture-state.ts';
import classes from './PictureDialog.module.css';

export interface PictureDialogProps {
  /** Names the dialog for tests and screen shots. */
  name: string;
  title: string;
  picture: MadePicture;
  onClose: () => void;
  children: ReactNode;
}

/** A picture, and beside it what is asked about it. */
export function PictureDialog({ name, title, picture, onClose, children }: PictureDialogProps) {
  const { t } = useTranslation();
  const { link } = useStudio();
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className={classes.body} data-dialog={name}>
        <div className={classes.picture}>
          <Picture source={link.assetUrl(picture.takeId)} label={t('assist.result.picture')} />
        </div>
        {children}
      </div>
    </Modal>
  );
}
