import type { FailureCode } from '../../../shared/base/index.ts';

/** Exit codes of SPEC §9. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, refused: 3, interrupted: 130 } as const;

const badInput: ReadonlySet<FailureCode> = new Set([
  'UsageError',
  'MatrixFormatError',
  'PlaceholderSyntaxError',
  'LayerDependencyError',
  'ParameterValidationError',
  'TemplateError',
  'ModelNotFoundError',
  'ModelFileError',
  'OutputFolderError',
  'NotFoundError',
  'PortInUseError',
  'MediaImportError',
]);

const refused: ReadonlySet<FailureCode> = new Set([
  'BudgetExceededError',
  'ConfirmationRequiredError',
  'DocumentConflictError',
  'LicenseError',
]);

/** Exit code of a command that ended with a failure before anything ran. */
export function exitCodeOf(code: FailureCode): number {
  if (badInput.has(code)) return exitCodes.badInput;
  return refused.has(code) ? exitCodes.refused : exitCodes.failed;
}
