import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';

export interface NameDialogProps {
  title: string;
  label: string;
  description?: string;
  initial: string;
  action: string;
  maxLength?: number;
  /** What is wrong with a name, or null. */
  check?: (name: string) => string | null;
  /** Answers whether it was done; the dialog stays open where it was not. */
  onSubmit: (name: string) => Promise<boolean>;
  onClose: () => void;
}

/** Asks for one name. */
export function NameDialog(props: NameDialogProps) {
  const { title, label, description, initial, action, maxLength = 200, check, onSubmit, onClose } = props;
  const { t } = useTranslation();
  const [name, setName] = useState(initial);
  const problem = check?.(name) ?? null;
  const isBlank = name.trim() === '' && initial.trim() === '';

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (problem === null && !isBlank && (name === initial || (await onSubmit(name)))) onClose();
  }

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={(event) => void submit(event)} data-dialog="name">
        <Stack gap="md">
          <TextInput
            label={label}
            description={description}
            maxLength={maxLength}
            data-autofocus
            autoComplete="off"
            value={name}
            error={name === initial ? null : problem}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('file.cancel')}
            </Button>
            <Button type="submit" disabled={isBlank || (name !== initial && problem !== null)}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
