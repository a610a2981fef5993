import { ipcMain, MessageChannelMain, type IpcMainEvent } from 'electron';
import { electronNames } from '../../../shared/link/index.ts';
import type { Logger } from '../../platform/index.ts';
import type { PortServer, ServedPort } from './port-server.ts';
import { trustedFrame } from './sender.ts';

export interface HandoverOptions {
  ports: PortServer;
  /** Ids of the web contents of our windows. */
  ourContents: ReadonlySet<number>;
  log: Pick<Logger, 'warn'>;
}

/** Gives a port to each of our pages that asks for one. A page that asks again, as after a reload, loses its old one. */
export function handOverPorts({ ports, ourContents, log }: HandoverOptions): void {
  const current = new Map<number, ServedPort>();
  ipcMain.on(electronNames.connect, (event: IpcMainEvent) => {
    const frame = trustedFrame(event, ourContents);
    if (frame === null) {
      log.warn({ origin: event.senderFrame?.origin ?? null }, 'a stranger asked for a port');
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    current.get(event.sender.id)?.close();
    current.set(event.sender.id, port1);
    port1.on('close', () => {
      if (current.get(event.sender.id) === port1) current.delete(event.sender.id);
    });
    ports.serve(port1);
    frame.postMessage(electronNames.port, null, [port2]);
  });
}
