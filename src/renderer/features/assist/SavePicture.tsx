import { Alert, Button, Group, Radio, SegmentedControl, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PictureMediaType } from '../../../shared/artifact/index.ts';
import type { FailureData } from '../../../shared/base/index.ts';
import { pictureScale, type Disclosure, type PictureScale } from '../../../shared/contract/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { BusyButton, downloadFile } from '../../ui/index.ts';
import type { MadePicture } from './picture-state.ts';
import { PictureDialog } from './PictureDialog.tsx';
import classes from './PictureDialog.module.css';

const formats: { value: PictureMediaType; label: string }[] = [
  { value: 'image/png', label: 'PNG' },
  { value: 'image/jpeg', label: 'JPEG' },
  { value: 'image/webp', label: 'WebP' },
];
const disclosures = ['full', 'explained', 'share-safe'] as const satisfies readonly Disclosure[];

export interface SavePictureProps {
  picture: MadePicture;
  /** Whether there are reasons that could be told. */
  isExplained: boolean;
  onClose: () => void;
}

/** "Save": as what kind of file, and how much the file tells of how it was made. */
export function SavePicture({ picture, isExplained, onClose }: SavePictureProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { assist } = useStudio();
  const [format, setFormat] = useState<PictureMediaType>('image/png');
  const [disclosure, setDisclosure] = useState<Disclosure>('full');
  const [scale, setScale] = useState<PictureScale>(1);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureData | null>(null);

  async function save(): Promise<void> {
    setBusy(true);
    const answer = await assist.fileOf(picture.takeId, format, { disclosure, scale });
    setBusy(false);
    if ('failure' in answer) {
      setFailure(answer.failure);
      return;
    }
    downloadFile(answer.value.name, answer.value.content);
    onClose();
  }

  return (
    <PictureDialog name="save-picture" title={t('picture.saveTitle')} picture={picture} onClose={onClose}>
      <div className={classes.questions}>
        <SegmentedControl
          size="xs"
          aria-label={t('picture.format')}
          value={format}
          onChange={setFormat}
          data={formats}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('picture.size')}
          value={String(scale)}
          onChange={(value) => setScale(pictureScale.parse(Number(value)))}
          data={[...pictureScale.values].map((value) => ({
            value: String(value),
            label: value === 1 ? t('picture.asMade') : t('picture.times', { scale: value }),
          }))}
        />
        <Radio.Group label={t('picture.tells')} value={disclosure} onChange={setDisclosure}>
          <Stack gap="sm" mt="xs">
            {disclosures.map((value) =>
              value === 'explained' && !isExplained ? null : (
                <Radio
                  key={value}
                  value={value}
                  label={t(`picture.disclosure.${value}`)}
                  description={t(`picture.disclosure.${value}Hint`)}
                />
              ),
            )}
          </Stack>
        </Radio.Group>
        {failure === null ? null : (
          <Alert color="red" p="xs" role="alert">
            {failureText(failure, language).whole}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('launch.cancel')}
          </Button>
          <BusyButton
            data-autofocus
            leftSection={<IconDownload size={18} aria-hidden />}
            isBusy={isBusy}
            data-action="save-picture"
            onClick={() => void save()}
          >
            {t('picture.saveYes')}
          </BusyButton>
        </Group>
      </div>
    </PictureDialog>
  );
}
