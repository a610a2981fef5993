import { failureText, useLanguage } from '../../i18n/index.ts';
import { useDocument } from '../../studio/index.ts';
import type { FormTarget } from './form-target.ts';
import type { ParameterField } from './parameter-fields.ts';

/** Failures that a text shows at its placeholders. */
const shownInText: ReadonlySet<string> = new Set([
  'unclosed',
  'malformed',
  'too-long',
  'unknown-root',
  'unknown-property',
  'unknown-layer',
  'unknown-unit',
  'unknown-variable',
  'no-previous-unit',
  'no-next-unit',
  'left-out-cell',
]);

/** Why the plan cannot use a parameter of the one cell that a form is about; null when it can, or the field says so itself. */
export function usePlanProblem(target: FormTarget, field: ParameterField): string | null {
  const language = useLanguage();
  const key = target.kind === 'cells' && target.cells.length === 1 ? target.cells[0].key : null;
  const failure = useDocument((state) => (key === null ? null : (state.planned.get(key)?.failure ?? null)));
  if (failure?.place.parameter?.split('.')[0] !== field.name) return null;
  if (field.hasPlaceholder && shownInText.has(failure.kind)) return null;
  return failureText(failure, language).sentence;
}
