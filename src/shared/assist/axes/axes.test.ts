import { describe, expect, it } from 'vitest';
import telarMini from '../../../../resources/templates/local/telar-mini.json' with { type: 'json' };
import fluxSchnell from '../../../../resources/templates/replicate/flux-schnell.json' with { type: 'json' };
import { modelTemplate } from '../../template/index.ts';
import { batchAxis } from '../batch.ts';
import { axisProblem } from './check-axis.ts';
import { parseAxis, parseStrengths, type AxisName } from './parse-axis.ts';

describe('an axis as it is typed', () => {
  it.each([
    ['steps', '4, 8,12', { kind: 'values', parameter: 'steps', values: [4, 8, 12] }],
    ['steps', '4, 8, ', { kind: 'values', parameter: 'steps', values: [4, 8] }],
    ['cfg', '2..5.5/4', { kind: 'range', parameter: 'guidanceScale', from: 2, to: 5.5, count: 4 }],
    ['width', ' 64 .. 128 / 2 ', { kind: 'range', parameter: 'width', from: 64, to: 128, count: 2 }],
    ['seed', '4', { kind: 'seed', count: 4 }],
    ['sampler', 'ddim, euler', { kind: 'scheduler', values: ['ddim', 'euler'] }],
    [
      'lora',
      'none, neon:0.8, neon:-0.5 + sepia',
      {
        kind: 'lora',
        values: [
          [],
          [{ id: 'neon', weight: 0.8 }],
          [
            { id: 'neon', weight: -0.5 },
            { id: 'sepia', weight: 1 },
          ],
        ],
      },
    ],
  ] as [AxisName, string, object][])('%s=%s is read, and a batch takes it', (name, text, axis) => {
    expect(parseAxis(name, text)).toEqual({ axis });
    expect(batchAxis.safeParse(axis).success).toBe(true);
  });

  const list = (count: number): string => Array.from({ length: count }, (_, i) => i + 1).join(',');
  it.each([
    ['steps', ' , ', { kind: 'empty' }],
    ['steps', '4,,8', { kind: 'gap' }],
    ['sampler', ',euler', { kind: 'gap' }],
    ['steps', '4, many', { kind: 'not-a-number', text: 'many' }],
    ['steps', '4, 8.5', { kind: 'not-whole', text: '8.5' }],
    ['height', '0', { kind: 'not-whole', text: '0' }],
    ['cfg', '2..5', { kind: 'bad-range', text: '2..5' }],
    ['cfg', '2..5/0', { kind: 'bad-range', text: '2..5/0' }],
    ['cfg', '2..5/65', { kind: 'too-many-values', count: 65, most: 64 }],
    ['steps', list(65), { kind: 'too-many-values', count: 65, most: 64 }],
    ['sampler', list(33), { kind: 'too-many-values', count: 33, most: 32 }],
    ['seed', '257', { kind: 'too-many-values', count: 257, most: 256 }],
    ['seed', '1.5', { kind: 'not-whole', text: '1.5' }],
    ['seed', 'four', { kind: 'not-a-number', text: 'four' }],
    ['lora', 'neon:9', { kind: 'bad-weight', text: 'neon:9' }],
    ['lora', 'neon:1+', { kind: 'bad-weight', text: '' }],
  ] as [AxisName, string, object][])('%s=%s is refused', (name, text, problem) => {
    expect(parseAxis(name, text)).toEqual({ problem });
  });

  it('of the strength of a LoRA leaves the others as they are', () => {
    const others = [
      { id: 'neon', weight: 1 },
      { id: 'sepia', weight: 0.5 },
    ];
    const sets = (weights: number[]) => weights.map((weight) => [others[1], { id: 'neon', weight }]);
    expect(parseStrengths('neon', others, '0.4, 1.2')).toEqual({ axis: { kind: 'lora', values: sets([0.4, 1.2]) } });
    expect(parseStrengths('neon', others, '0..1/3')).toEqual({ axis: { kind: 'lora', values: sets([0, 0.5, 1]) } });
    expect(parseStrengths('neon', others, '0.4, 5')).toEqual({ problem: { kind: 'bad-weight', text: '5' } });
  });
});

describe('an axis for a model', () => {
  const mini = modelTemplate.parse(telarMini);
  const flux = modelTemplate.parse(fluxSchnell);
  const problemOf = (name: AxisName, text: string, template = mini) => {
    const read = parseAxis(name, text);
    return 'axis' in read ? axisProblem(read.axis, template, ['neon', 'sepia']) : read.problem;
  };

  it.each([
    ['steps', '1, 100'],
    ['cfg', '0..20/3'],
    ['sampler', 'euler, unipc'],
    ['lora', 'none, neon'],
    ['seed', '3'],
  ] as [AxisName, string][])('%s=%s is taken', (name, text) => {
    expect(problemOf(name, text)).toBeNull();
  });

  it.each([
    ['steps', '4, 101', { kind: 'too-large', value: 101, limit: 100 }],
    ['cfg', '-1..4/2', { kind: 'too-small', value: -1, limit: 0 }],
    ['sampler', 'euler, unipic', expect.objectContaining({ kind: 'unknown', text: 'unipic', nearest: 'unipc' })],
    ['lora', 'neno', { kind: 'unknown', text: 'neno', nearest: 'neon', known: ['neon', 'sepia'] }],
  ] as [AxisName, string, object][])('%s=%s is refused', (name, text, problem) => {
    expect(problemOf(name, text)).toEqual(problem);
  });

  it('is refused where the model has no such parameter', () => {
    expect(problemOf('sampler', 'euler', flux)).toEqual({ kind: 'not-taken', model: flux.title });
  });
});
