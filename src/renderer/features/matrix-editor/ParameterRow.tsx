import { ActionIcon, Anchor, Code, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconLink } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { FieldControl } from './FieldControl.tsx';
import type { ParameterField } from './parameter-fields.ts';
import { useParameterName } from './use-parameter-name.ts';
import classes from './ParameterRow.module.css';

const origins = { own: 'ownValue', column: 'fromColumn', template: 'modelDefault', none: 'noValue' } as const;

/** One parameter of a cell: its name, where the value comes from, the control, and what a placeholder becomes. */
export function ParameterRow({ cell, field }: { cell: MatrixCell; field: ParameterField }) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const id = useId();
  const name = useParameterName()(field);
  const resolved = useDocument((state) => state.planned.get(cell.key)?.parameters[field.name]);
  const target = {
    type: 'set-cell-parameter',
    unit: cell.unit.id,
    layer: cell.layer.name,
    parameter: field.name,
  } as const;
  const becomes = field.hasPlaceholder && field.control.kind !== 'file' && resolved !== undefined ? resolved : null;
  return (
    <div className={classes.row} data-parameter={field.name}>
      <div className={classes.head}>
        <label htmlFor={id} className={classes.name}>
          {name}
        </label>
        <span id={`${id}-origin`} className={classes.origin} data-origin={field.origin}>
          {t(`inspector.${origins[field.origin]}`)}
        </span>
        {field.origin === 'own' ? (
          <Tooltip label={t('inspector.reset', { parameter: name })}>
            <ActionIcon
              size="sm"
              disabled={isReadOnly}
              aria-label={t('inspector.reset', { parameter: name })}
              onClick={() =>
                void documents.edit(target, { label: t('edit.resetParameter', { parameter: name, cell: cell.key }) })
              }
            >
              <IconArrowBackUp size={16} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
      {field.control.kind === 'file' || field.control.kind === 'structure' ? (
        <ReadOnlyValue cell={cell} field={field} />
      ) : (
        <FieldControl
          key={cell.key}
          id={id}
          field={field}
          describedBy={`${id}-origin`}
          isDisabled={isReadOnly}
          onCommit={(value) =>
            documents.edit(value === undefined ? target : { ...target, value }, {
              label: t('edit.cellParameter', { parameter: name, cell: cell.key }),
              mergeKey: `parameter:${cell.key}:${field.name}`,
            })
          }
        />
      )}
      {becomes === null ? null : (
        <p className={classes.becomes}>
          <span className={classes.becomesLabel}>{t('inspector.resolvesTo')}</span>{' '}
          {typeof becomes === 'string' ? becomes : JSON.stringify(becomes)}
        </p>
      )}
    </div>
  );
}

/** A file or a structure: where it comes from, not editable here. */
function ReadOnlyValue({ cell, field }: { cell: MatrixCell; field: ParameterField }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const inputs = useDocument((state) => state.planned.get(cell.key)?.inputs);
  const sources = (inputs ?? []).filter((input) => input.parameter === field.name);
  if (sources.length > 0) {
    return sources.map((input) =>
      input.kind === 'cell' ? (
        <Anchor
          key={input.cell}
          component="button"
          type="button"
          size="sm"
          className={classes.source ?? ''}
          onClick={() => view.select(input.cell)}
        >
          <IconLink size={14} aria-hidden className={classes.link} /> {t('inspector.fromCell', { cell: input.cell })}
        </Anchor>
      ) : (
        <Code key={input.path}>{input.path}</Code>
      ),
    );
  }
  if (field.value === undefined) return null;
  return <Code block>{typeof field.value === 'string' ? field.value : JSON.stringify(field.value, null, 2)}</Code>;
}
