import { ActionIcon } from '@mantine/core';
import { IconLayoutColumns, IconLayoutRows } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument, useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';

const icons = { unit: IconLayoutRows, layer: IconLayoutColumns } as const;
const labels = { unit: 'graph.lanesByUnit', layer: 'graph.lanesByLayer' } as const;
const edits = { unit: 'graphEdit.lanesByUnit', layer: 'graphEdit.lanesByLayer' } as const;

/** What a lane is. It is kept in the document. */
export function LanesSwitch() {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const lanes = useDocument((state) => state.document?.matrix.view?.lanes ?? 'unit');
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  return (
    <ActionIcon.Group aria-label={t('graph.lanes')} role="group">
      {(['unit', 'layer'] as const).map((each) => {
        const Icon = icons[each];
        return (
          <IconAction
            key={each}
            label={t(labels[each])}
            icon={<Icon size={16} />}
            variant={each === lanes ? 'light' : 'default'}
            aria-pressed={each === lanes}
            disabled={isReadOnly}
            data-lanes={each}
            onClick={() => {
              if (each === lanes) return;
              const value = each === 'unit' ? undefined : each;
              const edit = { type: 'set-view', field: 'lanes', ...(value === undefined ? {} : { value }) } as const;
              void documents.edit(edit, { label: t(edits[each]) });
            }}
          />
        );
      })}
    </ActionIcon.Group>
  );
}
