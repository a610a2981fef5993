import { expect, it } from 'vitest';
import { studioWindowOptions } from './window-options.ts';

it('opens a hardened window, line by line of facts/security-reliability.md §4', () => {
  const { webPreferences } = studioWindowOptions({
    preload: '/app/out/preload/preload.cjs',
    packaged: true,
    dark: true,
  });
  expect(webPreferences).toEqual({
    preload: '/app/out/preload/preload.cjs',
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
});

it('has developer tools only where it is not packaged', () => {
  const options = studioWindowOptions({ preload: '', packaged: false, dark: false });
  expect(options.webPreferences?.devTools).toBe(true);
  expect(options.show).toBe(false);
});
