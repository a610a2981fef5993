import type { ComponentVariants } from '../../../shared/local-engine/index.ts';
import type { RunningConversion } from '../../studio/index.ts';

/** How much of a whole model is written, 0 to 1: its parts come in order, and count by the size of their originals. */
export function conversionShare(
  components: readonly ComponentVariants[],
  { component, share }: Pick<RunningConversion, 'component' | 'share'>,
): number {
  const sizes = components.map(({ name, present }) => ({ name, bytes: present[0]?.bytes ?? 0 }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const at = sizes.findIndex(({ name }) => name === component);
  if (at < 0 || total === 0) return 0;
  const before = sizes.slice(0, at).reduce((sum, { bytes }) => sum + bytes, 0);
  return (before + (sizes[at]?.bytes ?? 0) * share) / total;
}

/** What there is of one precision: of how many parts, and how large; and how large it would be if written whole. */
export function sizeOf(
  components: readonly ComponentVariants[],
  precision: 'fp32' | 'fp16' | 'int8',
): { parts: number; bytes: number; expectedBytes: number } {
  const found = components.flatMap(({ present }) => present.filter((each) => each.precision === precision));
  return {
    parts: found.length,
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    expectedBytes: precision === 'fp32' ? 0 : components.reduce((sum, { expected }) => sum + expected[precision], 0),
  };
}
