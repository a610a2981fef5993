import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Bringing files of the user in. */
export function mediaHandlers(studio: Studio, { uploads, thumbnailOf, documents, projectOf, events }: RouterParts) {
  return {
    begin: studio.media.begin.handler(async ({ input: { documentId, name, bytes } }) => {
      const session = documents.get(documentId);
      return { uploadId: await uploads.begin(session.file, { name, bytes }) };
    }),
    append: studio.media.append.handler(async ({ input: { uploadId, offset, data } }) => {
      await uploads.append(uploadId, offset, Buffer.from(data, 'base64'));
    }),
    finish: studio.media.finish.handler(({ input }) => uploads.finish(input.uploadId)),
    abort: studio.media.abort.handler(({ input }) => uploads.abort(input.uploadId)),
    thumbnail: studio.media.thumbnail.handler(async ({ input: { documentId, path } }) => {
      const webp = await thumbnailOf(documents.get(documentId).file, path);
      return { webp: webp === null ? null : Buffer.from(webp).toString('base64') };
    }),
    useAsTake: studio.media.useAsTake.handler(async ({ input: { documentId, cell, path } }) => {
      const project = await projectOf(documentId, false);
      const take = await project.useAsTake(documents.get(documentId).matrix, cell, path);
      events.publish({ type: 'takes.changed', documentId });
      return { takeId: take.id };
    }),
  };
}
