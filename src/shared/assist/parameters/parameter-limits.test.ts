import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterSchemas } from '../../template/index.ts';
import { artisticStyle, contentType, qualityLevel } from '../intent.ts';
import { parameterAdvice, priority, type Constraints } from '../parameter-advice.ts';
import { sizesFor } from './choose-size.ts';
import { limitsOf } from './model-limits.ts';
import { modelRuleFor } from './model-rules.ts';
import {
  rules,
  mini,
  xl,
  analysisOf,
  ordinary,
  machine,
  ownValues,
  advise,
} from '../../../../tests/assist/parameter-terms.ts';

describe('limits', () => {
  const slow = machine(10, 1e9);

  it('take steps first, then pixels', () => {
    const complex = analysisOf({ contentType: 'landscape' }, 0.9);
    const limited = (maxTimeSeconds: number) =>
      advise(ordinary, { analysis: complex, estimate: slow, constraints: { priority: 'quality', maxTimeSeconds } });
    expect(limited(1_000).params).toMatchObject({ steps: 50, width: 640, height: 448 });
    const fewer = limited(125);
    expect(fewer.params).toMatchObject({ steps: 43, width: 640, height: 448 });
    expect(fewer.choices[0]).toMatchObject({ rule: 'time-limit', because: { limit: 125, complexity: 'complex' } });
    const smaller = limited(95);
    expect(smaller.params).toMatchObject({ steps: 42, width: 576, height: 384 });
    expect(smaller.choices[2]).toMatchObject({ rule: 'time-limit', path: [{ value: 640 }, { value: 576 }] });
    expect(fewer.conflicts).toEqual([]);
  });

  it('a picture that does not fit into memory gets smaller, and says so', () => {
    const advice = advise(ordinary, {
      estimate: machine(0.1, 1024 ** 3, 4_096),
      constraints: { priority: 'balanced', maxVramGb: 1.8 },
    });
    expect(advice.choices[2]).toMatchObject({ rule: 'memory-limit', because: { limit: 1.8 } });
    expect(advice.estimate.memoryBytes?.value).toBeLessThanOrEqual(1.8 * 1024 ** 3);
    expect(advice.conflicts).toEqual([]);
  });

  it('a limit without any estimate is named as one that nobody can promise', () => {
    const advice = advise(xl, {
      estimate: () => ({ seconds: null, memoryBytes: null }),
      constraints: { priority: 'balanced', maxTimeSeconds: 5, maxVramGb: 1 },
    });
    expect(advice.conflicts).toEqual([{ constraint: 'maxTimeSeconds', wanted: 5, nearest: null, why: 'no-estimate' }]);
  });

  const anyAnalysis = fc
    .record({
      artisticStyle: fc.option(fc.constantFrom(...artisticStyle.options)),
      contentType: fc.option(fc.constantFrom(...contentType.options)),
      qualityLevel: fc.constantFrom(...qualityLevel.options),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ score, ...intent }) => analysisOf(intent, score));
  const anyLimits = fc.record(
    {
      priority: fc.constantFrom(...priority.options),
      maxTimeSeconds: fc.double({ min: 0.01, max: 200, noNaN: true }),
      maxVramGb: fc.double({ min: 0.1, max: 16, noNaN: true }),
    },
    { requiredKeys: ['priority'] },
  ) as fc.Arbitrary<Constraints>;
  const anyMachine = fc.tuple(
    fc.double({ min: 0.01, max: 30, noNaN: true }),
    fc.integer({ min: 1e8, max: 8e9 }),
    fc.integer({ min: 0, max: 20_000 }),
  );

  it('are kept in 1,000 random sets of them, or the conflict is named and nothing would have kept it', () => {
    let kept = 0;
    let named = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(mini, ordinary, xl),
        anyAnalysis,
        anyLimits,
        anyMachine,
        (template, analysis, limits, speed) => {
          const estimate = machine(...speed);
          const advice = advise(template, { analysis, constraints: limits, estimate });
          expect(parameterAdvice.parse(advice)).toEqual(advice);
          expect(advice).toEqual(advise(template, { analysis, constraints: limits, estimate }));
          const { seconds, memoryBytes } = estimate(advice.params);
          expect(advice.estimate).toEqual({ seconds, memoryBytes });
          const broken = [
            ...((seconds?.value ?? 0) > (limits.maxTimeSeconds ?? Infinity) ? ['maxTimeSeconds'] : []),
            ...((memoryBytes?.value ?? 0) > (limits.maxVramGb ?? Infinity) * 1024 ** 3 ? ['maxVramGb'] : []),
          ];
          expect(advice.conflicts.map(({ constraint }) => constraint)).toEqual(broken);
          if (broken.length === 0) kept += 1;
          else named += 1;
          if (broken.length === 0) return;
          const own = limitsOf(template);
          const fewest = modelRuleFor(template, rules)?.leastSteps ?? 8;
          const feasible = sizesFor(own, analysis.intent.contentType).some((size) => {
            const least = estimate({ ...advice.params, ...size, steps: fewest });
            return (
              (least.seconds?.value ?? 0) <= (limits.maxTimeSeconds ?? Infinity) &&
              (least.memoryBytes?.value ?? 0) <= (limits.maxVramGb ?? Infinity) * 1024 ** 3
            );
          });
          expect(feasible).toBe(false);
        },
      ),
      { numRuns: 1_000, seed: 7 },
    );
    expect(kept).toBeGreaterThan(200);
    expect(named).toBeGreaterThan(100);
  }, 120_000);

  it('leave values that every model takes', () => {
    fc.assert(
      fc.property(fc.constantFrom(mini, ordinary, xl), anyAnalysis, anyLimits, (template, analysis, limits) => {
        const { params } = advise(template, { analysis, constraints: limits });
        const own = parameterSchemas(template);
        for (const [name, value] of Object.entries(ownValues(template, params))) {
          const schema = own[name];
          if (typeof value !== 'number') expect(schema?.enum ?? [value]).toContain(value);
          else {
            expect(value).toBeGreaterThanOrEqual(schema?.minimum ?? -Infinity);
            expect(value).toBeLessThanOrEqual(schema?.maximum ?? Infinity);
            expect(schema?.enum ?? [value]).toContain(value);
          }
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
