import { cellKey, layerName, unitId, UsageError } from '../../../shared/base/index.ts';
import { overwriteRule, type OverwriteRule, type PlanScope } from '../../../shared/plan/index.ts';

export interface PlanFlags {
  outputDir?: string;
  overwrite: string;
  unit?: string;
  layer?: string;
  cell?: string;
  to?: string;
  from?: string;
}

/** Reads the flags that choose cells. Throws UsageError for contradicting or malformed ones. */
export function parsePlanFlags(flags: PlanFlags): { scope: PlanScope; overwrite: OverwriteRule } {
  const overwrite = overwriteRule.safeParse(flags.overwrite);
  if (!overwrite.success) throw usage(`--overwrite is "${flags.overwrite}"`, 'Use stale, never or always.');
  if (flags.outputDir === '') throw usage('--output-dir is empty', 'Name a folder.');
  const named = [flags.unit, flags.layer, flags.cell, flags.to, flags.from].filter((flag) => flag !== undefined);
  if (named.length > 1)
    throw usage('several scopes were given', 'Use one of --unit, --layer, --cell, --to and --from.');
  return { scope: scopeOf(flags), overwrite: overwrite.data };
}

function scopeOf(flags: PlanFlags): PlanScope {
  try {
    if (flags.unit !== undefined) return { kind: 'unit', unit: unitId.parse(flags.unit) };
    if (flags.layer !== undefined) return { kind: 'layer', layer: layerName.parse(flags.layer) };
    if (flags.cell !== undefined) return { kind: 'cells', cells: [cellKey.parse(flags.cell)] };
    if (flags.to !== undefined) return { kind: 'to-cell', cell: cellKey.parse(flags.to) };
    if (flags.from !== undefined) return { kind: 'from-cell', cell: cellKey.parse(flags.from) };
    return { kind: 'all' };
  } catch (error) {
    throw usage('a unit, layer or cell is misspelled', 'A cell is written as unit/layer.', error);
  }
}

function usage(what: string, hint: string, cause?: unknown): Error {
  return new UsageError('invalid', `The options are not usable: ${what}.`, { hint, cause });
}
