import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { electronNames } from '../../src/shared/link/index.ts';
import { FakeMessageChannel, type FakeMessagePortMain } from '../fakes/message-port-main.ts';
import { FakeFrame, ipcRenderer, restartFakeElectron } from '../fakes/electron.ts';
import { buildPreload, root, type BuildPlan } from './built-preload.ts';
import { FakePage, runPreload } from './fake-page.ts';

let built: BuildPlan;
beforeAll(async () => {
  built = await buildPreload();
}, 60_000);

describe('the built preload', () => {
  it('lies where the main process looks for it', () => {
    expect(join(built.mainFolder, '..', 'preload', electronNames.preloadFile)).toBe(built.preloadFile);
  });

  it('requires electron and nothing else, as the sandbox demands', () => {
    const required = [...built.preloadSource.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(
      ([, name]) => name,
    );
    expect(required).toEqual(['electron']);
    expect(built.preloadSource).not.toMatch(/^(import|export)\b|\bimport\(|\bcontextBridge\b/m);
  });

  it('is the one in out/, where there is one', async (context) => {
    const file = join(root, 'out', 'preload', electronNames.preloadFile);
    if (!existsSync(file)) context.skip('not built yet');
    expect(await readFile(file, 'utf8')).toBe(built.preloadSource);
  });
});

describe('the preload at work', () => {
  const page = () => new FakePage(electronNames.appOrigin);
  let sent: string[];

  beforeEach(() => {
    restartFakeElectron();
    sent = [];
    ipcRenderer.deliver = (channel) => void sent.push(channel);
  });

  it('asks the main process for a port when our page does', () => {
    const ours = page();
    runPreload(built.preloadSource, ours);
    expect(sent).toEqual([]);
    ours.postMessage(electronNames.connect, electronNames.appOrigin);
    expect(sent).toEqual([electronNames.connect]);
  });

  it.each([
    ['a frame inside the page', { source: {} }],
    ['another origin', { origin: 'https://example.com' }],
    ['a page without an origin', { origin: 'null' }],
    ['another message', { data: 'telar:other' }],
  ])('does nothing for %s', (_who, change) => {
    const ours = page();
    runPreload(built.preloadSource, ours);
    const event = { data: electronNames.connect, origin: electronNames.appOrigin, source: ours as unknown, ports: [] };
    ours.deliver({ ...event, ...change });
    expect(sent).toEqual([]);
  });

  function handOver(to: FakePage, port: FakeMessagePortMain): void {
    runPreload(built.preloadSource, to);
    new FakeFrame(to.origin, 1).postMessage(electronNames.port, null, [port]);
  }

  it('passes the port on to our page', () => {
    const ours = page();
    const heard = vi.fn();
    ours.addEventListener('message', heard);
    const { port1, port2 } = new FakeMessageChannel();
    handOver(ours, port2);
    expect(heard).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ data: electronNames.port, ports: [port2.transfer()], source: ours }),
    );
    port1.close();
  });

  it('gives no port to a page of another origin', () => {
    const other = new FakePage('https://example.com');
    const heard = vi.fn();
    other.addEventListener('message', heard);
    const { port1, port2 } = new FakeMessageChannel();
    handOver(other, port2);
    expect(heard).not.toHaveBeenCalled();
    port1.close();
  });
});
