import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseError } from '../../src/shared/base/index.ts';
import { electronNames } from '../../src/shared/link/index.ts';
import type { CoreOptions } from '../../src/main/core/index.ts';
import { startStudioApp } from '../../src/main/host/electron/studio-app.ts';
import { openPortTransport } from '../../src/renderer/link/port-transport.ts';
import { preloadPorts } from '../../src/renderer/link/preload-ports.ts';
import { createStudioLink, type StudioLink } from '../../src/renderer/link/studio-link.ts';
import { createTestCore, type TestCore } from '../contract/test-core.ts';
import {
  app,
  BrowserWindow,
  dialog,
  fakeSession,
  FakeFrame,
  ipcMain,
  ipcRenderer,
  protocol,
  restartFakeElectron,
} from '../fakes/electron.ts';
import { buildPreload, root } from './built-preload.ts';
import { connectIpc, FakePage, runPreload } from './fake-page.ts';

const core = vi.hoisted(() => ({ create: vi.fn<(options: CoreOptions) => Promise<unknown>>() }));
vi.mock('../../src/main/core/index.ts', async (original) => ({
  ...(await original<object>()),
  createCore: core.create,
}));

// A port that never arrives is waited for without end: fail soon and say which test.
vi.setConfig({ testTimeout: 10_000 });

const programFolder = join(root, 'out', 'main');

let preloadSource: string;
beforeAll(async () => {
  ({ preloadSource } = await buildPreload());
}, 60_000);

let home: string;
let test: TestCore;
const stops: (() => void)[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'telar-electron-'));
  vi.stubEnv('TELAR_HOME', home);
  restartFakeElectron();
  test = createTestCore();
  core.create.mockReset().mockResolvedValue(test.core);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

/** Does what the entry does, then lets the fake Electron get ready, in Electron's order. */
async function startMain(): Promise<BrowserWindow> {
  void startStudioApp(programFolder);
  expect(BrowserWindow.opened).toEqual([]);
  app.becomeReady();
  await vi.waitFor(() => expect(BrowserWindow.opened[0]?.shown).toBe(true));
  const [window] = BrowserWindow.opened;
  if (window === undefined) throw new Error('no window');
  return window;
}

function openPage(window: BrowserWindow): { link: StudioLink; page: FakePage } {
  const page = new FakePage(window.webContents.mainFrame.origin);
  connectIpc(window);
  runPreload(preloadSource, page);
  const transport = openPortTransport(preloadPorts(page.asWindow()));
  stops.push(() => transport.close());
  return { link: createStudioLink('electron', transport, electronNames.assetBase), page };
}

