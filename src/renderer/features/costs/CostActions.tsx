import { Button, Group, Modal } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSpending, useStudio } from '../../studio/index.ts';
import { downloadText } from '../../ui/index.ts';

/** The table for a spreadsheet, and the reset of the totals, which asks first. */
export function CostActions() {
  const { t } = useTranslation();
  const { spending } = useStudio();
  const isUseful = useSpending((state) => state.summary?.isOn === true && state.summary.total.jobs > 0);
  const today = useSpending((state) => state.summary?.periods[0]?.from ?? '');
  const [isAsking, setAsking] = useState(false);
  if (!isUseful) return null;

  async function save(): Promise<void> {
    const text = await spending.exportCsv();
    if (text !== null) downloadText(`telar-costs-${today}.csv`, text);
  }

  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        data-action="export-costs"
        onClick={() => void save()}
      >
        {t('costs.export')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        data-action="reset-costs"
        onClick={() => setAsking(true)}
      >
        {t('costs.reset')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('costs.resetTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <p>{t('costs.resetHint')}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('costs.cancel')}
          </Button>
          <Button
            color="red"
            data-action="confirm-reset"
            onClick={() => void spending.reset().then((isDone) => setAsking(!isDone))}
          >
            {t('costs.resetYes')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
