import { ipcRenderer } from 'electron';
import { electronNames } from '../../../shared/link/index.ts';

// The bridge between page and main process: it passes on a port and nothing else. A port cannot cross contextBridge, so
// it travels by window message, to our own origin only.
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const isOurPage = event.source === window && event.origin === electronNames.appOrigin;
  if (isOurPage && event.data === electronNames.connect) ipcRenderer.send(electronNames.connect);
});

ipcRenderer.on(electronNames.port, (event) => {
  window.postMessage(electronNames.port, electronNames.appOrigin, [...event.ports]);
});
