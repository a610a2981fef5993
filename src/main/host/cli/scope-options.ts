import { cellKey, fromUsd, layerName, unitId, UsageError, type MicroUsd } from '../../../shared/base/index.ts';
import type { RunChoices } from '../../../shared/contract/index.ts';
import type { MatrixDocument } from '../../../shared/matrix/index.ts';
import { overwriteRule, type PlanScope } from '../../../shared/plan/index.ts';

export interface PlanFlags {
  outputDir?: string;
  overwrite: string;
  unit?: string;
  layer?: string;
  cell?: string;
  to?: string;
  from?: string;
  stale?: boolean;
  failed?: boolean;
  onError?: string;
  maxThreads?: string;
  budget?: string;
  strict?: boolean;
  rehearse?: boolean;
  yes?: boolean;
  allowUnknownPrice?: boolean;
  allowPath?: string[];
}

/** Reads the flags that choose cells and how they run. Throws UsageError for contradicting or malformed ones. */
export function parseRunFlags(flags: PlanFlags, matrix: MatrixDocument): RunChoices {
  const overwrite = overwriteRule.safeParse(flags.overwrite);
  if (!overwrite.success) throw usage(`--overwrite is "${flags.overwrite}"`, 'Use stale, never or always.');
  if (flags.outputDir === '') throw usage('--output-dir is empty', 'Name a folder.');
  const { onError } = flags;
  if (onError !== undefined && onError !== 'stop' && onError !== 'continue') {
    throw usage(`--on-error is "${onError}"`, 'Use stop or continue.');
  }
  const { unit, layer, cell, to, from, stale, failed } = flags;
  const named = [unit, layer, cell, to, from, stale, failed].filter((flag) => flag !== undefined);
  if (named.length > 1) {
    throw usage('several scopes were given', 'Use one of --unit, --layer, --cell, --to, --from, --stale and --failed.');
  }
  return {
    scope: scopeOf(flags, matrix),
    overwrite: overwrite.data,
    rehearse: flags.rehearse === true,
    onError,
    maxThreads: parseThreads(flags.maxThreads),
    strict: flags.strict,
  };
}

/** Reads `--budget`, in US dollars; null when it was not given. */
export function parseBudget(text: string | undefined): MicroUsd | null {
  if (text === undefined) return null;
  const usd = Number(text);
  if (text.trim() === '' || !Number.isFinite(usd) || usd < 0 || usd > 1_000_000) {
    throw usage(`--budget is "${text}"`, 'Use an amount in US dollars, such as 1.50.');
  }
  return fromUsd(usd);
}

function parseThreads(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 64) return threads;
  throw usage(`--max-threads is "${text}"`, 'Use a whole number from 1 to 64.');
}

function scopeOf(flags: PlanFlags, matrix: MatrixDocument): PlanScope {
  try {
    if (flags.unit !== undefined) return { kind: 'unit', unit: unitId.parse(flags.unit) };
    if (flags.layer !== undefined) return { kind: 'layer', layer: layerName.parse(layerOf(flags.layer, matrix)) };
    if (flags.cell !== undefined) return { kind: 'cells', cells: [cellOf(flags.cell, matrix)] };
    if (flags.to !== undefined) return { kind: 'to-cell', cell: cellOf(flags.to, matrix) };
    if (flags.from !== undefined) return { kind: 'from-cell', cell: cellOf(flags.from, matrix) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw usage('a unit, layer or cell is misspelled', 'A cell is written as unit/layer.', error);
  }
  if (flags.stale === true) return { kind: 'stale' };
  return flags.failed === true ? { kind: 'failed' } : { kind: 'all' };
}

/** A layer may be named by its index, as in placeholders. */
function layerOf(text: string, matrix: MatrixDocument): string {
  if (!/^\d+$/.test(text)) return text;
  const layer = matrix.layers[Number(text)];
  if (layer !== undefined) return layer.name;
  throw usage(`there is no layer ${text}`, `The document has ${matrix.layers.length} layers, counted from 0.`);
}

function cellOf(text: string, matrix: MatrixDocument) {
  const [unit = '', layer = '', ...rest] = text.split('/');
  if (rest.length > 0) throw usage(`"${text}" is no cell`, 'A cell is written as unit/layer.');
  return cellKey.parse(`${unit}/${layerOf(layer, matrix)}`);
}

function usage(what: string, hint: string, cause?: unknown): Error {
  return new UsageError('invalid', `The options are not usable: ${what}.`, { hint, cause });
}
