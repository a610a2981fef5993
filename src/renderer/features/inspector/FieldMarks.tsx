import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconColumns3, IconTableColumn } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FormTarget } from './form-target.ts';
import type { ParameterField } from './parameter-fields.ts';
import type { ParameterEdits } from './use-parameter-edits.ts';
import classes from './ParameterRow.module.css';

export interface FieldMarksProps {
  id: string;
  target: FormTarget;
  field: ParameterField;
  name: string;
  isReadOnly: boolean;
  edits: ParameterEdits;
}

/** Where a value comes from; an own one can go back to the column's, or become the column's. */
export function FieldMarks({ id, target, field, name, isReadOnly, edits }: FieldMarksProps) {
  const { t } = useTranslation();
  const column = field.columnValue === undefined ? t('form.origin.nothing') : shown(field.columnValue);
  const isLayer = target.kind === 'layer';
  const { value } = field;
  if (field.origin === 'own' || (isLayer && field.origin === 'column')) {
    const label = isLayer ? t('form.origin.set') : t('inspector.ownValue');
    const resetLabel = isLayer ? t('form.clear', { parameter: name }) : t('inspector.reset', { parameter: name });
    const columnLabel = t('form.forColumn', { parameter: name });
    return (
      <span className={classes.marks}>
        {field.isMixed ? <span className={classes.mixed}>{t('form.mixed')}</span> : null}
        <Tooltip label={t('form.origin.own', { value: column })} disabled={isLayer}>
          <span id={id} className={classes.origin} data-origin={isLayer ? 'column' : 'own'}>
            {label}
          </span>
        </Tooltip>
        <Tooltip label={resetLabel}>
          <ActionIcon
            size="sm"
            aria-label={resetLabel}
            disabled={isReadOnly}
            onClick={() => void edits.reset(name, field.name)}
          >
            <IconArrowBackUp size={16} />
          </ActionIcon>
        </Tooltip>
        {isLayer || value === undefined || field.isMixed ? null : (
          <Tooltip label={columnLabel}>
            <ActionIcon
              size="sm"
              aria-label={columnLabel}
              disabled={isReadOnly}
              data-action="for-column"
              onClick={() => void edits.forColumn(name, field.name, value)}
            >
              <IconTableColumn size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
    );
  }
  const isColumn = field.origin === 'column';
  const label = t(`inspector.${isColumn ? 'fromColumn' : field.origin === 'template' ? 'modelDefault' : 'noValue'}`);
  return (
    <span className={classes.marks}>
      {field.isMixed ? <span className={classes.mixed}>{t('form.mixed')}</span> : null}
      <Tooltip label={label}>
        <span id={id} className={classes.origin} data-origin={field.origin}>
          {isColumn ? <IconColumns3 size={14} aria-hidden /> : null}
          <VisuallyHidden>{label}</VisuallyHidden>
        </span>
      </Tooltip>
    </span>
  );
}

const maxLength = 120;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
