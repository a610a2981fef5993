import { Button } from '@mantine/core';
import { IconCheck, IconCopy, IconHistory, IconRestore } from '@tabler/icons-react';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Take } from '../../../shared/artifact/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument, useStudio, type CellNow } from '../../studio/index.ts';
import { overrideLike } from './recipe-parameters.ts';
import classes from './CellHistory.module.css';

/** What to do with a recipe: use it again, take it along, or see the run it comes from. */
export function TakeActions({ take, cell, now }: { take: Take; cell: MatrixCell; now: CellNow }) {
  const { t } = useTranslation();
  const { documents, history, view } = useStudio();
  const clipboard = useClipboard();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const template = useDocument((state) => state.templates.get(take.recipe?.model ?? '') ?? null);
  const { recipe } = take;
  if (recipe === null) return null;

  function useAgain(): void {
    if (recipe === null) return;
    const override = overrideLike(recipe, { cell, planned: now.planned, template });
    const isPlain = Object.keys(override).length === 0;
    void documents.edit(
      {
        type: 'set-cell',
        unit: cell.unit.id,
        layer: cell.layer.name,
        ...(isPlain ? {} : { value: override }),
      },
      { label: t('form.edit.useAgain', { cell: cell.key }) },
    );
  }

  function showRun(): void {
    const documentId = documents.getState().document?.id;
    if (documentId === undefined) return;
    void history.filterBy({ model: null, state: null, of: { documentId, cell: cell.key } });
    view.go('costs');
  }

  const copied = {
    model: recipe.model,
    template_version: recipe.templateVersion,
    parameters: recipe.parameters,
    seed: take.seed,
    made: take.createdAt,
  };
  return (
    <div className={classes.actions}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRestore size={16} />}
        disabled={isReadOnly}
        title={t('form.history.useAgainHint')}
        data-action="use-again"
        onClick={useAgain}
      >
        {t('form.history.useAgain')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        data-action="copy-recipe"
        onClick={() => clipboard.copy(JSON.stringify(copied, null, 2))}
      >
        {t(clipboard.copied ? 'form.history.copied' : 'form.history.copy')}
      </Button>
      {take.runId === null ? null : (
        <Button size="xs" variant="default" leftSection={<IconHistory size={16} />} onClick={showRun}>
          {t('form.history.showRun')}
        </Button>
      )}
    </div>
  );
}
