import { expect, it, vi } from 'vitest';
import { cellKey } from '../../shared/base/index.ts';
import type { OpenDocument, StudioClient, StudioEvent } from '../../shared/contract/index.ts';
import { matrixDocument } from '../../shared/matrix/index.ts';
import { createStatusStore, type StudioLink } from '../link/index.ts';
import type { Notices } from './ports.ts';
import { createStudio } from './studio.ts';

/** A core that answers the calls named here; every other one waits for its answer. */
function coreThatAnswers(answers: Record<string, (input: unknown) => Promise<unknown>>): StudioClient {
  const waits = () => new Promise<unknown>(() => undefined);
  const part = (name: string): unknown =>
    new Proxy({}, { get: (_target, call) => answers[`${name}.${String(call)}`] ?? waits });
  return new Proxy({}, { get: (_target, name) => part(String(name)) }) as StudioClient;
}

it('keeps a cell selected that was clicked before the first plan was there', async () => {
  const dawn = cellKey.parse('dawn/plate');
  const matrix = matrixDocument.parse({ telar: 1, layers: [], units: [] });
  const document = { id: 'doc', revision: 1, matrix, recovered: false, readOnly: null } as unknown as OpenDocument;
  const plan = { id: '1', since: null, order: [], cells: [], warnings: [], totals: {} };
  let answerPlan: (() => void) | undefined;
  const client = coreThatAnswers({
    'documents.unsaved': () => Promise.resolve([]),
    'matrix.list': () => Promise.resolve([document]),
    'matrix.templates': () => Promise.resolve([]),
    'plan.changes': () => new Promise((done) => (answerPlan = () => done(plan))),
  });
  let tell: (event: StudioEvent) => void = () => undefined;
  const link: Partial<StudioLink> = {
    client,
    status: createStatusStore(),
    watchEvents(listener) {
      tell = listener;
      return () => undefined;
    },
  };
  const studio = createStudio(link as StudioLink, {} as Notices);
  const stop = studio.start();
  tell({ type: 'connected' });
  await vi.waitFor(() => expect(studio.documents.getState().document?.id).toBe('doc'));
  studio.view.select(dawn);
  await vi.waitFor(() => expect(answerPlan).toBeDefined());
  answerPlan?.();
  await vi.waitFor(() => expect(studio.documents.getState().plan).not.toBeNull());
  // What follows the plan is done in the next turns of the loop.
  await new Promise((done) => setTimeout(done, 10));
  expect(studio.view.getState().selected).toBe(dawn);
  stop();
});
