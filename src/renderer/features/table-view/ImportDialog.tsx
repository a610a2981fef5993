import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MatrixFormatError, type FailureData } from '../../../shared/base/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { failureOf } from '../../link/index.ts';
import { useDocument, useFiles, useStudio } from '../../studio/index.ts';
import { planImport, type ImportPlan } from './table-import.ts';

type Reading =
  | { kind: 'reading' }
  | { kind: 'ready'; text: string; plan: ImportPlan }
  | { kind: 'bad'; failure: FailureData }
  | { kind: 'not-text' };

/** What a table would do to the units, or by line what is wrong with it, before anything is done. */
export function ImportDialog({ file, onClose }: { file: File; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files, documents } = useStudio();
  const isBusy = useFiles((state) => state.busy);
  const matrix = useDocument((state) => state.document?.matrix ?? null);
  const [reading, setReading] = useState<Reading>({ kind: 'reading' });

  useEffect(() => {
    let isLeft = false;
    void file.arrayBuffer().then((bytes) => {
      const present = documents.getState().document?.matrix;
      if (!isLeft && present !== undefined) setReading(read(bytes, (text) => planImport(present, text)));
    });
    return () => {
      isLeft = true;
    };
  }, [file, documents]);

  async function take(text: string): Promise<void> {
    if (await files.importTable(text, t('file.importLabel', { name: file.name }))) onClose();
  }

  const problem = reading.kind === 'bad' ? failureText(reading.failure, language) : null;
  const wrong = reading.kind === 'not-text' ? t('file.importNotText', { name: file.name }) : problem?.sentence;
  const isEmpty = reading.kind === 'ready' && reading.plan.added + reading.plan.changed === 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('table.import.title', { name: file.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md" data-dialog="import-preview" aria-busy={reading.kind === 'reading'}>
        {wrong === undefined ? null : (
          <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert" title={wrong}>
            {problem?.hint}
          </Alert>
        )}
        {reading.kind === 'ready' ? <Preview plan={reading.plan} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('file.cancel')}
          </Button>
          <Button
            data-autofocus
            disabled={reading.kind !== 'ready' || isBusy || isEmpty || matrix === null}
            onClick={() => (reading.kind === 'ready' ? void take(reading.text) : undefined)}
          >
            {t('table.import.take')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Preview({ plan }: { plan: ImportPlan }) {
  const { t } = useTranslation();
  return (
    <ul>
      <li>{t('table.import.added', { count: plan.added })}</li>
      <li>{t('table.import.changed', { count: plan.changed })}</li>
      {plan.unchanged === 0 ? null : <li>{t('table.import.unchanged', { count: plan.unchanged })}</li>}
      {plan.newVariables.length === 0 ? null : (
        <li>{t('table.import.variables', { names: plan.newVariables.join(', ') })}</li>
      )}
    </ul>
  );
}

function read(bytes: ArrayBuffer, plan: (text: string) => ImportPlan): Reading {
  try {
    // A wrong guess of the encoding would put wrong letters into the document.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { kind: 'ready', text, plan: plan(text) };
  } catch (error) {
    if (error instanceof MatrixFormatError) return { kind: 'bad', failure: failureOf(error) };
    if (error instanceof TypeError) return { kind: 'not-text' };
    throw error;
  }
}
