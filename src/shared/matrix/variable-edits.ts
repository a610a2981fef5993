import type { JsonObject } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';
import type { MatrixEdit, SingleEdit } from './edit-schema.ts';
import { mapParameterStrings, rewritePlaceholders } from './rewrite-placeholders.ts';

/** Names of all units' variables: in the order that the table was given, then as they are first met. */
export function unitVariables(matrix: MatrixDocument): string[] {
  const present = new Set(matrix.units.flatMap((unit) => Object.keys(unit.vars)));
  const ordered = (matrix.view?.table?.variables ?? []).filter((name) => present.has(name));
  return [...new Set([...ordered, ...present])];
}

/**
 * Puts a variable's column elsewhere; `index` is where it stands among those of variables afterwards. The order is one of
 * the view: units may have different variables, so that no order within them could say it.
 */
export function moveVariable(matrix: MatrixDocument, name: string, index: number): MatrixEdit {
  const others = unitVariables(matrix).filter((each) => each !== name);
  const variables = [...others.slice(0, index), name, ...others.slice(index)].slice(0, mostOrdered);
  return { type: 'set-view', field: 'table', value: { ...matrix.view?.table, variables } };
}

/** Variables that a document keeps the order of. */
const mostOrdered = 1_000;

/** Gives every unit a variable, empty; units that have it keep theirs. */
export function addVariable(matrix: MatrixDocument, name: string): MatrixEdit {
  const edits = matrix.units
    .filter((unit) => !Object.hasOwn(unit.vars, name))
    .map((unit): SingleEdit => ({ type: 'set-unit-variable', unit: unit.id, name, value: '' }));
  return { type: 'batch', edits };
}

/** Takes a variable from every unit; placeholders that name it stay, and the plan says that it is missing. */
export function removeVariable(matrix: MatrixDocument, name: string): MatrixEdit {
  const edits = matrix.units
    .filter((unit) => Object.hasOwn(unit.vars, name))
    .map((unit): SingleEdit => ({ type: 'set-unit-variable', unit: unit.id, name }));
  return { type: 'batch', edits };
}

/** Calls a variable something else in every unit, in its old place, and in every placeholder that names it. */
export function renameVariable(matrix: MatrixDocument, from: string, to: string): MatrixEdit {
  const change = (text: string): string =>
    rewritePlaceholders(text, (target, source) =>
      target.kind === 'unit-variable' && target.name === from ? source.replace(/vars\.\w+/, `vars.${to}`) : null,
    );
  const changed = (parameters: JsonObject): [string, JsonObject[string]][] => {
    const after = mapParameterStrings(parameters, change);
    return Object.entries(after).filter(([name, value]) => value !== parameters[name]);
  };
  const edits: SingleEdit[] = [];
  for (const { name: layer, parameters } of matrix.layers) {
    for (const [parameter, value] of changed(parameters)) {
      edits.push({ type: 'set-layer-parameter', layer, parameter, value });
    }
  }
  for (const unit of matrix.units) {
    if (Object.hasOwn(unit.vars, from)) {
      const vars = Object.entries(unit.vars).map(([name, value]) => [name === from ? to : name, value] as const);
      edits.push({ type: 'set-unit', unit: unit.id, changes: { vars: Object.fromEntries(vars) } });
    }
    for (const layer of matrix.layers) {
      const parameters = unit.cells[layer.name]?.parameters;
      if (parameters === undefined) continue;
      for (const [parameter, value] of changed(parameters)) {
        edits.push({ type: 'set-cell-parameter', unit: unit.id, layer: layer.name, parameter, value });
      }
    }
  }
  const { table } = matrix.view ?? {};
  if (table?.variables?.includes(from) === true) {
    const variables = table.variables.map((name) => (name === from ? to : name));
    edits.push({ type: 'set-view', field: 'table', value: { ...table, variables } });
  }
  return { type: 'batch', edits };
}
