import type { CellKey } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { PlanScope } from '../../../shared/plan/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';
import type { Translate } from '../../i18n/index.ts';

/** A part of the matrix that can be run by itself. */
export interface ScopeChoice {
  scope: PlanScope;
  /** Stands for the scope in a list. */
  id: string;
  label: string;
  isEnabled: boolean;
}

export interface ScopeFacts {
  /** The cell in the inspector. */
  selected: MatrixCell | null;
  /** Cells of the newest run that did not get done. */
  failed: number;
}

const unfinished: ReadonlySet<CellRun['state']> = new Set(['failed', 'blocked', 'cancelled', 'unknown']);

/** How many cells of a run "retry failed" would take up again. */
export function countUnfinished(cells: Iterable<CellRun>): number {
  return [...cells].filter((cell) => unfinished.has(cell.state)).length;
}

/** Name of a scope for people. */
export function scopeLabel(scope: PlanScope, t: Translate): string {
  switch (scope.kind) {
    case 'all':
    case 'stale':
    case 'failed':
      return t(`launch.scope.${scope.kind}`);
    case 'unit':
      return t('launch.scope.unit', { name: scope.unit });
    case 'layer':
      return t('launch.scope.layer', { name: scope.layer });
    case 'from-cell':
    case 'to-cell':
      return t(`launch.scope.${scope.kind}`, { name: scope.cell });
    case 'without': {
      const { layers, units } = scope;
      return t('launch.scope.without', { names: [...layers, ...units].join(', ') });
    }
    case 'cells': {
      const only: CellKey | undefined = scope.cells.length === 1 ? scope.cells[0] : undefined;
      if (only !== undefined) return t('launch.scope.cell', { name: only });
      return t('launch.scope.some', { count: scope.cells.length });
    }
  }
}

/** The parts of a matrix on offer: the whole, then what the selection names. */
export function scopeChoices({ selected, failed }: ScopeFacts, t: Translate): ScopeChoice[] {
  const whole: [PlanScope, boolean][] = [
    [{ kind: 'all' }, true],
    [{ kind: 'stale' }, true],
    [{ kind: 'failed' }, failed > 0],
  ];
  const parts: [PlanScope, boolean][] =
    selected === null
      ? []
      : [
          [{ kind: 'cells', cells: [selected.key] }, true],
          [{ kind: 'unit', unit: selected.unit.id }, true],
          [{ kind: 'layer', layer: selected.layer.name }, true],
          [{ kind: 'from-cell', cell: selected.key }, true],
          [{ kind: 'to-cell', cell: selected.key }, true],
        ];
  return [...whole, ...parts].map(([scope, isEnabled]) => {
    return { scope, isEnabled, id: JSON.stringify(scope), label: scopeLabel(scope, t) };
  });
}
