import { createORPCClient } from '@orpc/client';
import { assetPath, type StudioClient, type StudioEvent } from '../../shared/contract/index.ts';
import { electronNames } from '../../shared/link/index.ts';
import { openPortTransport } from './port-transport.ts';
import { preloadPorts } from './preload-ports.ts';
import type { LinkStatusStore } from './status-store.ts';
import type { Transport } from './transport.ts';
import { watchEvents } from './watch-events.ts';
import { openWebTransport } from './web-transport.ts';

/** The window's one connection to the core, whichever host it runs in. */
export interface StudioLink {
  /** Stays the same over reconnects. Calls reject with DisconnectedError while the host is away. */
  readonly client: StudioClient;
  readonly host: 'electron' | 'web';
  readonly status: LinkStatusStore;
  /** Address of a take, its thumbnail or a preview for `<img>` and `<video>`. */
  assetUrl(id: string, variant?: 'full' | 'thumbnail'): string;
  /** Listens to the core, over reconnects, until the returned function is called. */
  watchEvents(onEvent: (event: StudioEvent) => void): () => void;
}

/** Connects this page to the core that served it. */
export function connectStudio(): StudioLink {
  if (location.protocol === `${electronNames.appScheme}:`) {
    return createStudioLink('electron', openPortTransport(preloadPorts(window)), electronNames.assetBase);
  }
  return createStudioLink(
    'web',
    openWebTransport({ url: webSocketUrl(location.href), onClosed: leaveWhenSignedOut }),
    '/',
  );
}

/** Joins a transport and a base URL of assets to a link. */
export function createStudioLink(host: StudioLink['host'], transport: Transport, assetBase: string): StudioLink {
  const client: StudioClient = createORPCClient(transport.link);
  return {
    client,
    host,
    status: transport.status,
    assetUrl: (id, variant = 'full') => `${assetBase}${assetPath(id, variant)}`,
    watchEvents: (onEvent) => watchEvents({ client, status: transport.status, onEvent }),
  };
}

/** Address of the contract on the host that serves a page. */
export function webSocketUrl(page: string): string {
  const url = new URL('/rpc', page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** A host that is there but no longer knows this browser would refuse it for ever: its own page says what to do. */
async function askWhetherSignedOut(): Promise<void> {
  const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' });
  if (answer.status === 401) location.reload();
}

function leaveWhenSignedOut(): void {
  // No answer means that the host is away, which is the usual case and already shown.
  askWhetherSignedOut().catch(() => undefined);
}
