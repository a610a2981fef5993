import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSessionStore, sessionLifeMs, type SessionStore } from './session-store.ts';

let home: string;
const log = { warn: vi.fn() };
const open = (now?: () => number): Promise<SessionStore> =>
  openSessionStore({ home, log, ...(now === undefined ? {} : { now }) });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'telar-sessions-'));
  log.warn.mockClear();
});
afterEach(() => rm(home, { recursive: true }));

it('knows its tokens, also after a restart, and no others', async () => {
  const store = await open();
  const token = await store.create();
  for (const opened of [store, await open()]) {
    expect(opened.has(token)).toBe(true);
    expect(opened.has(`${token}x`)).toBe(false);
    expect(opened.has('')).toBe(false);
  }
});

it('keeps hashes only, readable by the owner only', async () => {
  const token = await (await open()).create();
  const file = join(home, 'web-sessions.json');
  expect(await readFile(file, 'utf8')).not.toContain(token);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('keeps what several hosts of one folder sign in at once', async () => {
  const [first, second] = [await open(), await open()];
  const tokens = [
    await first.create(),
    await second.create(),
    ...(await Promise.all([first.create(), first.create()])),
  ];
  const reopened = await open();
  expect(tokens.map((token) => reopened.has(token))).toEqual([true, true, true, true]);
});

it('signs browsers out after 30 days', async () => {
  let time = 1_000;
  const store = await open(() => time);
  const token = await store.create();
  time += sessionLifeMs - 1;
  expect(store.has(token)).toBe(true);
  time += 1;
  expect(store.has(token)).toBe(false);
});

it('signs the oldest browser out when there are more than 50', async () => {
  const store = await open();
  const first = await store.create();
  for (let count = 0; count < 50; count += 1) await store.create();
  expect(store.has(first)).toBe(false);
});

it.each(['', '{', '{"version":2,"sessions":[]}', '[]'])(
  'starts anew from a damaged list %j, and says so',
  async (text) => {
    await writeFile(join(home, 'web-sessions.json'), text);
    const store = await open();
    expect(store.has('x')).toBe(false);
    expect(log.warn).toHaveBeenCalledOnce();
    expect(store.has(await store.create())).toBe(true);
  },
);
