/** Solves `matrix * x = right` by Gaussian elimination with partial pivoting. The matrix is square and not singular. */
export function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let column = 0; column < rows.length; column++) {
    const rest = rows.slice(column).map((row) => Math.abs(row[column] ?? 0));
    const pivot = column + rest.indexOf(Math.max(...rest));
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    for (let row = column + 1; row < rows.length; row++) {
      const factor = at(row, column) / at(column, column);
      rows[row] = (rows[row] ?? []).map((value, k) => value - factor * at(column, k));
    }
  }
  const solution = new Array<number>(rows.length).fill(0);
  for (let row = rows.length - 1; row >= 0; row--) {
    const known = solution.reduce((sum, value, k) => sum + value * at(row, k), 0);
    solution[row] = (at(row, rows.length) - known) / at(row, row);
  }
  return solution;
}
