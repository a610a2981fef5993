import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio, useView } from '../../studio/index.ts';
import type { FormTarget } from './form-target.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { readableName, type ParameterField } from './parameter-fields.ts';
import { SizePresets } from './SizePresets.tsx';
import classes from './ParameterForm.module.css';

export interface FieldGroupProps {
  name: string;
  fields: readonly ParameterField[];
  target: FormTarget;
}

/** Parameters that belong together. All groups but the main one fold, and stay as they were left. */
export function FieldGroup({ name, fields, target }: FieldGroupProps) {
  const { t } = useTranslation();
  const { inspector } = useStudio();
  const left = useView((state) => state.inspectorGroups[name]);
  // What somebody has set is in view from the start, and stays so when it is reset.
  const [isSet] = useState(() => fields.some(({ origin }) => origin === 'own' || origin === 'column'));
  if (name === 'main') return <GroupRows fields={fields} target={target} />;
  const isKnown = name === 'advanced' || name === 'lora';
  const title = isKnown ? t(`form.group.${name}`, { count: fields.length }) : readableName(name);
  return (
    <details
      className={classes.group}
      data-group={name}
      open={left ?? (isSet || name !== 'advanced')}
      onToggle={({ currentTarget }) => inspector.foldGroup(name, currentTarget.open)}
    >
      <summary>{title}</summary>
      <div className={classes.rows}>
        <GroupRows fields={fields} target={target} />
      </div>
    </details>
  );
}

function GroupRows({ fields, target }: { fields: readonly ParameterField[]; target: FormTarget }) {
  return fields.map((field) => (
    <div key={field.name} className={classes.rows} data-field={field.name}>
      {field.name === 'width' ? <SizePresets target={target} fields={fields} /> : null}
      <ParameterRow target={target} field={field} />
    </div>
  ));
}
