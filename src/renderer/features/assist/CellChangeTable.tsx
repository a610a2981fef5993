import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../shared/base/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';
import type { CellChange } from './advice-for-cell.ts';
import classes from './CellAdviceDialog.module.css';

/** Parameters of a cell before and after the advice. */
export function CellChangeTable({ changes, template }: { changes: readonly CellChange[]; template: ModelTemplate }) {
  const { t } = useTranslation();
  const schemas = parameterSchemas(template);
  return (
    <Table className={classes.changes ?? ''} aria-label={t('assist.cell.changes')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('assist.cell.parameter')}</Table.Th>
          <Table.Th>{t('assist.cell.before')}</Table.Th>
          <Table.Th>{t('assist.cell.after')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ parameter, from, to }) => (
          <Table.Tr key={parameter} data-cell-change={parameter}>
            <Table.Td>{schemas[parameter]?.title ?? parameter}</Table.Td>
            <Table.Td className={classes.before ?? ''}>
              {from === undefined
                ? t('assist.cell.usual', { value: valueText(schemas[parameter]?.default ?? '–') })
                : valueText(from)}
            </Table.Td>
            <Table.Td className={classes.after ?? ''}>{valueText(to)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A value on one line; LoRAs as name and weight. */
function valueText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(valueText).join(' ');
}
