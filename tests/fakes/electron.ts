/**
 * Stands in for the package `electron` in vitest, where importing the real one would start a download: just what our main
 * process and preload use. It is strict where Electron is: what needs a ready app throws before, what must come before
 * throws after. These mistakes no type shows.
 */
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { FakeMessagePortMain } from './message-port-main.ts';

export { FakeMessageChannel as MessageChannelMain } from './message-port-main.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type Listener = (...values: never[]) => unknown;

function requireReady(what: string): void {
  if (!app.isReady()) throw new Error(`${what} was used before the app was ready`);
}

function requireNotReady(what: string): void {
  if (app.isReady()) throw new Error(`${what} was used after the app was ready, too late to have an effect`);
}

class FakeApp extends EventEmitter {
  readonly isPackaged = false;
  readonly paths = new Map<string, string>();
  sandboxed = false;
  exitCode: number | null = null;
  private ready = Promise.withResolvers<undefined>();
  private readyNow = false;

  /** Test control: Electron has started. */
  becomeReady(): void {
    this.readyNow = true;
    this.ready.resolve(undefined);
    this.emit('ready');
  }
  /** Test control: a fresh app that is not ready. */
  restart(): void {
    this.removeAllListeners();
    this.paths.clear();
    this.sandboxed = false;
    this.exitCode = null;
    this.readyNow = false;
    this.ready = Promise.withResolvers<undefined>();
  }
  isReady(): boolean {
    return this.readyNow;
  }
  whenReady(): Promise<undefined> {
    return this.ready.promise;
  }
  getPath(name: string): string {
    return this.paths.get(name) ?? `/fake/${name}`;
  }
  setPath(name: string, path: string): void {
    requireNotReady('app.setPath');
    this.paths.set(name, path);
  }
  enableSandbox(): void {
    requireNotReady('app.enableSandbox');
    this.sandboxed = true;
  }
  getVersion(): string {
    return '0.0.0-fake';
  }
  quit(): void {
    this.emit('before-quit', { preventDefault: () => undefined });
  }
  exit(code = 0): void {
    this.exitCode = code;
  }
}
export const app = new FakeApp();

class FakeSession {
  readonly handlers = new Map<string, Handler>();
  permissionRequest: Listener | null = null;
  permissionCheck: Listener | null = null;
  devicePermission: Listener | null = null;
  displayMedia: Listener | null = null;
  readonly protocol = {
    handle: (scheme: string, handler: Handler): void => {
      if (!protocol.schemes.some((entry) => entry.scheme === scheme)) throw new Error(`${scheme} is not registered`);
      this.handlers.set(scheme, handler);
    },
  };
  setPermissionRequestHandler(handler: Listener): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Listener): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: Listener): void {
    this.devicePermission = handler;
  }
  setDisplayMediaRequestHandler(handler: Listener): void {
    this.displayMedia = handler;
  }
}

let defaultSession = new FakeSession();
export const session = {
  get defaultSession(): FakeSession {
    requireReady('session.defaultSession');
    return defaultSession;
  },
};

interface FakeScheme {
  scheme: string;
  privileges: Record<string, boolean>;
}
export const protocol = {
  schemes: [] as FakeScheme[],
  registerSchemesAsPrivileged(schemes: FakeScheme[]): void {
    requireNotReady('protocol.registerSchemesAsPrivileged');
    if (protocol.schemes.length > 0) throw new Error('registerSchemesAsPrivileged can be called only once');
    protocol.schemes = schemes;
  },
};

/** A system without a keychain, as a server is; only to be asked when the app is ready. */
export const safeStorage = {
  isAsyncEncryptionAvailable(): Promise<boolean> {
    requireReady('safeStorage');
    return Promise.resolve(false);
  },
};

/** A frame of a page; what main posts to it reaches `ipcRenderer` in its preload. */
export class FakeFrame {
  readonly parent: FakeFrame | null;
  readonly frameTreeNodeId: number;
  origin: string;
  constructor(origin: string, frameTreeNodeId: number, parent: FakeFrame | null = null) {
    this.origin = origin;
    this.frameTreeNodeId = frameTreeNodeId;
    this.parent = parent;
  }
  postMessage(channel: string, message: unknown, ports: FakeMessagePortMain[] = []): void {
    ipcRenderer.emit(channel, { ports: ports.map((port) => port.transfer()) }, structuredClone(message));
  }
}

let lastContents = 0;
class FakeWebContents extends EventEmitter {
  readonly id = (lastContents += 1);
  mainFrame = new FakeFrame('null', this.id);
  windowOpenHandler: Listener | null = null;
  setWindowOpenHandler(handler: Listener): void {
    this.windowOpenHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly opened: BrowserWindow[] = [];
  readonly options: Record<string, unknown>;
  readonly webContents = new FakeWebContents();
  shown = false;
  url = '';
  constructor(options: Record<string, unknown>) {
    super();
    requireReady('new BrowserWindow');
    this.options = options;
    BrowserWindow.opened.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    const scheme = url.split(':')[0] ?? '';
    const handler = defaultSession.handlers.get(scheme);
    if (handler === undefined) throw new Error(`nobody serves ${scheme}`);
    await handler(new Request(url));
    this.url = url;
    this.webContents.mainFrame.origin = url.split('/').slice(0, 3).join('/');
    this.emit('ready-to-show');
  }
  show(): void {
    this.shown = true;
  }
}

export const ipcMain = new EventEmitter();

class FakeIpcRenderer extends EventEmitter {
  /** Test control: where a message of the preload arrives. */
  deliver: (channel: string) => void = () => undefined;
  send(channel: string): void {
    this.deliver(channel);
  }
}
export const ipcRenderer = new FakeIpcRenderer();

export const nativeTheme = { shouldUseDarkColors: true };

export const dialog = {
  errors: [] as { title: string; content: string }[],
  showErrorBox(title: string, content: string): void {
    dialog.errors.push({ title, content });
  },
};

class FakeUtilityProcess extends EventEmitter {
  pid: number | undefined = undefined;
  readonly stderr = new PassThrough();
  readonly sent: unknown[] = [];
  killed = false;
  postMessage(message: unknown): void {
    this.sent.push(structuredClone(message));
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
}
export const utilityProcess = {
  forked: [] as { file: string; options: Record<string, unknown>; process: FakeUtilityProcess }[],
  fork(file: string, _args: string[], options: Record<string, unknown>): FakeUtilityProcess {
    requireReady('utilityProcess.fork');
    const process = new FakeUtilityProcess();
    utilityProcess.forked.push({ file, options, process });
    return process;
  },
};

/** Test control: as if Electron had just been started. The real package has no such export. */
export function restartFakeElectron(): void {
  app.restart();
  defaultSession = new FakeSession();
  protocol.schemes = [];
  BrowserWindow.opened.length = 0;
  ipcMain.removeAllListeners();
  ipcRenderer.removeAllListeners();
  ipcRenderer.deliver = () => undefined;
  dialog.errors = [];
  utilityProcess.forked = [];
}

/** Test control: the default session, ready or not. */
export function fakeSession(): FakeSession {
  return defaultSession;
}
