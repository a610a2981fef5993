import type { ModelTemplate } from '../../shared/template/index.ts';
import type { Engine } from '../engine/index.ts';
import type { ExecutionOptions } from './cell-executor.ts';
import type { PaceLimit } from './pace.ts';
import type { PreparedCell } from './prepare-cell.ts';
import type { RunResources } from './run-resources.ts';

/** What Replicate takes from an account in a minute (replicate.com/docs/topics/predictions/rate-limits), and what no other gets more of. */
const createsPerMinute = 600;

/**
 * Waits for the turn of a cell. To be asked for right before the call: what lies between the two, such as an upload, takes
 * longer for one cell than for another, and would let more through in a minute.
 */
export async function awaitTurn(
  { engine, template }: Pick<PreparedCell, 'engine' | 'template'>,
  { pace, clock }: Pick<RunResources, 'pace' | 'clock'>,
  { signal, onEvent }: Pick<ExecutionOptions, 'signal' | 'onEvent'>,
): Promise<void> {
  const waits: number[] = [];
  await pace.turn(paceLimitsOf(engine, template), {
    clock,
    signal,
    onWait(ms) {
      waits.push(ms);
      const message = `As many calls of ${template.title} as a minute may have are made; the next one waits.`;
      onEvent({ type: 'waiting', message, untilMs: clock.nowMs() + ms });
    },
  });
  if (waits.length > 0) onEvent({ type: 'resumed' });
}

/** What a call of this model may not exceed: the provider's limit, and the one of its template. */
function paceLimitsOf(engine: Engine, { id, provider, rate_limit: limit }: ModelTemplate): PaceLimit[] {
  const ofProvider = engine.kind === 'remote' ? [{ key: `provider ${provider}`, count: createsPerMinute }] : [];
  const perMinute = limit?.per_minute;
  // A rehearsal asks nobody.
  return perMinute === undefined || engine.provider !== provider
    ? ofProvider
    : [...ofProvider, { key: `model ${id}`, count: perMinute }];
}
