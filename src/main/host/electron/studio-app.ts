import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, safeStorage, session, shell } from 'electron';
import { toFailure } from '../../../shared/base/index.ts';
import { electronNames } from '../../../shared/link/index.ts';
import { createCore, engineEnvironmentOf, providersOf, type Core } from '../../core/index.ts';
import { openLog, readEnvironment, resolveDataFolder } from '../../platform/index.ts';
import { createDesktop } from './desktop.ts';
import { confineContents, denyPermissions, studioPage } from './navigation.ts';
import { handOverPorts } from './port-handover.ts';
import { createPortServer } from './port-server.ts';
import { createSafeStorageKeychain } from './safe-storage-keychain.ts';
import { registerSchemes, serveSchemes } from './schemes.ts';
import { createUtilityLauncher } from './utility-launcher.ts';
import { studioWindowOptions } from './window-options.ts';

/**
 * Starts Telar as a desktop program whose built main files lie in `programFolder` (`out/main`). Everything that must happen before the app is ready happens before this function
 * returns. Its promise settles when the window is there; the entry must not await it at top level, because Electron gets
 * ready only after the entry has been evaluated.
 */
export async function startStudioApp(programFolder: string): Promise<void> {
  const home = resolveDataFolder();
  const userData = join(home, 'electron');
  mkdirSync(userData, { recursive: true });
  // Chromium's own files (cookies, caches, window storage) move with TELAR_HOME like everything else.
  app.setPath('userData', userData);
  app.enableSandbox();
  registerSchemes();
  app.on('web-contents-created', (_event, contents) => confineContents(contents));
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  try {
    const environment = readEnvironment({ dataFolder: home, workingFolder: process.cwd() });
    const core = await createCore({
      home,
      resources: join(programFolder, '..', '..', 'resources'),
      host: 'electron',
      version: app.getVersion(),
      electronVersion: process.versions.electron,
      costs: process.env.TELAR_COSTS !== 'off',
      launcher: createUtilityLauncher((program) => join(programFolder, `${program}.js`)),
      providers: providersOf(environment),
      engine: engineEnvironmentOf(environment),
      keychain: createSafeStorageKeychain(safeStorage, join(home, 'keys.safe.json'), process.platform),
      desktop: createDesktop(dialog, shell, () => BrowserWindow.getFocusedWindow()),
      passphrase: process.env.TELAR_PASSPHRASE ?? null,
    });
    closeCoreBeforeQuit(core);
    await openStudio(core, home, programFolder);
  } catch (error) {
    const failure = toFailure(error);
    openLog(home).error({ err: error }, 'Telar could not start');
    dialog.showErrorBox(`Telar could not start: ${failure.code}`, `${failure.message}\n\n${failure.hint}`);
    app.exit(1);
  }
}

async function openStudio(core: Core, home: string, programFolder: string): Promise<void> {
  const log = openLog(home);
  const ourContents = new Set<number>();
  denyPermissions(session.defaultSession);
  serveSchemes(session.defaultSession, core, join(programFolder, '..', 'renderer'));
  handOverPorts({ ports: createPortServer(core, log), ourContents, log });
  const window = new BrowserWindow(
    studioWindowOptions({
      preload: join(programFolder, '..', 'preload', electronNames.preloadFile),
      packaged: app.isPackaged,
      dark: nativeTheme.shouldUseDarkColors,
    }),
  );
  const { id } = window.webContents;
  ourContents.add(id);
  window.on('closed', () => ourContents.delete(id));
  window.once('ready-to-show', () => window.show());
  await window.loadURL(studioPage);
}

/** Holds the first quit back until runs are ended and documents are safe. */
function closeCoreBeforeQuit(core: Core): void {
  let closing = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    // `exit` skips this event; a core that fails to close must not keep the program alive without a window.
    void core.close().then(
      () => app.exit(0),
      (error: unknown) => {
        dialog.showErrorBox('Telar did not close cleanly', toFailure(error).message);
        app.exit(1);
      },
    );
  });
}
