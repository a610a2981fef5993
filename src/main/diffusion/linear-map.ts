/** Colours as a linear function of latents: one row of three a channel, and the colour of all zeros. */
export interface LinearMap {
  rows: readonly (readonly number[])[];
  bias: readonly number[];
}

/**
 * The map that comes nearest to samples of inputs and outputs, by least squares with a constant term (normal equations in
 * doubles, a touch of ridge so that a dead channel does no harm).
 */
export function fitLinearMap(
  inputs: readonly (readonly number[])[],
  outputs: readonly (readonly number[])[],
): LinearMap {
  const width = (inputs[0]?.length ?? 0) + 1;
  const targets = outputs[0]?.length ?? 0;
  const table = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width + targets }, (_, j): number => (i === j ? 1e-6 : 0)),
  );
  inputs.forEach((input, sample) => {
    const values = [...input, 1];
    const all = [...values, ...(outputs[sample] ?? [])];
    values.forEach((value, i) => {
      const row = table[i] ?? [];
      all.forEach((each, j) => (row[j] = (row[j] ?? 0) + value * each));
    });
  });
  eliminate(table);
  const solution = table.map((row) => row.slice(width));
  return { rows: solution.slice(0, -1), bias: solution.at(-1) ?? [] };
}

/** Gauss-Jordan elimination with row pivots, in place: the left square becomes the unit matrix. */
function eliminate(table: number[][]): void {
  table.forEach((_, column) => {
    const size = (row: number): number => Math.abs(table[row]?.[column] ?? 0);
    let pivot = column;
    for (let row = column + 1; row < table.length; row++) if (size(row) > size(pivot)) pivot = row;
    const chosen = table[pivot] ?? [];
    table[pivot] = table[column] ?? [];
    const divisor = chosen[column] ?? 1;
    const unit = chosen.map((value) => value / divisor);
    table[column] = unit;
    table.forEach((row, i) => {
      const share = row[column] ?? 0;
      if (i !== column) table[i] = row.map((value, j) => value - share * (unit[j] ?? 0));
    });
  });
}
