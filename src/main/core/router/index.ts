import { appHandlers } from './app-handlers.ts';
import { galleryHandlers } from './gallery-handlers.ts';
import { matrixHandlers } from './matrix-handlers.ts';
import type { RouterParts } from './parts.ts';
import { runHandlers } from './run-handlers.ts';
import { settingsHandlers } from './settings-handlers.ts';
import { createStudio } from './studio.ts';

/** Implements the contract: one handlers file per contract file. */
export function createRouter(parts: RouterParts) {
  const studio = createStudio(parts.log);
  return studio.router({
    app: appHandlers(studio, parts),
    settings: settingsHandlers(studio, parts),
    matrix: matrixHandlers(studio, parts),
    ...runHandlers(studio, parts),
    gallery: galleryHandlers(studio, parts),
    events: { watch: studio.events.watch.handler(({ signal }) => parts.events.watch(signal)) },
  });
}
