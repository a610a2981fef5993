import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Listing, adding, refreshing and removing models. */
export function modelHandlers(studio: Studio, { models, variants }: RouterParts) {
  return {
    list: studio.models.list.handler(() => models.list()),
    preview: studio.models.preview.handler(({ input }) => models.preview(input.id)),
    save: studio.models.save.handler(({ input }) => models.save(input.template, { replace: input.replace })),
    refresh: studio.models.refresh.handler(({ input }) => models.refresh(input.id)),
    remove: studio.models.remove.handler(({ input }) => models.remove(input.id)),
    test: studio.models.test.handler(({ input }) => models.test(input.id)),
    variants: studio.models.variants.handler(({ input }) => variants.describe(input.id)),
    convert: studio.models.convert.handler(({ input: { id, ...terms }, signal }) =>
      variants.convert(id, { ...terms, signal: signal ?? new AbortController().signal }),
    ),
    loras: studio.models.loras.handler(({ input }) => models.loras(input.id)),
  };
}
