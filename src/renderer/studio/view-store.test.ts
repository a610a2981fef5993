import { beforeEach, expect, it } from 'vitest';
import { cellKey } from '../../shared/base/index.ts';
import { isInspectorOpen } from './view-state.ts';
import { createViewStore } from './view-store.ts';

const cell = cellKey.parse('dawn/plate');

beforeEach(() => window.localStorage.clear());

it('closes the inspector with the selection beside the table alone, and knows of both after a reload', () => {
  const view = createViewStore();
  view.showMatrixAs('table');
  view.select(cell);
  view.select(null);
  expect(isInspectorOpen(view.getState())).toBe(false);
  view.showMatrixAs('graph');
  view.select(cell);
  view.select(null);
  expect(isInspectorOpen(view.getState())).toBe(true);
  expect(createViewStore().getState().openInspectors).toEqual({ graph: true, table: false });
});

it('follows the address to another page, and closes nothing that was opened on the page it shows already', () => {
  const view = createViewStore();
  const stop = view.followAddress();
  view.go('gallery');
  view.open({ kind: 'shortcuts' });
  window.dispatchEvent(new Event('hashchange'));
  expect(view.getState()).toMatchObject({ page: 'gallery', overlay: { kind: 'shortcuts' } });
  window.location.hash = '#/models';
  window.dispatchEvent(new Event('hashchange'));
  expect(view.getState()).toMatchObject({ page: 'models', overlay: null });
  stop();
});
