import { IconGridDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { BusyButton, downloadAsset } from '../../ui/index.ts';

/** Saves the pictures of the shown batch on one sheet, with what they differ in. */
export function ContactSheetButton({ name }: { name: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { assist } = useStudio();
  const [isDrawn, setDrawn] = useState(false);
  const save = async (): Promise<void> => {
    setDrawn(true);
    await assist.drawSheet(language, (address) => downloadAsset(address, `${name}-${t('contactSheet.file')}.png`));
    setDrawn(false);
  };
  return (
    <BusyButton
      size="xs"
      variant="default"
      leftSection={<IconGridDots size={16} aria-hidden />}
      title={t('contactSheet.hint')}
      isBusy={isDrawn}
      data-action="contact-sheet"
      onClick={() => void save()}
    >
      {t('contactSheet.save')}
    </BusyButton>
  );
}
