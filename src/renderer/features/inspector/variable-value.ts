/** What a variable can hold. */
export type VariableValue = string | number | boolean;

/** A typed value in the kind that the variable has: a number stays one as long as a number is typed. */
export function typedValue(text: string, before: VariableValue | undefined): VariableValue {
  const number = Number(text);
  return typeof before === 'number' && text.trim() !== '' && Number.isFinite(number) ? number : text;
}

/** Whether a placeholder can name a variable like this. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name);
}
