import { expect, it } from 'vitest';
import { DocumentConflictError, type FailureData, type TakeId } from '../../shared/base/index.ts';
import type { GalleryItem, OpenDocument, StudioClient } from '../../shared/contract/index.ts';
import { matrixDocument } from '../../shared/matrix/index.ts';
import { createStatusStore, type StudioLink } from '../link/index.ts';
import { createAttempt } from './attempt.ts';
import { createDocumentStore } from './document-store.ts';
import type { Notices } from './ports.ts';
import { createTakeStore } from './take-store.ts';

/** A link whose core is a few functions; what a test does not use is not there. */
function linkTo(client: unknown): StudioLink {
  const link: Partial<StudioLink> = { client: client as StudioClient, status: createStatusStore() };
  return link as StudioLink;
}

function recordNotices() {
  const failures: FailureData[] = [];
  const nothing = (): void => undefined;
  const notices: Notices = {
    failed: (failure) => failures.push(failure),
    connectionLost: nothing,
    runEnded: nothing,
    variantsMade: nothing,
    variantsStopped: nothing,
    spendingAlert: nothing,
    recovered: nothing,
    resumed: nothing,
    changedMeanwhile: nothing,
    copied: nothing,
    pasted: nothing,
    clipboardRefused: nothing,
    pathCopied: nothing,
    pathOnly: nothing,
  };
  return { failures, notices };
}

const emptyPlan = {
  cells: [],
  totals: { run: 0, skip: 0, blocked: 0, price: { lowMicroUsd: 0, highMicroUsd: 0, basis: 'free' } },
  warnings: [],
  maxThreads: null,
  onError: 'stop',
};

const edit = { type: 'set-title', value: 'Lights' } as const;

function openAt(revision: number): OpenDocument {
  const matrix = matrixDocument.parse({ telar: 1, layers: [], units: [] });
  return { id: 'doc', revision, matrix, recovered: false } as unknown as OpenDocument;
}

it('sends edits one after the other, and again on the newer revision when another window was faster', async () => {
  const revisions: number[] = [];
  let revision = 3;
  const link = linkTo({
    matrix: {
      list: () => Promise.resolve([openAt(revision)]),
      templates: () => Promise.resolve([]),
      get: () => Promise.resolve(openAt(revision)),
      edit: ({ baseRevision }: { baseRevision: number }) => {
        revisions.push(baseRevision);
        if (revisions.length === 1) revision = 7;
        if (baseRevision !== revision) {
          return Promise.reject(new DocumentConflictError('stale-revision', 'changed', { hint: '' }));
        }
        revision += 1;
        return Promise.resolve(openAt(revision));
      },
    },
    plan: { changes: () => Promise.resolve({ ...emptyPlan, id: '1', since: null, order: [] }) },
  });
  const { failures, notices } = recordNotices();
  const newest = (open: readonly OpenDocument[]) => Promise.resolve(open[0] ?? null);
  const documents = createDocumentStore(link, createAttempt(notices), notices, newest);
  await documents.load();
  const results = await Promise.all([documents.edit(edit, { label: 'a' }), documents.edit(edit, { label: 'b' })]);
  expect({ results, revisions, failures }).toEqual({ results: [true, true], revisions: [3, 7, 8], failures: [] });
  expect(documents.getState().document?.revision).toBe(9);
});

function itemOf(index: number): GalleryItem {
  return { take: { id: `t${index}` }, rating: 0, picked: false } as unknown as GalleryItem;
}

function galleryOf(count: number) {
  const all = Array.from({ length: count }, (_, index) => itemOf(index));
  return {
    list: ({ limit, cursor }: { limit: number; cursor?: string }) => {
      const start = Number(cursor ?? 0);
      const end = start + limit;
      const nextCursor = end < count ? String(end) : null;
      return Promise.resolve({ items: all.slice(start, end), total: count, nextCursor });
    },
    rate: () => Promise.reject(new DocumentConflictError('read-only', 'no', { hint: '' })),
  };
}

it('pages through the takes, and a refresh keeps as many as were loaded', async () => {
  const { notices } = recordNotices();
  const takes = createTakeStore(linkTo({ gallery: galleryOf(450) }), createAttempt(notices));
  await takes.refresh();
  expect(takes.getState()).toMatchObject({ total: 450, nextCursor: '200' });
  await takes.loadMore();
  await takes.refresh();
  expect(takes.getState().order).toHaveLength(400);
  await takes.loadMore();
  await takes.loadMore();
  expect(takes.getState()).toMatchObject({ nextCursor: null });
  expect(takes.getState().order).toHaveLength(450);
});

it('shows a rating at once and takes it back when it is refused', async () => {
  const { failures, notices } = recordNotices();
  const takes = createTakeStore(linkTo({ gallery: galleryOf(1) }), createAttempt(notices));
  await takes.refresh();
  const id = 't0' as TakeId;
  const rated = takes.rate(id, 4);
  expect(takes.getState().items.get(id)?.rating).toBe(4);
  expect(await rated).toBe(false);
  expect(takes.getState().items.get(id)?.rating).toBe(0);
  expect(failures.map((failure) => failure.kind)).toEqual(['read-only']);
});
