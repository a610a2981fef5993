import { beforeEach, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { cellKey } from '../../shared/base/index.ts';
import type { DocumentState, TakenStep } from './document-state.ts';
import { revealSteps } from './reveal-steps.ts';
import { createViewStore } from './view-store.ts';

const dawn = cellKey.parse('dawn/plate');
const day = cellKey.parse('day/plate');
const night = cellKey.parse('night/plate');
const documents = createStore<Pick<DocumentState, 'lastStep'>>()(() => ({ lastStep: null }));
const view = createViewStore();
revealSteps(documents, view);

beforeEach(() => {
  view.go('matrix');
  view.select(null);
});

const ask = (): number => performance.now();

function answer(askedAtMs: number, changed: TakenStep['changed']): void {
  documents.setState({ lastStep: { kind: 'undo', label: 'Lock cells', steps: 1, askedAtMs, changed } });
}

const selected = (): unknown[] => [...view.getState().selection];

it('what a step changed is selected, also of two steps that were asked for at once', () => {
  const [first, second] = [ask(), ask()];
  answer(first, [dawn, day]);
  expect(selected()).toEqual([dawn, day]);
  answer(second, [night]);
  expect(selected()).toEqual([night]);
});

it('what the user selected after asking stays selected, and nothing if it was nothing', async () => {
  view.select(dawn);
  let askedAtMs = ask();
  await expect.poll(() => performance.now()).toBeGreaterThan(askedAtMs);
  view.select(null);
  answer(askedAtMs, [day]);
  expect(selected()).toEqual([]);
  askedAtMs = ask();
  await expect.poll(() => performance.now()).toBeGreaterThan(askedAtMs);
  view.select(night);
  answer(askedAtMs, [day]);
  expect(selected()).toEqual([night]);
});

it('what is in view by its own is left alone', () => {
  view.selectMany([dawn, day], dawn);
  answer(ask(), [day]);
  expect(selected()).toEqual([dawn, day]);
});
