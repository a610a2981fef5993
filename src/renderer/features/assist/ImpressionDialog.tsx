import { useTranslation } from 'react-i18next';
import type { MadePicture } from './picture-state.ts';
import { Impression } from './Impression.tsx';
import { PictureDialog } from './PictureDialog.tsx';

/** What the user thinks of one of several pictures. */
export function ImpressionDialog({ picture, onClose }: { picture: MadePicture; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <PictureDialog name="impression" title={t('picture.say')} picture={picture} onClose={onClose}>
      <Impression picture={picture} />
    </PictureDialog>
  );
}
