import { useTranslation } from 'react-i18next';
import { useDocument, useKept } from '../../studio/index.ts';
import { FieldGroup } from './FieldGroup.tsx';
import type { FormTarget } from './form-target.ts';
import { groupFields, layerSource, parameterFields, sharedFields } from './parameter-fields.ts';
import classes from './ParameterForm.module.css';

/** The parameters of cells or of a column, in groups. */
export function ParameterForm({ target: given }: { target: FormTarget }) {
  const { t } = useTranslation();
  const templates = useDocument((state) => state.templates);
  const target = useKept(given);
  const fields = useKept(
    target.kind === 'layer'
      ? parameterFields(layerSource(target.layer), templates.get(target.layer.model) ?? null)
      : sharedFields(target.cells, templates),
  );
  if (fields.length === 0) return <p className={classes.model}>{t('form.nothingShared')}</p>;
  return groupFields(fields).map((group) => (
    <FieldGroup key={group.name} name={group.name} fields={group.fields} target={target} />
  ));
}
