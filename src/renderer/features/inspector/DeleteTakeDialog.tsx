import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakeId } from '../../../shared/base/index.ts';
import { useStudio } from '../../studio/index.ts';

/** Asks before a take is deleted, and names the files that were left alone. */
export function DeleteTakeDialog({ take, onClose }: { take: TakeId | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { takes } = useStudio();
  const [kept, setKept] = useState<readonly string[]>([]);

  function close(): void {
    setKept([]);
    onClose();
  }

  async function remove(): Promise<void> {
    if (take === null) return;
    const left = await takes.remove(take);
    if (left === null || left.length === 0) close();
    else setKept(left);
  }

  return (
    <Modal
      opened={take !== null}
      onClose={close}
      size="sm"
      title={t('cells.deleteTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm">
        {kept.length === 0 ? t('cells.deleteText') : t('cells.keptFiles', { files: kept.join(', ') })}
      </Text>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={close}>
          {t(kept.length === 0 ? 'run.cancelShort' : 'common.close')}
        </Button>
        {kept.length > 0 ? null : (
          <Button color="red" data-autofocus data-action="delete-take" onClick={() => void remove()}>
            {t('cells.delete')}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
