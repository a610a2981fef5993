import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TelarError } from '../../shared/base/index.ts';
import { openTemplates, type TemplateSource } from './open-templates.ts';

function painter(title: string, name = 'painter'): string {
  return JSON.stringify({
    telar_template: 1,
    id: `local/${name}`,
    provider: 'local',
    endpoint: name,
    version: '1',
    title,
    output: { asset_type: 'image' },
    parameters: { type: 'object', properties: { prompt: { type: 'string' } } },
    cost: { kind: 'free' },
  });
}

let root: string;
let own: string;
let source: TemplateSource | null;
let changes: (readonly TelarError[])[];
let changed: () => void;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'telar-own-'));
  own = join(root, 'templates');
  source = null;
  changes = [];
});
afterEach(async () => {
  await source?.close();
  await rm(root, { recursive: true });
});

async function open(): Promise<TemplateSource> {
  source = await openTemplates(
    { shipped: join(root, 'shipped'), own: [own] },
    {
      quietMs: 20,
      onChange(failures) {
        changes.push(failures);
        changed();
      },
      onError(error) {
        throw error;
      },
    },
  );
  return source;
}

/** Does something to the files and waits until it is seen. */
async function seen(work: () => Promise<void>): Promise<readonly TelarError[]> {
  const next = new Promise<void>((resolve) => {
    changed = resolve;
  });
  await work();
  await next;
  return changes.at(-1) ?? [];
}

/** As a whole or not at all: a file that is read half-way is a bad one for a moment. */
async function put(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

it('follows the folder: a file that comes, changes, breaks, is mended and goes', async () => {
  const { catalog, failures, userFileOf } = await open();
  const folder = join(own, 'local');
  const file = join(folder, 'painter.json');
  const titles = (): unknown[] => [...catalog.values()].map(({ title }) => title);
  expect(titles()).toEqual([]);

  await seen(async () => {
    await mkdir(folder);
    await put(file, painter('One'));
  });
  expect(titles()).toEqual(['One']);
  expect(userFileOf('local/painter')).toBe(file);

  await seen(() => put(file, painter('Two')));
  expect(titles()).toEqual(['Two']);

  const broken = await seen(() => put(file, painter('')));
  expect(titles()).toEqual([]);
  expect(broken.map(({ place }) => place)).toEqual([{ file, pointer: '/title' }]);
  expect(failures()).toEqual(broken);

  await seen(() => put(file, painter('Three')));
  expect([titles(), failures()]).toEqual([['Three'], []]);

  await seen(() => rm(file));
  expect(titles()).toEqual([]);
});

it('keeps the object of a template that has not changed, and says nothing where nothing has', async () => {
  await mkdir(own);
  await writeFile(join(own, 'a.json'), painter('A', 'a'));
  const { catalog, reload } = await open();
  const before = catalog.get('local/a');
  await seen(() => put(join(own, 'b.json'), painter('B', 'b')));
  expect(catalog.get('local/a')).toBe(before);
  const told = changes.length;
  await reload();
  expect(changes).toHaveLength(told);
});

it('does not let a file of the user take the place of one that ships', async () => {
  await mkdir(join(root, 'shipped'));
  await writeFile(join(root, 'shipped', 'painter.json'), painter('Shipped'));
  const { catalog, userFileOf } = await open();
  const [failure] = await seen(() => put(join(own, 'mine.json'), painter('Mine')));
  expect(failure).toMatchObject({ kind: 'duplicate-id', place: { file: join(own, 'mine.json') } });
  expect([catalog.get('local/painter')?.title, userFileOf('local/painter')]).toEqual(['Shipped', null]);
});
