import { offloadStrategies, type OffloadStrategy } from '../../shared/local-engine/index.ts';
import { largestOf, sumOf, type MemoryUse } from './memory-use.ts';

/** The component that does nearly all the work, and so is the last one to let go of. */
const mainComponent = 'unet';

/** A part of a model, such as its text encoder, and what it takes while it is in memory. */
export interface ComponentUse {
  name: string;
  use: MemoryUse;
  /** Changes with the weights, for example by a LoRA: a session of another version is loaded anew. */
  version: string;
}

/** Whether a component stays in memory when another one of its model is needed. */
export function staysBeside(strategy: OffloadStrategy, name: string): boolean {
  return strategy === 'none' || (strategy === 'balanced' && name === mainComponent);
}

/** What a model takes at most while it makes a picture: what stays, the largest of the rest, and its work itself. */
export function peakUse(
  { components, working }: { components: readonly ComponentUse[]; working: MemoryUse },
  strategy: OffloadStrategy,
): MemoryUse {
  const staying = components.filter(({ name }) => staysBeside(strategy, name));
  const taking = components.filter(({ name }) => !staysBeside(strategy, name));
  return sumOf([...staying.map(({ use }) => use), largestOf(taking.map(({ use }) => use)), working]);
}

/** The one of two strategies that takes less. */
export function lowerOf(a: OffloadStrategy, b: OffloadStrategy): OffloadStrategy {
  return offloadStrategies.indexOf(a) > offloadStrategies.indexOf(b) ? a : b;
}

/** A strategy and all that take less, in order. */
export function strategiesFrom(strategy: OffloadStrategy): readonly OffloadStrategy[] {
  return offloadStrategies.slice(offloadStrategies.indexOf(strategy));
}
