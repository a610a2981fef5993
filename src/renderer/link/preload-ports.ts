import { electronNames } from '../../shared/link/index.ts';
import type { PortSource } from './port-transport.ts';

/** What is used of the page's window. */
export type PortWindow = Pick<Window, 'addEventListener' | 'removeEventListener' | 'postMessage'>;

/** Ports from Electron's main process, passed on by the preload in window messages of our own origin. */
export function preloadPorts(page: PortWindow): PortSource {
  return {
    request: () => page.postMessage(electronNames.connect, electronNames.appOrigin),
    onPort(listener) {
      const onMessage = (event: MessageEvent<unknown>): void => {
        const isOurs = event.source === page && event.origin === electronNames.appOrigin;
        const port = event.ports[0];
        if (isOurs && event.data === electronNames.port && port !== undefined) listener(port);
      };
      page.addEventListener('message', onMessage);
      return () => page.removeEventListener('message', onMessage);
    },
  };
}
