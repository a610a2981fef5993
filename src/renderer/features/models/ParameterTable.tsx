import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { parameterSchemas, type ModelTemplate, type ParameterSchema } from '../../../shared/template/index.ts';
import type { Translate } from '../../i18n/index.ts';
import classes from './ModelDetails.module.css';

/** What a model takes: names, kinds, ranges and defaults. */
export function ParameterTable({ template }: { template: ModelTemplate }) {
  const { t } = useTranslation();
  const required = (template.parameters.required ?? []) as string[];
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('models.parameter')}</Table.Th>
            <Table.Th>{t('models.kind')}</Table.Th>
            <Table.Th>{t('models.allowed')}</Table.Th>
            <Table.Th>{t('models.preset')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(parameterSchemas(template)).map(([name, schema]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" className={classes.parameter ?? ''}>
                {name}
                {required.includes(name) ? <span className={classes.required}> {t('models.required')}</span> : null}
              </Table.Th>
              <Table.Td>{kindText(schema, t)}</Table.Td>
              <Table.Td>{allowedText(schema, t)}</Table.Td>
              <Table.Td className={classes.preset ?? ''}>
                {schema.default === undefined ? '' : JSON.stringify(schema.default)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function kindText(schema: ParameterSchema, t: Translate): string {
  if (schema.format === 'uri') return t('models.file');
  if (schema.items?.format === 'uri') return t('models.filesOf');
  if (schema.type === 'array') return t('models.listOf');
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return types.length === 0 ? t('models.anyValue') : types.join(' / ');
}

function allowedText(
  { enum: choices, minimum, maximum, contentMediaType, items }: ParameterSchema,
  t: Translate,
): string {
  if (choices !== undefined) {
    const shown = choices.slice(0, 12).map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
    return `${shown.join(', ')}${choices.length > 12 ? ' …' : ''}`;
  }
  if (minimum !== undefined && maximum !== undefined) return t('models.range', { low: minimum, high: maximum });
  if (minimum !== undefined) return t('models.atLeast', { low: minimum });
  if (maximum !== undefined) return t('models.atMost', { high: maximum });
  return contentMediaType ?? items?.contentMediaType ?? '';
}
