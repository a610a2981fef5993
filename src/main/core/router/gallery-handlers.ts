import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Listing, rating and picking takes. */
export function galleryHandlers(
  studio: Studio,
  { options, gallery, assist, projectOf, documents, events, forgetThumbnail }: RouterParts,
) {
  return {
    list: studio.gallery.list.handler(({ input }) =>
      gallery.list({ limit: input.limit, cursor: input.cursor ?? null }),
    ),
    rate: studio.gallery.rate.handler(({ input }) => assist.rate(input.takeId, input.rating)),
    pick: studio.gallery.pick.handler(async ({ input }) => {
      const project = await projectOf(input.documentId, false);
      await project.pick(documents.get(input.documentId).matrix, input.takeId);
      events.publish({ type: 'takes.changed', documentId: input.documentId });
    }),
    showFile: studio.gallery.showFile.handler(async ({ input: { documentId, takeId } }) => {
      const { take } = await gallery.get(takeId);
      const project = await projectOf(documentId, take.rehearsal);
      const file = await project.fileOf(documents.get(documentId).matrix, takeId);
      options.desktop?.showInFolder(file);
      return { file, isShown: options.desktop !== undefined };
    }),
    deleteTake: studio.gallery.deleteTake.handler(async ({ input: { documentId, takeId } }) => {
      const { take } = await gallery.get(takeId);
      const project = await projectOf(documentId, take.rehearsal);
      const { picked, keptFiles } = await project.deleteTake(documents.get(documentId).matrix, takeId);
      await forgetThumbnail(takeId);
      events.publish({ type: 'takes.changed', documentId });
      return { picked: picked?.id ?? null, keptFiles };
    }),
  };
}
