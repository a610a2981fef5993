import type { Translate } from '../../i18n/index.ts';
import type { Reference } from './layout-graph.ts';

/** What a line says to those who do not see it. */
export function wireName({ source, target, parameters }: Reference, t: Translate): string {
  return t('canvas.wire', { source, cell: target, parameters: parameters.join(', ') });
}
