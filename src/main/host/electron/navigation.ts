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

/** Denies every permission but notices of the system, which the user switches on: Electron grants all unless told otherwise. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(permission === 'notifications'));
  session.setPermissionCheckHandler((_contents, permission) => permission === 'notifications');
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
}
