/**
 * Every failure that Telar expects. A failure has a stable `code` (the class name, SPEC §11), most have a `kind`
 * in kebab-case that says which case of it, and all say where it happened and what to do next.
 * Anything that is not a TelarError is a bug: it is logged at the border and shown as `InternalError`.
 */
export const failureKinds = {
  LayerDependencyError: [
    'no-previous-unit',
    'no-next-unit',
    'unknown-layer',
    'unknown-unit',
    'unknown-variable',
    'left-out-cell',
    'wrong-asset-type',
    'cycle',
    'missing-take',
    'muted',
    'missing-file',
    'not-available',
  ],
  PlaceholderSyntaxError: ['unclosed', 'unknown-root', 'unknown-property', 'malformed', 'too-long'],
  MatrixFormatError: [
    'not-utf8',
    'not-json',
    'schema',
    'duplicate-key',
    'duplicate-id',
    'reserved-name',
    'unsafe-number',
    'too-large',
    'path-too-long',
    'newer-version',
    'not-found',
    'unreadable',
    'not-expressible',
    'table',
  ],
  ClipError: ['not-a-clip', 'malformed'],
  TemplateError: [
    'not-json',
    'schema',
    'duplicate-id',
    'bad-model-id',
    'no-schema',
    'too-complex',
    'output-open',
    'shipped',
    'found',
  ],
  ModelNotFoundError: [
    'unknown-model',
    'not-pulled',
    'missing-folder',
    'unusable-name',
    'missing-file',
    'unreadable-model',
    'unknown-lora',
    'unreadable-lora',
    'foreign-lora',
    'unfit-lora',
    'quantized-model',
    'unsupported-model',
    'not-exported',
  ],
  ModelFileError: ['unreadable', 'wrong-format', 'malformed', 'too-large', 'outside-folder', 'unsupported'],
  ParameterValidationError: [
    'missing',
    'invalid',
    'wrong-type',
    'out-of-range',
    'not-a-choice',
    'rule',
    'unknown',
    'unreadable-file',
    'file-not-allowed',
    'not-media',
  ],
  ProviderUnavailableError: [
    'no-engine',
    'not-configured',
    'malformed-key',
    'password-in-address',
    'not-running',
    'execution-provider',
  ],
  ProviderError: [
    'auth',
    'credit',
    'rate-limit',
    'long-wait',
    'policy',
    'refused',
    'server',
    'network',
    'timeout',
    'failed',
    'empty',
    'submission-unknown',
  ],
  AssetDownloadError: [
    'incomplete',
    'wrong-media-type',
    'not-an-image',
    'web-page',
    'unreadable-media',
    'gone',
    'not-allowed',
    'too-large',
  ],
  MediaImportError: ['unknown-type', 'damaged', 'too-large', 'empty', 'interrupted', 'not-writable'],
  BudgetExceededError: ['cap', 'day-cap', 'month-cap'],
  ConfirmationRequiredError: ['paid', 'unknown-price', 'model', 'advice'],
  IntegrityError: ['hash-mismatch', 'damaged-index', 'damaged-ledger'],
  LicenseError: ['no-licence'],
  OutOfMemoryError: ['model-too-large'],
  EngineCrashedError: ['exited', 'deadline'],
  TimeLimitError: ['passed', 'comparing'],
  DocumentConflictError: [
    'changed-on-disk',
    'stale-revision',
    'read-only',
    'already-running',
    'running-elsewhere',
    'file-exists',
    'not-writable',
  ],
  OutputFolderError: [
    'not-writable',
    'outside-document',
    'inside-application',
    'protected',
    'replaced',
    'not-a-folder',
    'not-a-file',
    'disk-full',
  ],
  DatabaseError: [
    'newer-version',
    'unreadable',
    'not-writable',
    'migration-failed',
    'disk-full',
    'write-failed',
    'network-share',
    'put-aside',
    'restored',
  ],
  KeyStoreError: ['no-keychain', 'locked', 'wrong-passphrase', 'weak-passphrase', 'damaged-file', 'set-by-environment'],
  PortInUseError: ['in-use', 'not-allowed'],
  NotFoundError: ['document', 'run', 'take', 'cell', 'asset', 'folder', 'example', 'generation', 'recommendation'],
  UsageError: [
    'invalid',
    'notes-too-long',
    'empty-prompt',
    'batch-axes',
    'batch-size',
    'batch-nothing',
    'batch-loras',
    'no-pictures',
  ],
  InternalError: ['bug'],
} as const;

export type FailureCode = keyof typeof failureKinds;
export type FailureKind<C extends FailureCode> = (typeof failureKinds)[C][number];

