import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** The history of all inferences. */
export function historyHandlers(studio: Studio, { history }: RouterParts) {
  return {
    list: studio.history.list.handler(({ input }) => history.list(input)),
    paces: studio.history.paces.handler(({ input }) => history.paces(input.models)),
  };
}
