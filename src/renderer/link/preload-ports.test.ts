import { expect, it, vi } from 'vitest';
import { electronNames } from '../../shared/link/index.ts';
import { preloadPorts, type PortWindow } from './preload-ports.ts';

const { appOrigin, connect, port } = electronNames;
type Listener = (event: object) => void;

/** A window that keeps its one listener and what was posted. */
function fakeWindow() {
  let listener: Listener | null = null;
  const page = {
    addEventListener: (_type: string, added: Listener) => (listener = added),
    removeEventListener: () => (listener = null),
    postMessage: vi.fn(),
  };
  return { page, window: page as unknown as PortWindow, deliver: (event: object) => listener?.(event) };
}

it('asks the preload, in our own origin only', () => {
  const { page, window } = fakeWindow();
  preloadPorts(window).request();
  expect(page.postMessage).toHaveBeenCalledExactlyOnceWith(connect, appOrigin);
});

it('takes a port of its own window and origin, and no other', () => {
  const { page, window, deliver } = fakeWindow();
  const heard = vi.fn();
  const leave = preloadPorts(window).onPort(heard);
  const good = { data: port, origin: appOrigin, source: page, ports: ['port'] };
  for (const change of [
    { origin: 'https://example.com' },
    { source: {} },
    { source: null },
    { data: connect },
    { ports: [] },
  ]) {
    deliver({ ...good, ...change });
  }
  expect(heard).not.toHaveBeenCalled();
  deliver(good);
  expect(heard).toHaveBeenCalledExactlyOnceWith('port');
  leave();
  deliver(good);
  expect(heard).toHaveBeenCalledOnce();
});
