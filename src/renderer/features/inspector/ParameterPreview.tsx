import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { fieldHint, useLanguage } from '../../i18n/index.ts';
import { FieldControl } from './FieldControl.tsx';
import { parameterFields, type ParameterField } from './parameter-fields.ts';
import { useParameterName } from './use-parameter-name.ts';
import classes from './ParameterRow.module.css';

/** The form that cells of a model will have, with its defaults; nothing can be changed in it. */
export function ParameterPreview({ template }: { template: ModelTemplate }) {
  return (
    <div className={classes.preview} data-form="preview">
      {parameterFields({ parameters: {}, ownParameters: [] }, template).map((field) => (
        <PreviewRow key={field.name} model={template.id} field={field} />
      ))}
    </div>
  );
}

function PreviewRow({ model, field }: { model: string; field: ParameterField }) {
  const { t } = useTranslation();
  const id = useId();
  const name = useParameterName()(field);
  const language = useLanguage();
  return (
    <div className={classes.row} data-parameter={field.name}>
      <div className={classes.head}>
        <label htmlFor={id} className={classes.name}>
          {name}
          {field.isRequired ? ' *' : ''}
        </label>
        <span id={`${id}-origin`} className={classes.origin}>
          {field.control.kind === 'file' ? t('models.file') : fieldHint(field.description ?? '', language)}
        </span>
      </div>
      <FieldControl
        id={id}
        model={model}
        name={name}
        cell={null}
        field={field}
        describedBy={`${id}-origin`}
        isDisabled
        isInvalid={false}
        onCommit={() => Promise.resolve(false)}
        onDrop={() => undefined}
      />
    </div>
  );
}
