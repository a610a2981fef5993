import type { Take } from '../../../shared/artifact/index.ts';
import { microUsd, type JsonObject, type MicroUsd } from '../../../shared/base/index.ts';
import type { CellNotice } from '../../../shared/run/index.ts';
import {
  actualPrice,
  withDefaults,
  type ModelTemplate,
  type TemplateCatalog,
  type Usage,
} from '../../../shared/template/index.ts';
import type { ReportedUsage } from '../../engine/index.ts';
import type { LedgerJob } from '../ledger/index.ts';

/** Size and length of a delivered file. */
export type MediaFacts = Pick<Take, 'width' | 'height' | 'durationSeconds'>;

/** What the job has used: what the provider tells, else what is measured on its files. */
export function usageOf(reported: ReportedUsage, media: readonly MediaFacts[]): Usage {
  const megapixels = media.flatMap(({ width, height }) =>
    width === null || height === null ? [] : [(width * height) / 1_000_000],
  );
  const seconds = media.flatMap(({ durationSeconds }) => (durationSeconds === null ? [] : [durationSeconds]));
  return {
    outputs: media.length,
    megapixels: megapixels.length === media.length ? megapixels : null,
    seconds: reported.seconds ?? (seconds.length === 0 ? null : seconds.reduce((sum, each) => sum + each, 0)),
    inputTokens: reported.inputTokens ?? null,
    outputTokens: reported.outputTokens ?? null,
    computeSeconds: reported.computeSeconds ?? null,
  };
}

/** What a finished job costs by what it used and the tariff at its order; where that is not known, what was reserved for it. */
export function chargeOf(job: LedgerJob, usage: Usage, templates: TemplateCatalog): MicroUsd {
  const template = templates.get(job.order.model);
  if (template === undefined) return microUsd.parse(job.reservedMicroUsd);
  // Jobs of earlier versions of Telar have not kept their tariff.
  const ordered = { ...template, cost: job.order.tariff ?? template.cost };
  const { amountMicroUsd, isMeasured } = actualPrice(ordered, job.order.input, usage);
  return isMeasured ? amountMicroUsd : microUsd.parse(job.reservedMicroUsd);
}

/** A tenth, and a cent, above what was reserved: less is rounding. */
const tolerance = { share: 1.1, microUsd: 10_000 };

/** Tells when a job was clearly dearer than it was announced; null when it was not. */
export function dearerNotice(job: LedgerJob, charged: MicroUsd): CellNotice | null {
  const expected = job.reservedMicroUsd;
  if (charged <= expected * tolerance.share || charged - expected <= tolerance.microUsd) return null;
  return { kind: 'dearer', expectedMicroUsd: expected, chargedMicroUsd: charged };
}

/** How many files a call was to make at most; null where the template does not say. */
export function declaredOutputs(template: ModelTemplate | undefined, input: JsonObject): number | null {
  if (template === undefined || !('count' in template.cost) || template.cost.count === undefined) return null;
  const { parameter, when } = template.cost.count;
  const parameters = withDefaults(template, input);
  if (when !== undefined && parameters[when.parameter] !== when.equals) return 1;
  const declared = Number(parameters[parameter] ?? 1);
  return Number.isInteger(declared) && declared > 0 ? declared : null;
}
