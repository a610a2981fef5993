import { Button } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument } from '../../studio/index.ts';
import { promptOfCell } from './advice-for-cell.ts';
import { CellAdviceDialog } from './CellAdviceDialog.tsx';

/** "Advice": what suits the prompt of a cell, to be applied as one step. Draws nothing for a cell without a prompt. */
export function CellAdvice({ cell }: { cell: MatrixCell }) {
  const { t } = useTranslation();
  const template = useDocument((state) => state.templates.get(cell.model) ?? null);
  const resolved = useDocument((state) => state.planned.get(cell.key)?.parameters ?? cell.parameters);
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const [isOpen, setOpen] = useState(false);
  if (template?.capabilities.includes('text-to-image') !== true) return null;
  const prompt = promptOfCell(template, resolved);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconBulb size={16} aria-hidden />}
        disabled={isReadOnly || prompt === null}
        data-action="cell-advice"
        onClick={() => setOpen(true)}
      >
        {t('assist.cell.open')}
      </Button>
      {isOpen && prompt !== null ? (
        <CellAdviceDialog cell={cell} template={template} prompt={prompt} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
