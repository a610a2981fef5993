import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../../shared/assist/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useStudio, type Asked } from '../../studio/index.ts';
import { FailedBlank } from '../../ui/index.ts';
import { cellChanges, changesEdit, requestForCell } from './advice-for-cell.ts';
import { CellChangeTable } from './CellChangeTable.tsx';
import { ExplanationSection } from './ExplanationSection.tsx';
import { LoraSection } from './LoraSection.tsx';
import classes from './CellAdviceDialog.module.css';
import dialog from './PromptDialog.module.css';

export interface CellAdviceDialogProps {
  cell: MatrixCell;
  template: ModelTemplate;
  prompt: string;
  onClose: () => void;
}

/** What is advised for a cell: the parameters before and after, the LoRAs, and why. */
export function CellAdviceDialog({ cell, template, prompt, onClose }: CellAdviceDialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { assist } = useStudio();
  const [asked, setAsked] = useState<Asked<Recommendation> | null>(null);
  const [attempts, setAttempts] = useState(0);
  const model = cell.model;
  useEffect(() => {
    let isCurrent = true;
    void assist.adviseOn(requestForCell(model, prompt)).then((answer) => {
      if (isCurrent) setAsked(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [assist, model, prompt, attempts]);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('assist.cell.title', { cell: cell.key })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={dialog.body} data-dialog="cell-advice">
        <p className={dialog.prompt}>{prompt}</p>
        {asked === null ? (
          <Skeleton height="12rem" radius="md" role="status" aria-label={t('assist.advice.loading')} />
        ) : null}
        {asked !== null && 'failure' in asked ? (
          <FailedBlank
            title={t('assist.advice.failed')}
            hint={failureText(asked.failure, language).whole}
            retryLabel={t('common.retry')}
            onRetry={() => {
              setAsked(null);
              setAttempts(attempts + 1);
            }}
          />
        ) : null}
        {asked !== null && 'value' in asked ? (
          <Found cell={cell} template={template} prompt={prompt} advice={asked.value} onClose={onClose} />
        ) : null}
      </div>
    </Modal>
  );
}

function Found({ cell, template, prompt, advice, onClose }: CellAdviceDialogProps & { advice: Recommendation }) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const changes = cellChanges(cell, template, advice, prompt);
  return (
    <>
      {changes.length === 0 ? (
        <p>{t('assist.cell.nothing')}</p>
      ) : (
        <CellChangeTable changes={changes} template={template} />
      )}
      <LoraSection recommendation={advice} isOpen={false} />
      <ExplanationSection explanation={advice.explanation} />
      <Group justify="flex-end" gap="xs" className={classes.foot ?? ''}>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t('launch.cancel')}
        </Button>
        <Button
          data-autofocus
          disabled={changes.length === 0}
          data-action="apply-advice"
          onClick={() => {
            const label = t('assist.cell.edit', { cell: cell.key });
            void documents.edit(changesEdit(cell, changes), { label }).then((isTaken) => {
              if (isTaken) onClose();
            });
          }}
        >
          {t('assist.cell.apply', { count: changes.length })}
        </Button>
      </Group>
    </>
  );
}