/** Where a failure happened. Paths are as the user gave them. Lines and columns count from 1. */
export interface FailurePlace {
  file?: string;
  line?: number;
  column?: number;
  unit?: string;
  layer?: string;
  parameter?: string;
  placeholder?: string;
  pointer?: string;
}

export interface FailureData {
  code: FailureCode;
  kind: string;
  message: string;
  hint: string;
  place: FailurePlace;
  /** Values the localised sentence of `code.kind` interpolates. */
  values: Record<string, string | number>;
}

export interface FailureOptions {
  hint: string;
  place?: FailurePlace;
  values?: Record<string, string | number>;
  cause?: unknown;
}

/** Base of every expected failure; `message` says what, `place` where, `hint` what to do next. */
export class TelarError<C extends FailureCode = FailureCode> extends Error {
  readonly code: C;
  readonly kind: FailureKind<C>;
  readonly hint: string;
  readonly place: FailurePlace;
  readonly values: Record<string, string | number>;

  constructor(code: C, kind: FailureKind<C>, message: string, options: FailureOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = code;
    this.code = code;
    this.kind = kind;
    this.hint = options.hint;
    this.place = options.place ?? {};
    this.values = options.values ?? {};
  }

  toJSON(): FailureData {
    return {
      code: this.code,
      kind: this.kind,
      message: this.message,
      hint: this.hint,
      place: this.place,
      values: this.values,
    };
  }
}

type FailureClass<C extends FailureCode> = new (
  kind: FailureKind<C>,
  message: string,
  options: FailureOptions,
) => TelarError<C>;

/** Classes by code, so that a failure that crossed a border is again an instance of its own class. */
const classes: { [C in FailureCode]?: FailureClass<C> } = {};

function failureClass<C extends FailureCode>(code: C): FailureClass<C> {
  const named = {
    [code]: class extends TelarError<C> {
      constructor(kind: FailureKind<C>, message: string, options: FailureOptions) {
        super(code, kind, message, options);
      }
    },
  };
  const made = (named as Record<C, FailureClass<C>>)[code];
  Object.assign(classes, { [code]: made });
  return made;
}

export const LayerDependencyError = failureClass('LayerDependencyError');
export const PlaceholderSyntaxError = failureClass('PlaceholderSyntaxError');
export const MatrixFormatError = failureClass('MatrixFormatError');
export const ClipError = failureClass('ClipError');
export const TemplateError = failureClass('TemplateError');
export const ModelNotFoundError = failureClass('ModelNotFoundError');
export const ModelFileError = failureClass('ModelFileError');
export const ParameterValidationError = failureClass('ParameterValidationError');
export const ProviderUnavailableError = failureClass('ProviderUnavailableError');
export const ProviderError = failureClass('ProviderError');
export const AssetDownloadError = failureClass('AssetDownloadError');
export const MediaImportError = failureClass('MediaImportError');
export const BudgetExceededError = failureClass('BudgetExceededError');
export const ConfirmationRequiredError = failureClass('ConfirmationRequiredError');
export const IntegrityError = failureClass('IntegrityError');
export const OutOfMemoryError = failureClass('OutOfMemoryError');
export const EngineCrashedError = failureClass('EngineCrashedError');
export const TimeLimitError = failureClass('TimeLimitError');
export const DocumentConflictError = failureClass('DocumentConflictError');
export const OutputFolderError = failureClass('OutputFolderError');
export const DatabaseError = failureClass('DatabaseError');
export const KeyStoreError = failureClass('KeyStoreError');
export const PortInUseError = failureClass('PortInUseError');
export const NotFoundError = failureClass('NotFoundError');
export const UsageError = failureClass('UsageError');

/** Failure data of anything thrown: a TelarError as it is, else an InternalError that names no internals. */
export function toFailure(error: unknown): FailureData {
  if (error instanceof TelarError) return error.toJSON();
  return {
    code: 'InternalError',
    kind: 'bug',
    message: error instanceof Error ? error.message : String(error),
    hint: 'This is a bug in Telar. The log in the data folder has the details.',
    place: {},
    values: {},
  };
}

/** Rebuilds a failure that crossed a process or network border. */
export function fromFailure({ code, kind, message, hint, place, values }: FailureData): TelarError {
  const options = { hint, place, values };
  const known = classes[code] as FailureClass<FailureCode> | undefined;
  if (known !== undefined) return new known(kind as FailureKind<FailureCode>, message, options);
  return new TelarError(code, kind as FailureKind<FailureCode>, message, options);
}

/** Cancelling is not a failure: it has a class of its own so that no catch mistakes it for one. */
export class CancelledError extends Error {
  constructor(message = 'Cancelled') {
    super(message);
    this.name = 'CancelledError';
  }
}
