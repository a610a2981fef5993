/**
 * Every name on which the Electron main process, the preload and the page must agree. A typo in one of them would pass
 * the type check and the build, so each is written here and nowhere else.
 */
export const electronNames = {
  /** Scheme of the window's own files. */
  appScheme: 'telar-app',
  /** Scheme of takes, thumbnails and previews: another origin than the window, with fixed media types. */
  assetScheme: 'telar-asset',
  /** The only origin that gets a port. */
  appOrigin: 'telar-app://studio',
  /** Base URL of `assetPath`. The host part is fixed: ids are case-sensitive and hosts are not. */
  assetBase: 'telar-asset://studio/',
  /** File of the built preload; sandboxed preloads must be CommonJS. */
  preloadFile: 'preload.cjs',
  /** Page → preload (window message) and preload → main (IPC): the page wants a port. */
  connect: 'telar:connect',
  /** Main → preload (IPC) and preload → page (window message): here it is. */
  port: 'telar:port',
} as const;
