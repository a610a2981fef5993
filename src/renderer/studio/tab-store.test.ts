import { expect, it } from 'vitest';
import type { CellKey, DocumentId, RunId } from '../../shared/base/index.ts';
import type { DocumentTab, StudioClient } from '../../shared/contract/index.ts';
import type { CellRun } from '../../shared/run/index.ts';
import type { StudioLink } from '../link/index.ts';
import { createTabStore } from './tab-store.ts';

const id = (name: string) => name as DocumentId;
const cell = (key: string, state: string) => ({ key: key as CellKey, state }) as CellRun;

function storeOf(host: { open: string[]; run: unknown }) {
  const client = {
    documents: {
      tabs: () => Promise.resolve(host.open.map((name) => ({ id: id(name), file: `${name[0]}.json` }) as DocumentTab)),
    },
    run: { latest: () => Promise.resolve(host.run) },
  };
  const link: Partial<StudioLink> = { client: client as unknown as StudioClient };
  return createTabStore(link as StudioLink, async (work) => {
    await work();
    return true;
  });
}

it('keeps the order of the window while documents come and go', async () => {
  const host = { open: ['a', 'b', 'c'], run: null };
  const tabs = storeOf(host);
  const order = () => tabs.getState().tabs.map((tab) => tab.id);
  await tabs.refresh();
  tabs.move(id('c'), 0);
  expect(order()).toEqual(['c', 'a', 'b']);
  tabs.replace(id('a'), id('a2'));
  host.open = ['b', 'c', 'd', 'a2'];
  await tabs.refresh();
  expect(order()).toEqual(['c', 'a2', 'b', 'd']);
  const beside = (name: string, step: number) =>
    tabs.neighbour({ id: id(name), file: `${name[0]}.json` }, step)?.id ?? null;
  expect([beside('d', 1), beside('c', -1)]).toEqual(['c', 'd']);
  // By another id since its host was started anew, and no tab at all.
  expect([beside('b2', 1), beside('x', 1)]).toEqual(['d', null]);
  host.open = ['b'];
  await tabs.refresh();
  expect([order(), beside('b', 1)]).toEqual([['b'], null]);
});

it('follows the run of a document that is not shown', async () => {
  const run = {
    id: 'r',
    state: 'running',
    interrupted: false,
    cells: [cell('u/a', 'succeeded'), cell('u/b', 'queued')],
  };
  const host: { open: string[]; run: unknown } = { open: ['a'], run };
  const tabs = storeOf(host);
  await tabs.refresh();
  expect(tabs.getState().running.get(id('a'))).toBe(0.5);
  tabs.cellsChanged(id('a'), 'r' as RunId, [cell('u/b', 'failed')]);
  expect(tabs.getState().running.get(id('a'))).toBe(1);
  host.run = { ...run, state: 'succeeded' };
  await tabs.runChanged(id('a'));
  expect(tabs.getState().running.has(id('a'))).toBe(false);
});
