import { appHandlers } from './app-handlers.ts';
import { assistHandlers } from './assist-handlers.ts';
import { costHandlers } from './cost-handlers.ts';
import { documentHandlers } from './document-handlers.ts';
import { engineHandlers } from './engine-handlers.ts';
import { galleryHandlers } from './gallery-handlers.ts';
import { modelHandlers } from './model-handlers.ts';
import { historyHandlers } from './history-handlers.ts';
import { matrixHandlers } from './matrix-handlers.ts';
import { mediaHandlers } from './media-handlers.ts';
import type { RouterParts } from './parts.ts';
import { providerHandlers } from './provider-handlers.ts';
import { runHandlers } from './run-handlers.ts';
import { settingsHandlers } from './settings-handlers.ts';
import { createStudio } from './studio.ts';

/** Implements the contract: one handlers file per contract file. */
export function createRouter(parts: RouterParts) {
  const studio = createStudio(parts.log, parts.redactor);
  return studio.router({
    app: appHandlers(studio, parts),
    settings: settingsHandlers(studio, parts),
    providers: providerHandlers(studio, parts),
    matrix: matrixHandlers(studio, parts),
    media: mediaHandlers(studio, parts),
    documents: documentHandlers(studio, parts),
    models: modelHandlers(studio, parts),
    engine: engineHandlers(studio, parts),
    ...runHandlers(studio, parts),
    gallery: galleryHandlers(studio, parts),
    assist: assistHandlers(studio, parts),
    costs: costHandlers(studio, parts),
    history: historyHandlers(studio, parts),
    events: { watch: studio.events.watch.handler(({ signal }) => parts.events.watch(signal)) },
  });
}
