import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** What was spent, and the reset of the totals. */
export function costHandlers(studio: Studio, { costs, events }: RouterParts) {
  return {
    summary: studio.costs.summary.handler(() => costs.summary()),
    totals: studio.costs.totals.handler(({ input: { by, splitBy, ...range } }) => costs.totals(range, by, splitBy)),
    drift: studio.costs.drift.handler(({ input }) => costs.drift(input)),
    exportCsv: studio.costs.exportCsv.handler(({ input }) => ({ text: costs.exportCsv(input) })),
    reset: studio.costs.reset.handler(() => {
      const summary = costs.reset();
      events.publish({ type: 'costs.changed' });
      return summary;
    }),
  };
}
