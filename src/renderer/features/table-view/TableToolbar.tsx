import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import {
  IconBaselineDensityLarge,
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconPlus,
  IconSearch,
  IconVariable,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentId } from '../../../shared/base/index.ts';
import { useStudio, useView, type TableRows } from '../../studio/index.ts';
import { NameDialog, useMatrixActions } from '../matrix-actions/index.ts';
import { CellsMenu } from './CellsMenu.tsx';
import type { GridRange } from './grid-place.ts';
import { stateFilters, type TableFacts } from './table-facts.ts';
import type { TableSource } from './table-values.ts';
import { useVariableCheck } from './use-variable-check.ts';
import classes from './TableToolbar.module.css';

export interface TableToolbarProps {
  documentId: DocumentId;
  filter: string;
  query: string;
  facts: TableFacts;
  isReadOnly: boolean;
  source: TableSource;
  range: GridRange;
  /** Gives the keyboard to the grid. */
  onFocus: () => void;
}

/** Above the table: what it shows, what can be added, and what can be done with the selected cells. */
export function TableToolbar({
  documentId,
  filter,
  query,
  facts,
  isReadOnly,
  source,
  range,
  onFocus,
}: TableToolbarProps) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const actions = useMatrixActions();
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('table.toolbar')}>
      <TextInput
        size="xs"
        type="search"
        className={classes.search ?? ''}
        aria-label={t('table.search')}
        placeholder={t('table.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={query}
        onChange={(event) => view.leaveTable(documentId, { query: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Enter') return;
          event.preventDefault();
          if (event.key === 'Escape') view.leaveTable(documentId, { query: '' });
          onFocus();
        }}
      />
      <Select
        size="xs"
        className={classes.filter ?? ''}
        aria-label={t('table.show')}
        data-filter={filter}
        data={[
          { value: 'all', label: `${t('table.filter.all')} · ${facts.total}` },
          ...stateFilters.map((each) => ({
            value: each,
            label: `${t(`table.filter.${each}`)} · ${facts.counts[each]}`,
          })),
        ]}
        value={filter}
        allowDeselect={false}
        checkIconPosition="right"
        comboboxProps={{ width: 190, position: 'bottom-start' }}
        onChange={(next) => view.leaveTable(documentId, { filter: next ?? 'all' })}
      />
      <RowHeight />
      <div className={classes.space} />
      <CellsMenu source={source} range={range} isReadOnly={isReadOnly} onClosed={onFocus} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={isReadOnly}
        data-action="add-unit"
        onClick={() => void actions.addUnit()}
      >
        {t('table.addUnit')}
      </Button>
      <AddVariable isReadOnly={isReadOnly || source.frame.units.length === 0} onClosed={onFocus} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={isReadOnly}
        data-action="add-layer"
        onClick={actions.addLayer}
      >
        {t('table.addLayer')}
      </Button>
    </div>
  );
}

const densities = { low: IconBaselineDensitySmall, medium: IconBaselineDensityMedium, high: IconBaselineDensityLarge };

function RowHeight() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const rows = useView((state) => state.tableRows);
  return (
    <SegmentedControl<TableRows>
      size="xs"
      aria-label={t('table.rowHeight')}
      value={rows}
      data={(['low', 'medium', 'high'] as const).map((value) => {
        const DensityIcon = densities[value];
        return {
          value,
          label: (
            <span className={classes.density} title={t(`table.rows.${value}`)}>
              <DensityIcon size={16} aria-hidden />
              <span className={classes.hidden}>{t(`table.rows.${value}`)}</span>
            </span>
          ),
        };
      })}
      onChange={(value) => view.showTableRows(value)}
    />
  );
}

function AddVariable({ isReadOnly, onClosed }: { isReadOnly: boolean; onClosed: () => void }) {
  const { t } = useTranslation();
  const actions = useMatrixActions();
  const check = useVariableCheck();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconVariable size={14} />}
        disabled={isReadOnly}
        data-action="add-variable"
        onClick={() => setOpen(true)}
      >
        {t('table.addVariable')}
      </Button>
      {isOpen ? (
        <NameDialog
          title={t('table.newVariable')}
          label={t('table.variableName')}
          description={t('table.newVariableHint')}
          initial=""
          maxLength={64}
          action={t('table.add')}
          check={check}
          onSubmit={(name) => actions.addVariable(name)}
          onClose={() => {
            setOpen(false);
            onClosed();
          }}
        />
      ) : null}
    </>
  );
}
