import type { JsonValue } from '../../../shared/base/index.ts';
import { hasPlaceholder } from './field-kind.ts';
import type { ParameterField } from './parameter-fields.ts';

/** Why a value cannot be what the model takes; sentences stand in the catalogue as `form.problem.*`. */
export type FieldProblem =
  | { kind: 'required' }
  | { kind: 'no-number' }
  | { kind: 'no-whole-number' }
  | { kind: 'too-small'; limit: number }
  | { kind: 'too-large'; limit: number }
  | { kind: 'too-long'; limit: number; count: number }
  | { kind: 'no-color' };

/** What is plainly wrong with a value before anybody is asked; null when nothing is, or a placeholder decides it later. */
export function fieldProblem(
  { control, isRequired }: Pick<ParameterField, 'control' | 'isRequired'>,
  value: JsonValue | undefined,
): FieldProblem | null {
  if (value === undefined || value === '' || (value === null && control.kind === 'seed')) {
    return isRequired ? { kind: 'required' } : null;
  }
  if (hasPlaceholder(value)) return null;
  switch (control.kind) {
    case 'number':
    case 'seed':
      return numberProblem(value, {
        isWhole: control.kind === 'seed' || control.isWhole,
        minimum: control.minimum,
        maximum: control.maximum,
      });
    case 'color':
      return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? null : { kind: 'no-color' };
    case 'text': {
      const count = typeof value === 'string' ? lettersOf(value) : 0;
      const limit = control.maxLength;
      return limit !== null && count > limit ? { kind: 'too-long', limit, count } : null;
    }
    default:
      return null;
  }
}

/** Code points, as JSON Schema counts them. */
function lettersOf(text: string): number {
  return Array.from(text).length;
}

interface NumberRule {
  isWhole: boolean;
  minimum: number | null;
  maximum: number | null;
}

function numberProblem(value: JsonValue, { isWhole, minimum, maximum }: NumberRule): FieldProblem | null {
  // A seed beyond 2^53 is written as text, so that it keeps its digits.
  const number = typeof value === 'string' && /^-?\d{1,39}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return { kind: 'no-number' };
  if (isWhole && !Number.isInteger(number)) return { kind: 'no-whole-number' };
  if (minimum !== null && number < minimum) return { kind: 'too-small', limit: minimum };
  return maximum !== null && number > maximum ? { kind: 'too-large', limit: maximum } : null;
}

/** A number as its field shows it; a value of another kind, which only a template or a file by hand brings, as JSON. */
export function numberText(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A typed number: text where it is none, or where a number would lose digits. */
export function numberOf(text: string): JsonValue | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  const number = Number(typed);
  if (!Number.isFinite(number)) return typed;
  return /^-?\d+$/.test(typed) && !Number.isSafeInteger(number) ? typed : number;
}
