import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../shared/base/index.ts';
import { useStudio } from '../../studio/index.ts';
import { editOf, forColumn, targetKey, type FormTarget, type ParameterChange } from './form-target.ts';

export interface ParameterEdits {
  /** Makes the changes in one step, which is called after `name`. */
  change: (name: string, changes: readonly ParameterChange[]) => Promise<boolean>;
  reset: (name: string, parameter: string) => Promise<boolean>;
  /** Gives the value to the whole column. */
  forColumn: (name: string, parameter: string, value: JsonValue) => Promise<boolean>;
}

/** The edits of a form, with labels that say what and where. */
export function useParameterEdits(target: FormTarget): ParameterEdits {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const where = useTargetName(target);
  return {
    change: (name, changes) =>
      documents.edit(editOf(target, changes), {
        label: t('edit.cellParameter', { parameter: name, cell: where }),
        mergeKey: `parameter:${targetKey(target)}:${changes.map(({ parameter }) => parameter).join()}`.slice(0, 200),
      }),
    reset: (name, parameter) =>
      documents.edit(editOf(target, [{ parameter }]), {
        label: t('edit.resetParameter', { parameter: name, cell: where }),
      }),
    forColumn: (name, parameter, value) =>
      documents.edit(forColumn(target, parameter, value), {
        label: t('form.edit.forColumn', { parameter: name }),
      }),
  };
}

/** What a form is about, for people. */
export function useTargetName(target: FormTarget): string {
  const { t } = useTranslation();
  if (target.kind === 'layer') return t('form.column', { layer: target.layer.title ?? target.layer.name });
  const { length } = target.cells;
  return length === 1 ? target.cells[0].key : t('form.cells', { count: length });
}
