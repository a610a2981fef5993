/** Index the arrow keys lead to in a grid of so many columns; the same index at a border. */
export function gridMove(index: number, key: string, grid: { columns: number; count: number }): number | null {
  const last = grid.count - 1;
  const targets: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index - grid.columns,
    ArrowDown: index + grid.columns,
    Home: 0,
    End: last,
  };
  const target = targets[key];
  if (target === undefined) return null;
  return target < 0 || target > last ? index : target;
}
