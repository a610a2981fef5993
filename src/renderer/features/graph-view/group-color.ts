import type { CellGroup } from '../../../shared/matrix/index.ts';

/** Colour of a group in either theme, dark enough on light ground and light enough on dark. */
export function groupColor(color: CellGroup['color']): string {
  if (color === 'gray') return 'var(--telar-line-strong)';
  return `light-dark(var(--mantine-color-${color}-8), var(--mantine-color-${color}-4))`;
}
