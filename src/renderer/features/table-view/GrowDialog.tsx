import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PastePlan } from './grid-place.ts';

export interface GrowDialogProps {
  plan: PastePlan;
  onAnswer: (choice: 'grow' | 'fit' | 'cancel') => void;
}

/** Asks what to do with a paste that is larger than the table. */
export function GrowDialog({ plan, onAnswer }: GrowDialogProps) {
  const { t } = useTranslation();
  const { missingRows, lostColumns } = plan;
  return (
    <Modal
      opened
      onClose={() => onAnswer('cancel')}
      title={t('table.grow.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md" data-dialog="grow">
        <div>
          {missingRows === 0 ? null : <p>{t('table.grow.rows', { count: missingRows })}</p>}
          {lostColumns === 0 ? null : <p>{t('table.grow.columns', { count: lostColumns })}</p>}
        </div>
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={() => onAnswer('cancel')}>
            {t('file.cancel')}
          </Button>
          <Button
            variant="default"
            {...(missingRows === 0 ? { 'data-autofocus': true } : {})}
            onClick={() => onAnswer('fit')}
          >
            {t('table.grow.fit')}
          </Button>
          {missingRows === 0 ? null : (
            <Button data-autofocus onClick={() => onAnswer('grow')}>
              {t('table.grow.add', { count: missingRows })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
