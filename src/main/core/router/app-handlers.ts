import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Facts about this program and its engine. */
export function appHandlers(studio: Studio, { options, describeEngine }: RouterParts) {
  return {
    info: studio.app.info.handler(() => ({
      version: options.version,
      host: options.host,
      dataFolder: options.home,
      node: process.versions.node,
      electron: options.electronVersion,
      platform: `${process.platform} ${process.arch}`,
    })),
    engine: studio.app.engine.handler(() => describeEngine()),
  };
}
