import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentSteps } from '../../shared/contract/index.ts';
import { useDocument, useStudio } from '../studio/index.ts';
import classes from './HistoryMenu.module.css';

/** The steps of the document: one click goes back to before one, or forth to after one. */
export function HistoryMenu() {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const isEmpty = useDocument(({ document }) => document?.canUndo !== true && document?.canRedo !== true);
  const isReadOnly = useDocument(({ document }) => document?.readOnly !== null);
  const [steps, setSteps] = useState<DocumentSteps | null>(null);
  return (
    <Menu
      position="bottom-start"
      width={320}
      onOpen={() => void documents.history().then(setSteps)}
      onClose={() => setSteps(null)}
    >
      <Menu.Target>
        <ActionIcon
          size="sm"
          className={classes.arrow ?? ''}
          aria-label={t('steps.menu')}
          title={t('steps.menu')}
          disabled={isEmpty || isReadOnly}
          data-action="history"
        >
          <IconChevronDown size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.list ?? ''}>
        {steps === null ? <Menu.Label>{t('common.loading')}</Menu.Label> : <StepItems steps={steps} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function StepItems({ steps: { done, undone } }: { steps: DocumentSteps }) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  return (
    <>
      {undone.length === 0 ? null : <Menu.Label>{t('steps.undone')}</Menu.Label>}
      {undone
        .map((label, index) => (
          <Menu.Item
            key={`redo-${undone.length - index}`}
            data-redo={index + 1}
            onClick={() => void documents.redo(index + 1)}
          >
            <Text size="sm" truncate c="dimmed">
              {label}
            </Text>
          </Menu.Item>
        ))
        .reverse()}
      <Menu.Label>{t('steps.done')}</Menu.Label>
      {done.length === 0 ? <Menu.Item disabled>{t('steps.none')}</Menu.Item> : null}
      {done.map((label, index) => (
        <Menu.Item
          key={`undo-${done.length - index}`}
          data-undo={index + 1}
          onClick={() => void documents.undo(index + 1)}
        >
          <Text size="sm" truncate>
            {label}
          </Text>
        </Menu.Item>
      ))}
    </>
  );
}
