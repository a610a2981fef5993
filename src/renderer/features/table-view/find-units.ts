import type { MatrixDocument, Unit } from '../../../shared/matrix/index.ts';
import { stateFilters, type StateFilter, type TableFacts } from './table-facts.ts';

/** Whether a word is one of the table's filters; anything else shows all. */
export function isStateFilter(word: string): word is StateFilter {
  return stateFilters.some((filter) => filter === word);
}

/** Units that have a cell of the kind and say all of the words, in their names, variables or own parameters. */
export function findUnits(matrix: MatrixDocument, facts: TableFacts, filter: string, query: string): readonly Unit[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const inState = isStateFilter(filter) ? facts.units[filter] : null;
  if (inState === null && words.length === 0) return matrix.units;
  return matrix.units.filter((unit) => {
    if (inState !== null && !inState.has(unit.id)) return false;
    if (words.length === 0) return true;
    const text = textOf(unit);
    return words.every((word) => text.includes(word));
  });
}

function textOf(unit: Unit): string {
  const own = Object.values(unit.cells).flatMap((override) => Object.values(override?.parameters ?? {}));
  const texts = own.filter((value) => typeof value === 'string');
  return [unit.id, unit.title ?? '', ...Object.values(unit.vars), ...texts].join('\n').toLowerCase();
}
