import { microUsd, type MicroUsd } from '../../../shared/base/index.ts';
import type { TemplateCatalog } from '../../../shared/template/index.ts';
import type { LedgerJob } from '../ledger/index.ts';

/** What a finished job costs: its outputs are counted where the template charges for each, else what was reserved. */
export function chargeOf(job: LedgerJob, outputs: number, templates: TemplateCatalog): MicroUsd {
  const cost = templates.get(job.order.model)?.cost;
  return microUsd.parse(cost?.kind === 'per-output' ? Math.ceil(cost.usd * 1_000_000) * outputs : job.reservedMicroUsd);
}
