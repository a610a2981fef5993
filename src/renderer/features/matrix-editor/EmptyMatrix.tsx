import { Button, Group } from '@mantine/core';
import { IconGridDots, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument, useStudio } from '../../studio/index.ts';
import { Blank } from '../../ui/index.ts';
import { useMatrixActions } from '../matrix-actions/index.ts';

/** A document without cells: what is missing, and how to add it, or one that has some to begin with. */
export function EmptyMatrix() {
  const { t } = useTranslation();
  const { files } = useStudio();
  const actions = useMatrixActions();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const units = useDocument((state) => state.document?.matrix.units.length ?? 0);
  const layers = useDocument((state) => state.document?.matrix.layers.length ?? 0);
  return (
    <Blank icon={<IconGridDots size={32} />} title={t('matrix.emptyTitle')} hint={t('table.emptyHint')}>
      <Group gap="xs" justify="center">
        <Button
          leftSection={<IconPlus size={16} />}
          variant={units === 0 ? 'filled' : 'default'}
          disabled={isReadOnly}
          data-action="add-unit"
          onClick={() => void actions.addUnit()}
        >
          {t('structure.addUnit')}
        </Button>
        <Button
          leftSection={<IconPlus size={16} />}
          variant={layers === 0 ? 'filled' : 'default'}
          disabled={isReadOnly}
          data-action="add-layer"
          onClick={actions.addLayer}
        >
          {t('structure.addLayer')}
        </Button>
      </Group>
      <Button variant="subtle" data-action="from-example" onClick={() => files.ask('new-document')}>
        {t('canvas.fromExample')}
      </Button>
    </Blank>
  );
}
