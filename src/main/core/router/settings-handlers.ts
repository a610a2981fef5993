import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Reading and changing settings; every window hears of a change. */
export function settingsHandlers(studio: Studio, { settings, events }: RouterParts) {
  return {
    get: studio.settings.get.handler(() => settings.get()),
    set: studio.settings.set.handler(async ({ input }) => {
      const next = await settings.set(input);
      events.publish({ type: 'settings.changed', settings: next });
      return next;
    }),
  };
}
