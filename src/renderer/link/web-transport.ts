import { RPCLink, type LinkWebsocketClientOptions } from '@orpc/client/websocket';
import ReconnectingSocket from 'partysocket/ws';
import { createStatusStore } from './status-store.ts';
import { tellDisconnects, type Transport } from './transport.ts';

export interface WebTransportOptions {
  /** `ws:` address of the host's contract. */
  url: string;
  /** WebSocket class; the browser's own unless told otherwise. */
  WebSocket?: unknown;
  /** Called when a connection could not be made or was lost. */
  onClosed?: () => void;
}

/** Pause between two attempts to connect, in milliseconds: short, the host is on this machine. */
const retryMs = { minReconnectionDelay: 300, maxReconnectionDelay: 3_000, reconnectionDelayGrowFactor: 1.5 };

/**
 * Connects over a WebSocket that comes back by itself after a restart of the host. Calls made while it is away are
 * refused at once, never queued: a click must not take effect minutes later.
 */
export function openWebTransport({ url, WebSocket, onClosed }: WebTransportOptions): Transport {
  const status = createStatusStore();
  const socket = new ReconnectingSocket(url, [], {
    ...retryMs,
    minUptime: 2_000,
    connectionTimeout: 4_000,
    ...(WebSocket === undefined ? {} : { WebSocket }),
  });
  // Before the link's own listeners: when they reject the calls in flight, the status must already be known.
  socket.addEventListener('open', () => status.set('connected'));
  socket.addEventListener('close', () => {
    status.set('disconnected');
    onClosed?.();
  });
  // The peer inside one link starts afresh with every connection, so the link can stay the same.
  // Its type differs from a browser's in calling the ready state a number.
  const link = new RPCLink({ websocket: socket as LinkWebsocketClientOptions['websocket'] });
  return { status, link: tellDisconnects(link, status), close: () => socket.close() };
}
