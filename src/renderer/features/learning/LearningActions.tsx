import { Button, Group, Modal, Switch } from '@mantine/core';
import { IconDownload, IconTrash, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Insights } from '../../../shared/assist/index.ts';
import { useStudio } from '../../studio/index.ts';
import { downloadText } from '../../ui/index.ts';
import classes from './LearnedView.module.css';

/** Learning on or off, what was learned as a file, and all of it forgotten. */
export function LearningActions({ insights }: { insights: Insights }) {
  const { t } = useTranslation();
  const { learning } = useStudio();
  const [isAsking, setAsking] = useState(false);
  const file = useRef<HTMLInputElement>(null);

  async function save(): Promise<void> {
    const json = await learning.exportJson();
    if (json !== null) downloadText('telar-learning.json', json);
  }

  return (
    <header className={classes.head}>
      <Switch
        label={t('learning.on')}
        checked={insights.isEnabled}
        data-action="learning-on"
        onChange={({ currentTarget }) => void learning.setEnabled(currentTarget.checked)}
      />
      <p className={classes.facts}>
        {t('learning.counts', { ratings: insights.ratings, generations: insights.generations })}
      </p>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        data-action="export-learning"
        onClick={() => void save()}
      >
        {t('learning.export')}
      </Button>
      <input
        ref={file}
        className={classes.hidden}
        type="file"
        accept="application/json,.json"
        data-field="learning-file"
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen !== undefined) void chosen.text().then((json) => learning.importJson(json));
          // The same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUpload size={16} aria-hidden />}
        onClick={() => file.current?.click()}
      >
        {t('learning.import')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        data-action="reset-learning"
        onClick={() => setAsking(true)}
      >
        {t('learning.resetAll')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('learning.resetTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <p>{t('learning.resetHint')}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={() => setAsking(false)}>
            {t('launch.cancel')}
          </Button>
          <Button
            color="red"
            data-action="confirm-reset-learning"
            onClick={() => void learning.reset(null).then(() => setAsking(false))}
          >
            {t('learning.resetYes')}
          </Button>
        </Group>
      </Modal>
    </header>
  );
}
