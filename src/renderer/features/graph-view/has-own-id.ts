import type { Unit } from '../../../shared/matrix/index.ts';

/** Whether a unit's id says more than its title. */
export function hasOwnId({ id, title }: Unit): boolean {
  return (title ?? id).toLowerCase() !== id.toLowerCase();
}