describe('the Electron main process, with a fake of electron', () => {
  // The entry is evaluated once in a process, so here only; the other tests call the one function it calls.
  it('does before ready what must be done before ready, and is evaluated without waiting for it', async () => {
    await import('../../src/main/host/electron/main.ts');
    expect(app.sandboxed).toBe(true);
    expect(app.paths.get('userData')).toBe(join(home, 'electron'));
    expect(
      protocol.schemes.map(({ scheme, privileges }) => [scheme, privileges.standard, privileges.bypassCSP]),
    ).toEqual([
      ['telar-app', true, undefined],
      ['telar-asset', true, undefined],
    ]);
    expect(core.create).not.toHaveBeenCalled();
  });

  it('opens one hardened window on our page', async () => {
    const window = await startMain();
    expect(window.url).toBe('telar-app://studio/index.html');
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      preload: expect.stringMatching(/[\\/]preload[\\/]preload\.cjs$/) as unknown,
    });
    expect(window.webContents.windowOpenHandler?.()).toEqual({ action: 'deny' });
    expect(core.create.mock.calls[0]?.[0]).toMatchObject({ home, host: 'electron', version: '0.0.0-fake' });
  });

  it('denies every permission but notices of the system', async () => {
    await startMain();
    const session = fakeSession();
    const answers: unknown[] = [];
    const answer = ((value: unknown) => answers.push(value)) as never;
    session.permissionRequest?.(null as never, 'media' as never, answer);
    session.permissionRequest?.(null as never, 'notifications' as never, answer);
    session.displayMedia?.(null as never, answer);
    expect([...answers, session.permissionCheck?.(), session.devicePermission?.()]).toEqual([
      false,
      true,
      null,
      false,
      false,
    ]);
  });

  it('hands a port over through the built preload, and the core answers on it', async () => {
    const { link } = openPage(await startMain());
    expect(await link.client.app.info()).toMatchObject({ version: '0.0.0' });
    const heard: unknown[] = [];
    stops.push(link.watchEvents((event) => heard.push(event)));
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'connected' }]));
  });

  it('serves assets by the link’s own addresses', async () => {
    test.assets.set('take1', { mediaType: 'image/png', data: Buffer.from('png') });
    const { link } = openPage(await startMain());
    const handler = fakeSession().handlers.get('telar-asset');
    const response = await handler?.(new Request(link.assetUrl('take1')));
    expect([response?.status, await response?.text()]).toEqual([200, 'png']);
  });

  it('gives a reloaded page a new port and ends what the old one had open', async () => {
    const window = await startMain();
    const first = openPage(window);
    stops.push(first.link.watchEvents(() => undefined));
    await vi.waitFor(() => expect(test.openStreams()).toBe(1));
    stops
      .splice(0)
      .reverse()
      .forEach((stop) => stop());
    ipcRenderer.removeAllListeners();
    const second = openPage(window);
    expect(await second.link.client.matrix.list()).toEqual([]);
    await vi.waitFor(() => expect(test.openStreams()).toBe(0));
  });

  it('takes the port from a page that breaks the protocol, and stays alive', async () => {
    const window = await startMain();
    connectIpc(window);
    const page = new FakePage(window.webContents.mainFrame.origin);
    runPreload(preloadSource, page);
    const port = await new Promise<MessagePort>((done) => {
      preloadPorts(page.asWindow()).onPort(done);
      page.postMessage(electronNames.connect, electronNames.appOrigin);
    });
    const closed = new Promise((done) => port.addEventListener('close', done));
    port.start();
    port.postMessage('{"i":"1","p":{"u":7}}');
    await closed;
    expect(await openPage(window).link.client.matrix.list()).toEqual([]);
  });

  it.each(['https://example.com', 'telar-asset://studio', 'null'])('gives no port to a page of %s', async (origin) => {
    const window = await startMain();
    const frame = new FakeFrame(origin, window.webContents.mainFrame.frameTreeNodeId);
    const posted = vi.spyOn(frame, 'postMessage');
    ipcMain.emit(electronNames.connect, { sender: window.webContents, senderFrame: frame });
    expect(posted).not.toHaveBeenCalled();
  });

  it('saves before it quits', async () => {
    await startMain();
    const closing = Promise.withResolvers<undefined>();
    test.core.close = () => closing.promise;
    const preventDefault = vi.fn();
    app.emit('before-quit', { preventDefault });
    app.emit('before-quit', { preventDefault });
    expect([preventDefault.mock.calls.length, app.exitCode]).toEqual([2, null]);
    closing.resolve(undefined);
    await vi.waitFor(() => expect(app.exitCode).toBe(0));
  });

  it('says what to do when the core cannot start', async () => {
    core.create.mockRejectedValue(
      new DatabaseError('newer-version', 'The data is of a newer Telar', { hint: 'Update Telar.' }),
    );
    void startStudioApp(programFolder);
    app.becomeReady();
    await vi.waitFor(() => expect(app.exitCode).toBe(1));
    expect(dialog.errors).toEqual([
      { title: 'Telar could not start: DatabaseError', content: 'The data is of a newer Telar\n\nUpdate Telar.' },
    ]);
    expect(BrowserWindow.opened).toEqual([]);
  });
});

describe('the fake of electron', () => {
  it('is strict about what needs a ready app', () => {
    expect(() => new BrowserWindow({})).toThrow('before the app was ready');
    app.becomeReady();
    expect(() => protocol.registerSchemesAsPrivileged([])).toThrow('after the app was ready');
    expect(() => app.setPath('userData', home)).toThrow('after the app was ready');
  });
});
