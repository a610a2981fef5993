import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument } from '../../studio/index.ts';
import { parameterFields } from './parameter-fields.ts';
import { ParameterRow } from './ParameterRow.tsx';
import classes from './ParameterForm.module.css';

/** The parameters of a cell, as its model's template describes them. */
export function ParameterForm({ cell }: { cell: MatrixCell }) {
  const { t } = useTranslation();
  const template = useDocument((state) => state.templates.get(cell.model) ?? null);
  return (
    <section className={classes.form}>
      <div>
        <h3 className={classes.title}>{t('inspector.parameters')}</h3>
        <p className={classes.model}>
          {template === null ? t('inspector.missingModel', { model: cell.model }) : template.title}
        </p>
      </div>
      {parameterFields(cell, template).map((field) => (
        <ParameterRow key={field.name} cell={cell} field={field} />
      ))}
    </section>
  );
}
