import { IconDownload, IconMessage2, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAssist, useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import type { MadePicture } from './picture-state.ts';

export interface PictureActionsProps {
  picture: MadePicture;
  /** Null where what is thought of it can be said right here. */
  onSay: (() => void) | null;
  onSave: () => void;
}

/** What can be done with a picture that is there. */
export function PictureActions({ picture, onSay, onSave }: PictureActionsProps) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const busy = useAssist((state) => state.busy);
  return (
    <>
      <IconAction
        size="sm"
        label={t('picture.save')}
        icon={<IconDownload size={16} />}
        data-action="save-as-file"
        onClick={onSave}
      />
      <IconAction
        size="sm"
        label={t('picture.again')}
        icon={<IconRefresh size={16} />}
        // Not disabled: that would take the focus away, and the dialog could not give it back.
        aria-disabled={busy !== null}
        data-action="again"
        onClick={() => void assist.again(picture.takeId)}
      />
      {onSay === null ? null : (
        <IconAction
          size="sm"
          label={t('picture.say')}
          icon={<IconMessage2 size={16} />}
          data-action="say"
          onClick={onSay}
        />
      )}
    </>
  );
}
