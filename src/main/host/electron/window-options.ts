import type { BrowserWindowConstructorOptions } from 'electron';

export interface WindowChoices {
  /** Absolute path of the built preload. */
  preload: string;
  /** A packaged program has no developer tools. */
  packaged: boolean;
  dark: boolean;
}

/** Options of every window of the studio: the only place that sets webPreferences (facts/security-reliability.md §4). */
export function studioWindowOptions({ preload, packaged, dark }: WindowChoices): BrowserWindowConstructorOptions {
  return {
    title: 'Telar',
    width: 1400,
    height: 900,
    minWidth: 720,
    minHeight: 480,
    // Shown when the first frame is there, on the theme's own ground: no white flash.
    show: false,
    backgroundColor: dark ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload,
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
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
      devTools: !packaged,
    },
  };
}
