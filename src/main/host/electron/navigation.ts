import type { Session, WebContents } from 'electron';
import { electronNames } from '../../../shared/link/index.ts';

/** Address of the one page there is. */
export const studioPage = `${electronNames.appOrigin}/index.html`;

/** Whether a navigation stays on the studio's page, as reloading it does. */
export function isStudioPage(url: string): boolean {
  return url === studioPage || url.startsWith(`${studioPage}#`);
}

/** Keeps a page where it is: no other address, no second window, no guest page. */
export function confineContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isStudioPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isStudioPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Denies every permission: Electron grants them all unless told otherwise. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
}
