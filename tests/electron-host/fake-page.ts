import { runInNewContext } from 'node:vm';
import type { PortWindow } from '../../src/renderer/link/preload-ports.ts';
import { type BrowserWindow, ipcMain, ipcRenderer } from '../fakes/electron.ts';

/** A page's window as preload and page see it: window messages reach every listener, if the target origin is ours. */
export class FakePage {
  readonly origin: string;
  private readonly listeners = new Set<(event: MessageEvent) => void>();

  constructor(origin: string) {
    this.origin = origin;
  }
  addEventListener(_type: string, listener: (event: MessageEvent) => void): void {
    this.listeners.add(listener);
  }
  removeEventListener(_type: string, listener: (event: MessageEvent) => void): void {
    this.listeners.delete(listener);
  }
  postMessage(data: unknown, targetOrigin: string, ports: unknown[] = []): void {
    if (targetOrigin !== this.origin) return;
    this.deliver({ data, origin: this.origin, source: this, ports });
  }
  /** A message as it may come from anywhere. */
  deliver(event: { data: unknown; origin: string; source: unknown; ports: unknown[] }): void {
    for (const listener of [...this.listeners]) listener(event as unknown as MessageEvent);
  }
  asWindow(): PortWindow {
    return this as unknown as PortWindow;
  }
}

/** Runs a built preload as Electron's sandbox does: no Node, and `require` knows `electron` alone. */
export function runPreload(source: string, page: FakePage): void {
  runInNewContext(source, {
    window: page,
    module: { exports: {} },
    exports: {},
    require(name: string) {
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return { ipcRenderer };
    },
  });
}

/** Lets what the preload sends arrive in the main process, as from a window's main frame. */
export function connectIpc(window: BrowserWindow): void {
  ipcRenderer.deliver = (channel) => {
    const { webContents } = window;
    ipcMain.emit(channel, { sender: webContents, senderFrame: webContents.mainFrame });
  };
}
