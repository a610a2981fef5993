import { expect, it } from 'vitest';
import telarMini from '../../../resources/templates/local/telar-mini.json' with { type: 'json' };
import { modelTemplate } from '../../shared/template/index.ts';
import { axesOf, readAxes, type AxisDraft, type AxisGround, type AxisSubject } from './assist-axes.ts';

const ground: AxisGround = {
  template: modelTemplate.parse(telarMini),
  installedLoras: ['neon', 'sepia'],
  loras: [{ id: 'sepia', weight: 0.5 }],
};
const drafts = (...typed: [AxisSubject, string][]): AxisDraft[] =>
  typed.map(([subject, text], i) => ({ id: i + 1, subject, text }));
const steps: AxisSubject = { kind: 'steps' };
const seed: AxisSubject = { kind: 'seed' };

it('the values of all axes multiply; none are one picture', () => {
  expect(readAxes([], ground)).toEqual({ rows: [], pictures: 1, canRun: true });
  expect(readAxes(drafts([steps, '2, 4, 4'], [seed, '3']), ground)).toMatchObject({ pictures: 6, canRun: true });
});

it.each([
  ['a field that is empty', drafts([steps, '']), null],
  ['a value that the model does not take', drafts([steps, '4, 101']), 2],
  ['more pictures than a batch has', drafts([steps, '1..50/50'], [seed, '6']), 300],
])('%s keeps them from running', (_, typed, pictures) => {
  expect(readAxes(typed, ground)).toMatchObject({ pictures, canRun: false });
});

it('without a model only what is typed is judged: the plan knows the rest', () => {
  expect(readAxes(drafts([steps, '4, 101']), { ...ground, template: null })).toMatchObject({ canRun: true });
});

it('the weight of a LoRA varies beside the others that are used', () => {
  const axes = axesOf(drafts([{ kind: 'strength', lora: 'neon' }, '0, 1']), ground.loras);
  const beside = (weight: number) => [...ground.loras, { id: 'neon', weight }];
  expect(axes).toEqual([{ kind: 'lora', values: [beside(0), beside(1)] }]);
});

it('an axis that cannot be read is refused by name', () => {
  expect(() => axesOf(drafts([steps, 'many']), [])).toThrow(
    expect.objectContaining({ code: 'UsageError', kind: 'batch-axes' }),
  );
});
