import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { cellKey, layerName, unitId } from '../../shared/base/index.ts';
import type { StudioLink } from '../link/index.ts';
import type { DocumentState } from './document-state.ts';
import type { DocumentStore } from './document-store.ts';
import { createPartStore } from './part-store.ts';
import type { ViewState } from './view-state.ts';
import type { ViewStore } from './view-store.ts';

const plate = layerName.parse('plate');
const dawn = unitId.parse('dawn');
const ofDawn = cellKey.parse('dawn/plate');

function start() {
  const asked: unknown[] = [];
  const get = (choices: { scope: unknown }) => {
    asked.push(choices.scope);
    return Promise.resolve({ cells: [], asked: choices.scope });
  };
  const link = { client: { plan: { get } } } as unknown as StudioLink;
  const documents = createStore<Partial<DocumentState>>()(() => ({
    document: { id: 'doc' } as DocumentState['document'],
    plan: { cells: [] } as unknown as DocumentState['plan'],
    planned: new Map(),
    planFailure: null,
  }));
  const view = createStore<Partial<ViewState>>()(() => ({ selection: new Set([ofDawn]) }));
  const parts = createPartStore(link, documents as DocumentStore, view as unknown as ViewStore);
  parts.follow();
  return { parts, documents, view, asked };
}

it('uses the plan of the document for everything, and asks for that of a part', async () => {
  const { parts, documents, asked } = start();
  await vi.waitFor(() => expect(parts.getState().plan).toBe(documents.getState().plan));
  expect(asked).toEqual([]);
  parts.tickLayer(plate, false);
  parts.tickUnit(dawn, false);
  const without = { kind: 'without', layers: [plate], units: [dawn] };
  await vi.waitFor(() => expect(parts.getState().plan).toMatchObject({ asked: without }));
  parts.tickUnit(dawn, true);
  parts.tickLayer(plate, true);
  expect(parts.getState().part).toEqual({ kind: 'all' });
  await vi.waitFor(() => expect(parts.getState().plan).toBe(documents.getState().plan));
});

it('follows the selection, and forgets the part when another document is shown', async () => {
  const { parts, documents, view, asked } = start();
  parts.choose({ kind: 'selection' });
  await vi.waitFor(() => expect(asked).toEqual([{ kind: 'cells', cells: [ofDawn] }]));
  view.setState({ selection: new Set() });
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(parts.choices()).toEqual({ scope: { kind: 'cells', cells: [] }, overwrite: 'stale' });
  documents.setState({ document: { id: 'other' } as DocumentState['document'] });
  expect(parts.choices()).toEqual({ scope: { kind: 'all' }, overwrite: 'stale' });
});
