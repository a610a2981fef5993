import type { Take } from '../../../shared/artifact/index.ts';
import type { TakeId } from '../../../shared/base/index.ts';
import type { RunResources } from '../run-resources.ts';

/** Does the work of a job, or joins who does it already: two of them would look it up, fetch and book it twice. */
export function once(id: TakeId, { remote }: RunResources, work: () => Promise<Take>): Promise<Take> {
  const known = remote.following.get(id);
  if (known !== undefined) return known;
  const doing = work().finally(() => remote.following.delete(id));
  remote.following.set(id, doing);
  return doing;
}
