import { Button, Group } from '@mantine/core';
import { IconFileDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../../studio/index.ts';
import { Blank } from '../../ui/index.ts';

/** What stands in the window when every document is closed. */
export function NoDocument() {
  const { t } = useTranslation();
  const { files } = useStudio();
  return (
    <Blank icon={<IconFileDots size={32} />} title={t('file.noneTitle')} hint={t('file.noneHint')}>
      <Group gap="xs">
        <Button onClick={() => files.ask('open-document')}>{t('file.open')}</Button>
        <Button variant="default" onClick={() => files.ask('new-document')}>
          {t('file.new')}
        </Button>
        <Button variant="default" onClick={() => void files.openSample()}>
          {t('file.sample')}
        </Button>
      </Group>
    </Blank>
  );
}
