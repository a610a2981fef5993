import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../shared/base/index.ts';
import type { TemplateChanges } from '../../../shared/template/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { costText } from './cost-text.ts';
import classes from './AddModel.module.css';

/** The differences between two templates of a model, one a row. */
export function ChangeTable({ changes }: { changes: TemplateChanges }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const rows: [string, string, string][] = [];
  const { version, output, cost } = changes;
  if (version !== null) rows.push([t('models.versionRow'), version.before, version.after]);
  if (output !== null) rows.push([t('models.outputRow'), output.before, output.after]);
  if (cost !== null) {
    rows.push([t('models.priceRow'), costText(cost.before, t, language), costText(cost.after, t, language)]);
  }
  for (const { name, before, after } of changes.parameters) {
    const told = (schema: JsonObject | null, absent: string): string =>
      schema === null ? absent : JSON.stringify(shortened(schema));
    rows.push([name, told(before, t('models.newParameter')), told(after, t('models.goneParameter'))]);
  }
  for (const { name, isRequired } of changes.required) {
    rows.push([name, '', t(isRequired ? 'models.nowRequired' : 'models.notRequired')]);
  }
  return (
    <>
      <p>{t('models.changed')}</p>
      <Table verticalSpacing={4} data-table="changes">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('models.parameter')}</Table.Th>
            <Table.Th>{t('models.before')}</Table.Th>
            <Table.Th>{t('models.after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, before, after]) => (
            <Table.Tr key={`${name} ${after}`}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td className={classes.change ?? ''}>{before}</Table.Td>
              <Table.Td className={classes.change ?? ''}>{after}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

/** Descriptions change often and say little here. */
function shortened({ title: _title, description: _description, ...schema }: JsonObject): JsonObject {
  return schema;
}
