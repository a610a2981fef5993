import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { microUsd } from '../../../shared/base/index.ts';
import { loadTemplates } from '../../template/index.ts';
import type { LedgerJob } from '../ledger/index.ts';
import { chargeOf, declaredOutputs, dearerNotice, usageOf, type MediaFacts } from './charge.ts';

const { catalog } = await loadTemplates([join(resolve(import.meta.dirname, '../../../..'), 'resources', 'templates')]);
const flux = 'replicate/black-forest-labs/flux-schnell';
const seedance = 'replicate/bytedance/seedance-1-lite';

const picture: MediaFacts = { width: 1_000, height: 2_000, durationSeconds: null };
const film: MediaFacts = { width: 864, height: 480, durationSeconds: 5 };

/** A job of which only its order and its reserved price matter. */
function jobOf(model: string, input: LedgerJob['order']['input'], reserved: number): LedgerJob {
  return { reservedMicroUsd: microUsd.parse(reserved), order: { model, input } } as LedgerJob;
}

describe('what a job has used', () => {
  const nothing = { inputTokens: null, outputTokens: null, computeSeconds: null };
  it.each([
    ['pictures', {}, [picture, picture], { ...nothing, outputs: 2, megapixels: [2, 2], seconds: null }],
    ['a film', {}, [film], { ...nothing, outputs: 1, megapixels: [0.41472], seconds: 5 }],
    [
      'a film whose length the provider tells',
      { seconds: 6 },
      [film],
      { ...nothing, outputs: 1, megapixels: [0.41472], seconds: 6 },
    ],
    [
      'a text',
      { inputTokens: 12, outputTokens: 34, computeSeconds: 1.5 },
      [{ width: null, height: null, durationSeconds: null }],
      { outputs: 1, megapixels: null, seconds: null, inputTokens: 12, outputTokens: 34, computeSeconds: 1.5 },
    ],
  ])('is measured or told: %s', (_name, reported, media, usage) => {
    expect(usageOf(reported, media)).toEqual(usage);
  });
});

describe('what a job costs', () => {
  it.each([
    ['by its outputs', jobOf(flux, { prompt: 'p' }, 3_000), [picture, picture], 6_000],
    [
      'what was reserved, for a model that is not there any more',
      jobOf('replicate/gone/gone', {}, 7_000),
      [picture],
      7_000,
    ],
    [
      'what was reserved, where nothing could be measured',
      jobOf(seedance, { prompt: 'p', duration: 5, resolution: '480p' }, 90_000),
      [{ width: null, height: null, durationSeconds: null }],
      90_000,
    ],
  ])('%s', (_name, job, media, amount) => {
    expect(chargeOf(job, usageOf({}, media), catalog)).toBe(amount);
  });
});

describe('the notice of a dearer job', () => {
  it.each([
    ['the same', 80_000, 80_000, false],
    ['cheaper', 80_000, 10_000, false],
    ['less than a tenth more', 1_000_000, 1_090_000, false],
    ['less than a cent more', 3_000, 12_000, false],
    ['clearly more', 80_000, 120_000, true],
    ['of a job that was to cost nothing', 0, 20_000, true],
  ])('%s: %i reserved, %i charged', (_name, reserved, charged, isTold) => {
    const notice = dearerNotice(jobOf(flux, {}, reserved), microUsd.parse(charged));
    expect(notice).toEqual(isTold ? { kind: 'dearer', expectedMicroUsd: reserved, chargedMicroUsd: charged } : null);
  });
});

it.each([
  ['the parameter', flux, { num_outputs: 3 }, 3],
  ['its default', flux, {}, 1],
  ['no template', 'replicate/gone/gone', {}, null],
  ['a template without a count', seedance, {}, null],
])('declared outputs follow from %s', (_name, model, input, count) => {
  expect(declaredOutputs(catalog.get(model), input)).toBe(count);
});
