/**
 * The least of β'Mβ − 2t'β without negative parts, for a symmetric positive definite M of few rows: the solution for each
 * set of parts that may be other than 0 is tried, and the best of those without negatives is taken (Lawson and Hanson
 * 1974 find the set step by step; with three parts there are seven).
 */
export function leastWithoutNegatives(matrix: readonly (readonly number[])[], target: readonly number[]): number[] {
  const size = target.length;
  let best = { value: 0, parts: target.map(() => 0) };
  for (let set = 1; set < 2 ** size; set++) {
    const members = target.flatMap((_, index) => ((set >> index) & 1 ? [index] : []));
    const solved = solve(
      members.map((row) => members.map((column) => matrix[row]?.[column] ?? 0)),
      members.map((row) => target[row] ?? 0),
    );
    if (solved.some((part) => part < 0)) continue;
    // At the least of its own set the form is -t'β.
    const value = -solved.reduce((sum, part, index) => sum + part * (target[members[index] ?? 0] ?? 0), 0);
    if (value >= best.value) continue;
    best = { value, parts: target.map((_, index) => solved[members.indexOf(index)] ?? 0) };
  }
  return best.parts;
}

/** Solution of a positive definite system, by elimination. */
function solve(matrix: number[][], target: number[]): number[] {
  const rows = matrix.map((line, index) => [...line, target[index] ?? 0]);
  for (const [at, pivotRow] of rows.entries()) {
    const pivot = pivotRow[at] ?? 1;
    for (const row of rows.slice(at + 1)) {
      const factor = (row[at] ?? 0) / pivot;
      for (const [column, value] of pivotRow.entries()) row[column] = (row[column] ?? 0) - factor * value;
    }
  }
  const solution: number[] = target.map(() => 0);
  for (const at of [...rows.keys()].reverse()) {
    const row = rows[at] ?? [];
    const known = solution.reduce((sum, value, column) => (column > at ? sum + value * (row[column] ?? 0) : sum), 0);
    solution[at] = ((row.at(-1) ?? 0) - known) / (row[at] ?? 1);
  }
  return solution;
}
